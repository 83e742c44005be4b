"""What is said while somebody practises, in the language and with the signs of the reader."""

import re

from agents.exercises.exercise import Exercise, KnownAnswer
from agents.exercises.ladder import answer_text, hints, solution
from agents.exercises.practice import Practice
from agents.exercises.topics import TITLES
from agents.exercises.verdict import AttemptVerdict
from agents.user_messages import TranslatableText
from chat.i18n.agent_messages import translate_text
from chat.i18n.cldr import load_locale
from chat.i18n.language import current_language, translate

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
# How schools write multiplication and division, where it is not × and ÷.
_SIGNS = {"de": str.maketrans("×÷", "·:")}


def say(text: str, *, mathematics: bool = False) -> str:
    """Return a text of `agents` in the reader's language; in mathematics, with the reader's decimal sign."""
    if not mathematics:
        return translate_text(text)
    if isinstance(text, TranslatableText):
        values = {name: _localised(str(value)) for name, value in text.values.items()}
        return translate_text(TranslatableText(text.template, **values))
    return _localised(text)


def _localised(text: str) -> str:
    language = current_language.get()
    text = _POINT.sub(load_locale(language).number_symbols["latn"]["decimal"], text)
    return text.translate(_SIGNS.get(language, {}))


def topic_title(topic: str) -> str:
    """Return the title of a topic."""
    return translate_text(TITLES[topic])


def own_topic(name: str) -> str:
    """Return the topic whose title in the reader's language somebody writes; empty if there is none."""
    said = name.casefold()
    return next((topic for topic in TITLES if topic_title(topic).casefold() == said), "")


def question_text(exercise: Exercise) -> str:
    """Return what an exercise asks."""
    return say(exercise.question, mathematics=_is_mathematics(exercise))


def origin_text(practice: Practice) -> str:
    """Return who wrote the open exercise, if it was not made by code."""
    return translate("Written by a model, confirmed by calculation.") if practice.written_question else ""


def hint_texts(practice: Practice, exercise: Exercise) -> list[str]:
    """Return the hints that have been given to the open exercise."""
    rungs = hints(exercise)
    return [
        translate(
            "Hint {number} of {count}: {hint}",
            number=number,
            count=len(rungs),
            hint=say(hint, mathematics=_is_mathematics(exercise)),
        )
        for number, hint in enumerate(rungs[: practice.hints], 1)
    ]


def verdict_texts(exercise: Exercise, verdict: AttemptVerdict) -> list[str]:
    """Return what is said about an attempt."""
    said = [say(sentence, mathematics=_is_mathematics(exercise)) for sentence in verdict.sentences]
    if verdict.right:
        return [translate("✓ Right."), *said]
    if verdict.readable:
        return [*said, translate("Not right yet. Try again, or take a hint.")]
    return said


def solution_texts(exercise: Exercise) -> list[str]:
    """Return the working and the answer as lines."""
    return [say(line, mathematics=_is_mathematics(exercise)) for line in solution(exercise)]


def shown_answer(exercise: Exercise) -> str:
    """Return the answer as the reader writes it."""
    return say(answer_text(exercise), mathematics=_is_mathematics(exercise))


def heading(practice: Practice) -> str:
    """Return what is practised."""
    session = practice.session
    return translate("{topic}, level {level}", topic=topic_title(session.topic), level=session.level)


def summary(practice: Practice) -> str:
    """Return how much was solved."""
    return translate("Solved without the answer: {solved}.", solved=practice.solved)


def _is_mathematics(exercise: Exercise) -> bool:
    return isinstance(exercise.answer, KnownAnswer)

"""The hints of an exercise, from the rule to all steps but the last, and its solution."""

from difflib import SequenceMatcher

from agents.exercises.exercise import Correction, Exercise, KnownAnswer, ProgramTests
from agents.user_messages import TranslatableText

_NEAR = 2  # words on each side of a planted mistake that the last hint shows


def hints(exercise: Exercise) -> tuple[str, ...]:
    """Return the hints, each of which says more than the one before; none holds the answer."""
    if isinstance(exercise.answer, Correction):
        place = TranslatableText("The mistake is here: “{words}”", words=_place(exercise.answer))
        return exercise.rule, place
    return exercise.rule, *exercise.steps[:-1]


def solution(exercise: Exercise) -> tuple[str, ...]:
    """Return the working and the answer, as lines."""
    match exercise.answer:
        case Correction(corrections=corrections):
            return (corrections[0],)
        case ProgramTests(solution=program):
            return (f"```python\n{program}```",)
        case _:
            return exercise.steps


def answer_text(exercise: Exercise) -> str:
    """Return the answer alone."""
    match exercise.answer:
        case KnownAnswer(text=text):
            return text
        case Correction(corrections=corrections):
            return corrections[0]
        case ProgramTests(solution=program):
            return program


def _place(correction: Correction) -> str:
    planted, right = correction.sentence.split(), correction.corrections[0].split()
    codes = SequenceMatcher(None, planted, right, autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    start, end = changed[0][1], changed[-1][2]
    return " ".join(planted[max(0, start - _NEAR) : end + _NEAR])

"""Exercises that a larger model writes: one is used only if code reads it whole and computes the same answer."""

import json
import re
from dataclasses import replace

from strands.models import Model

from agents.agent.output import AgentOutput
from agents.agent.runner import run_agent
from agents.exercises.exercise import Exercise, Form, KnownAnswer
from agents.exercises.grading import grade
from agents.exercises.practice import Practice
from agents.exercises.registry import MAX_WRITTEN, MAX_WRITTEN_QUESTION, signs_of
from agents.specialists import Limits
from agents.study.guard import HintGuard
from agents.study.ladder import Ladder
from agents.study.step_sentences import repeats_problem, translatable
from agents.study.worked_answer import WorkedAnswer, work_out_whole
from agents.user_messages import ToolError

MAX_REPLY = 8_000  # characters
WRITTEN = "written"  # the kind of these exercises; no generator makes them again
WITHOUT_COMPUTED_ANSWERS = frozenset({"programs", "sentences"})
"""The topics whose answers are not computed."""
_MAX_READ = 2 * MAX_WRITTEN  # of a reply
_MAX_ANSWER = 100  # characters
_LIMITS = Limits(turns=1, tool_calls=0, seconds=60)
_PROMPT = """\
You write exercises for learners. Reply with a JSON array alone, of {count} objects with two strings each: "question", \
one exercise of the topic in one plain sentence that a calculator could read, such as "What is 2/3 + 1/4?", \
"Solve 3x + 5 = 20" or "What is 15% of 240?", and "answer", its exact answer alone. No hint, no working, no markup."""
_ASKED = "Topic: {topic}. Level {level} of 3. Language: {language}."
_MARKUP = re.compile(r"[`{}\\\[\]|~#@]|<[a-zA-Z/!]|[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_EXPLAINED = re.compile(r"\s*(?:=|≈)\s*")
_UNIT = re.compile(r"(.*[\d)π])\s+([^\W\d_]+(?:/[a-z]+)?[²³]?)")
_LOWEST = re.compile(r"simplif|vereinfach|kürze|化简|lowest terms|reduce\b", re.IGNORECASE)


async def write_exercises(model: Model, output: AgentOutput, topic: str, level: int, language: str) -> tuple[str, ...]:
    """Return the questions of the exercises that a model wrote and code has confirmed; none is asked twice.

    Args:
        model: The model.
        output: Takes what the model uses; nothing that it writes is shown from here.
        topic: One of the exercises' topics.
        level: How hard they are to be.
        language: The name of the learner's language.

    Raises:
        Exception: Whatever the model failed with.
    """
    asked = _ASKED.format(topic=topic.replace("_", " "), level=level, language=language)
    prompt = _PROMPT.format(count=MAX_WRITTEN)
    outcome = await run_agent(model, prompt, (), _LIMITS, asked, output=output)
    confirmed: dict[str, str] = {}
    for question, answer in read_reply(str(outcome.text)):
        signs = signs_of(question)
        if signs not in confirmed and await is_confirmed(question, answer, topic, level):
            confirmed[signs] = question
    return tuple(confirmed.values())[:MAX_WRITTEN]


def read_reply(text: str) -> list[tuple[str, str]]:
    """Return the questions and answers of a model's reply, whatever it is; empty where there are none."""
    text = text[:MAX_REPLY]
    start, end = text.find("["), text.rfind("]")
    try:
        items = json.loads(text[start : end + 1]) if 0 <= start < end else []
    except (ValueError, RecursionError):
        return []
    pairs = [(item.get("question"), item.get("answer")) for item in items[:_MAX_READ] if isinstance(item, dict)]
    return [
        (question.strip(), str(answer).strip())
        for question, answer in pairs
        if isinstance(question, str) and isinstance(answer, str | int | float) and _is_plain(question.strip())
    ]


def _is_plain(question: str) -> bool:
    return 0 < len(question) <= MAX_WRITTEN_QUESTION and _MARKUP.search(question) is None


async def is_confirmed(question: str, answer: str, topic: str, level: int) -> bool:
    """Return whether code computes the answer that a model gives, and the question is an exercise of the topic.

    The computed answer is itself confirmed by a second way, and the grading takes both for right, and not the question.
    """
    worked = await work_out_whole(question)
    if worked is None or not 0 < len(answer) <= _MAX_ANSWER or not _is_of_topic(worked, topic):
        return False
    exercise = await _make(worked, topic, level)
    try:
        verdicts = [await grade(exercise, attempt) for attempt in (worked.answer.text, answer, worked.mathematics)]
    except ToolError:
        return False
    return [verdict.right for verdict in verdicts] == [True, True, False] and not await _tells(worked)


async def open_exercise(practice: Practice) -> Exercise | None:
    """Return the open exercise of a practice, whoever wrote it; None if there is none, or it cannot be computed now."""
    if not practice.written_question:
        return practice.exercise
    worked = await work_out_whole(practice.written_question)
    session = practice.session
    return await _make(worked, session.topic, session.level) if worked is not None else None


async def _make(worked: WorkedAnswer, topic: str, level: int) -> Exercise:
    steps = await HintGuard([worked]).safe_steps(worked)
    rule = Ladder(worked).bare_hint(2, ())
    told = tuple(translatable(step) for step in steps if not repeats_problem(step))
    return Exercise(
        worked.question,
        _known(worked),
        rule,
        (*told, worked.answer.text),
        kind=WRITTEN,
        topic=topic,
        level=level,
        seed=0,
    )


def _known(worked: WorkedAnswer) -> KnownAnswer:
    """Return the answer in the form in which it is to be given, without what it is about."""
    text, form = worked.answer.text, _form(worked)
    if text.endswith(" + C"):
        return KnownAnswer(text.removesuffix(" + C"), "antiderivative")
    if not re.search(r"[a-zA-Z]\s*=", text):
        text = _EXPLAINED.split(text)[0]
    found = _UNIT.fullmatch(text)
    return KnownAnswer(text, form, found[2] if found else "")


def _form(worked: WorkedAnswer) -> Form:
    match worked.answer.form:
        case "factored" | "expanded" as form:
            return form
        case _:
            return "lowest_terms" if _LOWEST.search(worked.question) else "value"


def _is_of_topic(worked: WorkedAnswer, topic: str) -> bool:
    """Return whether a question is of a topic, as far as code can tell: the ladder knows a part of the topics."""
    return Ladder(worked).topic in (topic, "arithmetic") or topic == "arithmetic"


async def _tells(worked: WorkedAnswer) -> bool:
    """Return whether a question gives its own answer away; only its mathematics may be repeated."""
    return await HintGuard([replace(worked, question=worked.mathematics)]).gives_away(worked.question)

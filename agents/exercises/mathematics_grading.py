"""Grades an attempt at an exercise of mathematics: by equivalence, line by line and part by part."""

import asyncio
import re

from agents.exercises.exercise import Exercise, KnownAnswer
from agents.exercises.verdict import AttemptVerdict, unreadable
from agents.mathematics.attempts.equivalence import Answer, Form, Judgement
from agents.mathematics.attempts.slips import Slip
from agents.mathematics.pool import algebra
from agents.user_messages import TranslatableText

MAX_CHARACTERS = 1_500
MAX_LINES = 12
_FORMS: dict[str, Form] = {"lowest_terms": "lowest", "expanded": "expanded", "factored": "factored"}
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.,'’ \u00a0\u202f]\d{3})+(?![\d.,])")
_CLOCK = re.compile(
    r"(?:at |um |a las? )?(\d{1,2})\s*(?:[:.h点點时時]\s*(\d{2})?)?\s*(?:分|uhr|h)?\s*(am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[,;，；、\n]|\band\b|\bund\b|\by\b(?!\s*=)|和)\s*")  # noqa: RUF001
_NAME = re.compile(r"^\s*[a-zA-Z]\s*=\s*")
_ROW = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_BRACKETS = "[](){} "


async def grade_mathematics(exercise: Exercise, answer: KnownAnswer, attempt: str) -> AttemptVerdict:
    """Return the verdict on an attempt, whose last line is the answer and whose other lines are the working."""
    lines = [line.strip() for line in attempt[:MAX_CHARACTERS].splitlines() if line.strip()][-MAX_LINES:]
    if answer.text.startswith("[["):
        return await _grade_matrix(answer, " ".join(lines))
    if not lines:
        return unreadable(_cannot_read(answer))
    if answer.form == "text":
        return _grade_time(answer, lines[-1])
    verdict = await _judge(answer, lines[-1])
    if verdict.right is None:
        return unreadable(_cannot_read(answer))
    if len(lines) > 1:
        return await _grade_working(exercise, lines, verdict)
    if verdict.right:
        return _right(answer, lines[-1])
    return await _grade_parts(answer, lines[-1], verdict.slip)


async def _judge(answer: KnownAnswer, attempt: str) -> Judgement:
    """Judge an attempt as it stands, and without the signs that group its digits."""
    known = Answer(answer.text, form=_FORMS.get(answer.form, "value"))
    written = _readings(answer, attempt)
    if answer.form == "antiderivative":  # any constant is right, and none too
        known, written = Answer(f"{answer.text} + C"), [*written, *(f"{each} + C" for each in written)]
    if not (re.search(r"[^\W_a-zA-Z]", answer.text) is None or re.search(r"[^\W_a-zA-Z]", attempt)):
        verdict = await algebra.judge(known, attempt)  # a number in words, or nothing that could be one
        return verdict if verdict.right else Judgement(None)
    verdicts = []
    for each in written:
        verdicts.append(await algebra.judge(known, each))
        if verdicts[-1].right:
            return verdicts[-1]
    return next((one for one in verdicts if one.right is False), verdicts[0])


def _readings(answer: KnownAnswer, attempt: str) -> list[str]:
    """Return the ways in which an attempt can be meant, the likeliest first: its decimal sign, groups, brackets."""
    text = re.sub(r"[₀-₉]+$", "", attempt)
    text = re.sub(r"(?<=[\d\s])pi\b", "π", re.sub(r"\^2\s*$|²\s*$", "²", text)) if answer.unit else text
    text = re.sub(r"(?<=\S)\s+(?=[a-z]\s*=)", ", ", text) if ", y =" in answer.text else text
    readings = [text]
    if answer.text.startswith("(") and "x" not in answer.text:
        readings = [f"({', '.join(_values(text.replace('|', ', ')))})", text]
    elif "," not in answer.text and " or " not in answer.text:
        readings = [re.sub(r"(?<=\d),(?=\d)", ".", text), text] if text.count(",") == 1 else readings
    ungrouped = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), text)
    return list(dict.fromkeys([*readings, ungrouped]))


def _right(answer: KnownAnswer, attempt: str) -> AttemptVerdict:
    if answer.form == "decimal" and re.search(r"[/½¼¾⅓]|\bfrac", attempt):
        return AttemptVerdict(False, 0.5, (_VALUE, TranslatableText("Write it as a decimal.")), slip="unfinished")
    return AttemptVerdict(True, 1.0, ())


_VALUE = TranslatableText("The value is right.")


async def _grade_working(exercise: Exercise, lines: list[str], verdict: Judgement) -> AttemptVerdict:
    """Grade the lines of a working; the question itself is the line before the first."""
    task = exercise.task
    given = [task.expression] if task and task.operation == "solve" and "," not in task.expression else []
    slip = await algebra.check_working([*given, *lines])
    wrong = slip.step - len(given) if slip else 0  # the line of the learner's
    if verdict.right:
        if wrong > 0:
            remark = TranslatableText(
                "The answer is right, but line {step} does not follow from the one before.", step=str(wrong)
            )
            return AttemptVerdict(True, 1.0, (remark,), slip="step")
        return AttemptVerdict(
            True, 1.0, (TranslatableText("Every line that can be checked follows from the one before."),)
        )
    if wrong > 1:
        first = TranslatableText("Right up to line {step}.", step=str(wrong - 1))
        return AttemptVerdict(False, (wrong - 1) / len(lines), (first, _line(wrong)), slip="step")
    if wrong == 1:
        return AttemptVerdict(False, 0.0, (_line(1),), slip="step")
    return AttemptVerdict(
        False, 0.0, _sentences(exercise, verdict.slip), slip=verdict.slip.kind if verdict.slip else ""
    )


def _line(number: int) -> str:
    return TranslatableText("Line {step} does not follow from the line before it.", step=str(number))


def _sentences(exercise: Exercise, slip: Slip | None) -> tuple[str, ...]:
    if slip is None:
        return ()
    if slip.kind == "rounding" and exercise.kind == "rounding":
        return (TranslatableText("Look at the place to which it is rounded, and at the digit after it."),)
    return (slip.sentence,)


async def _grade_parts(answer: KnownAnswer, attempt: str, slip: Slip | None) -> AttemptVerdict:
    """Grade a wrong answer; of one with several values, say how many are right."""
    wanted, given = _values(answer.text), _values(attempt)
    if len(wanted) > 1 and len(wanted) == len(given) and " or " not in answer.text:
        right = await _count_right(wanted, given)
        if right:
            return AttemptVerdict(False, right / len(wanted), (_counted(right, len(wanted)),), slip="part")
    kind = slip.kind if slip else ""
    credit = {"forgotten_solution": 0.5, "unfinished": 0.5, "rounding": 0.5, "sign": 0.25, "end": 0.5}.get(kind, 0.0)
    return AttemptVerdict(False, credit, (slip.sentence,) if slip else (), slip=kind)


def _values(text: str) -> list[str]:
    return [
        _NAME.sub("", part).strip(_BRACKETS) for part in _PARTS.split(text.strip(_BRACKETS)) if part.strip(_BRACKETS)
    ]


async def _count_right(wanted: list[str], given: list[str]) -> int:
    verdicts = await asyncio.gather(
        *(algebra.judge(Answer(one), other) for one, other in zip(wanted, given, strict=True))
    )
    return sum(bool(verdict.right) for verdict in verdicts)


def _counted(right: int, total: int) -> str:
    return TranslatableText("Values that are right: {right} of {total}.", right=str(right), total=str(total))


async def _grade_matrix(answer: KnownAnswer, attempt: str) -> AttemptVerdict:
    """Grade a matrix entry by entry, however its rows are written."""
    wanted = _values(answer.text.replace("], [", ", "))
    rows = [found[1] or found[2] for found in _ROW.finditer(attempt)] or re.split(r"[;；\n]", attempt)  # noqa: RUF001
    given = [value for row in rows for value in re.split(r"[\s,，]+", row.strip()) if value]  # noqa: RUF001
    if len(given) != len(wanted) or (len(rows) > 1 and len(rows) != answer.text.count("],") + 1):
        return unreadable(_cannot_read(answer))
    right = await _count_right(wanted, given)
    if right == len(wanted):
        return AttemptVerdict(True, 1.0, ())
    return AttemptVerdict(False, right / len(wanted), (_counted(right, len(wanted)),) if right else (), slip="part")


def _grade_time(answer: KnownAnswer, attempt: str) -> AttemptVerdict:
    """Grade a time of day, in twelve or in twenty-four hours."""
    wanted, given = _minutes(answer.text), _minutes(attempt)
    if wanted is None or given is None:
        return unreadable(_cannot_read(answer))
    if wanted == given:
        return AttemptVerdict(True, 1.0, ())
    if wanted % 60 == given % 60:
        return AttemptVerdict(False, 0.5, (TranslatableText("The minutes are right; look at the hours."),), slip="part")
    if wanted // 60 == given // 60:
        return AttemptVerdict(False, 0.5, (TranslatableText("The hour is right; look at the minutes."),), slip="part")
    return AttemptVerdict(False, 0.0, ())


def _minutes(text: str) -> int | None:
    found = _CLOCK.fullmatch(text.strip(" .!"))
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if half := (found[3] or "").lower().replace(".", ""):
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def _cannot_read(answer: KnownAnswer) -> str:
    """Say how an answer of this shape is written; the example is not the answer."""
    text = answer.text
    if text.startswith("[["):
        example = "[[1, 2], [3, 4]]"
    elif answer.form == "text":
        example = "09:45"
    elif text.startswith("("):
        example = "(−3, 5)" if "x" not in text else "(x + 7)(x − 9)"
    elif ", y =" in text:
        example = "x = −3, y = 7"
    elif any(sign in text for sign in "<>≤≥"):
        example = "x < 99"
    elif " or " in text:
        example = "x = −3, x = 7"
    elif "x" in text:
        example = "x = 99" if "=" in text else "7x − 9"
    else:
        example = {"lowest_terms": "7/9", "decimal": "9.75", "factored": "3 × 7"}.get(
            answer.form, f"99 {answer.unit}".strip()
        )
    return TranslatableText("This cannot be read as an answer. Write it like this: {example}", example=example)

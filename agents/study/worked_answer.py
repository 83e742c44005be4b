"""Works out the answer of a question before anything is said about it."""

import re
from collections import OrderedDict
from dataclasses import dataclass

from agents.mathematics.attempts.equivalence import Answer, Form, computed_answer
from agents.mathematics.pool import algebra
from agents.mathematics.question import has_mathematics, mathematics_of
from agents.mathematics.questions.claims import read_claims
from agents.mathematics.task import Task
from agents.study.framing_words import only_framed
from agents.user_messages import ToolError

MAX_QUESTION_CHARACTERS = 2000
_ANSWER = re.compile(r"\*\*Answer:\*\*\s*(.+)")
_NUMBERED = re.compile(r"^\d+\.\s+", re.MULTILINE)
_FORMS: tuple[tuple[str, Form], ...] = (
    (r"\bfactor(?:i[sz]e)?\b|prime factors|factoriza|faktorisiere|因式分解|分解因式", "factored"),
    (r"\bexpand\b|multiply out|desarrolla|expande|multipliziere aus|展开", "expanded"),
    (r"\bsimplify\b|lowest terms|simplifica|vereinfache|kürze|化简", "simplest"),
)  # fmt: skip
_VERBS = (
    (r"\bfactor(?:i[sz]e)?\b|factoriza|faktorisiere|因式分解", "factor"),
    (r"\bexpand\b|multiply out|desarrolla|multipliziere aus|展开", "expand"),
    (r"\bsimplify\b|simplifica|vereinfache|化简", "simplify"),
    (r"\bdifferentiate\b|\bderivative\b|\bderiva|\bableit|leite\b|导数|求导", "differentiate"),
    (r"\bintegra\w*|积分", "integrate"),
)


_MAX_LATELY = 500
_lately: "OrderedDict[str, WorkedAnswer]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class WorkedAnswer:
    """A question with its confirmed answer.

    Args:
        question: The question.
        mathematics: The equation or expression in it.
        answer: The answer.
        steps: How it was found, in sentences.
        text: Steps and answer as they are shown once the answer is earned.
    """

    question: str
    mathematics: str
    answer: Answer
    steps: tuple[str, ...]
    text: str


async def work_out(question: str) -> WorkedAnswer | None:
    """Return the answer of a question; None where the calculator cannot tell it, or no second way confirms it.

    What was worked out lately is kept, because each message of a conversation in Study needs it.
    """
    question = question[:MAX_QUESTION_CHARACTERS]
    if not has_mathematics(question):
        return None
    if question not in _lately:
        if (worked := await _work_out(question, whole=False)) is None:
            return None
        _lately[question] = worked
        if len(_lately) > _MAX_LATELY:
            _lately.popitem(last=False)
    return _lately[question]


async def work_out_whole(question: str) -> WorkedAnswer | None:
    """Return the answer of a question of which every word is understood; None for any other."""
    return await _work_out(question, whole=True)


async def _work_out(question: str, *, whole: bool) -> WorkedAnswer | None:
    claims = read_claims(question)
    asked = claims[0].asked if len(claims) == 1 else question
    mathematics = mathematics_of(asked)
    understood = [] if claims else [Task("answer", question)]  # a verdict would give the answer away
    for task in (*understood, *(() if whole else _plain_tasks(asked, mathematics))):
        try:
            text, checked = await algebra.solve(task)
        except ToolError:
            continue
        found = _ANSWER.search(text)
        if found is None:
            continue
        steps = tuple(_NUMBERED.sub("", line).strip() for line in text[: found.start()].splitlines() if line.strip())
        answer = computed_answer(found[1].strip(), _form(question, found[1]))
        return WorkedAnswer(question, mathematics, answer, steps, f"{text}\n\nChecked {checked}.")
    return None


def _plain_tasks(question: str, mathematics: str) -> list[Task]:
    """Return what can be asked of the mathematics in a sentence that is not understood as a whole."""
    if not mathematics or not only_framed(question, mathematics):
        return []
    verb = next((operation for pattern, operation in _VERBS if re.search(pattern, question, re.IGNORECASE)), "")
    if "=" in mathematics or re.search(r"[<>≤≥]", mathematics):
        is_claim = re.search(r"[a-zA-Z]", mathematics) is None  # “12·13 = 156”
        return [] if is_claim or verb else [Task("solve", mathematics)]
    if verb:
        return [Task(verb, mathematics)]
    return [Task("evaluate", mathematics)] if re.search(r"\d\s*\D+\s*\d", mathematics) else []


def _form(question: str, answer: str) -> Form:
    form: Form = next((form for pattern, form in _FORMS if re.search(pattern, question, re.IGNORECASE)), "value")
    return "value" if form == "simplest" and not re.search(r"[a-zA-Z]", answer) else form

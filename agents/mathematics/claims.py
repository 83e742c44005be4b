"""Checks what a learner claims to have found: what is right comes first, then what is not, then how it is computed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.mathematics.attempts.equivalence import Judgement, computed_answer
from agents.mathematics.attempts.judging import judge_now
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.questions.claims import Claim
from agents.mathematics.result import Result, UnconfirmedError
from agents.mathematics.task import Task

Solve = Callable[[Task], Result]
_WHAT_IS = {"en": "What is {}?", "es": "¿Cuánto es {}?", "de": "Was ist {}?", "zh": "{}等于多少？"}  # noqa: RUF001
_NOT_READ = "The claim is not understood as a whole; write the question and what you found for it."


@dataclass(frozen=True, slots=True)
class _CheckedClaim:
    claim: Claim
    result: Result
    judgement: Judgement

    @property
    def text(self) -> str:
        claim = self.claim
        if claim.is_equality:
            return f"{claim.asked} = {claim.found}"
        return f"{claim.found} for “{claim.asked}”"


def answer_claims(claims: Sequence[Claim], solve: Solve) -> Result:
    """Return whether claims are right, with the computed answer of each.

    Args:
        claims: What a learner claims.
        solve: Returns the confirmed answer to a task.

    Raises:
        AlgebraError: A question or what was found for it is not read whole, or a second way does not confirm it.
    """
    checked = [_check(claim, solve) for claim in claims]
    right, wrong = ([one for one in checked if one.judgement.right is found] for found in (True, False))
    shown = wrong or right
    return Result(
        "; ".join(one.result.answer for one in checked),
        " and ".join(dict.fromkeys(one.result.checked for one in checked)),
        tuple(step for one in shown for step in one.result.steps),
        " ".join(dict.fromkeys(one.result.note for one in checked if one.result.note)),
        _verdict(right, wrong),
    )


def _verdict(right: Sequence[_CheckedClaim], wrong: Sequence[_CheckedClaim]) -> str:
    parts = []
    if right:
        parts.append(f"This is right: {'; '.join(one.text for one in right)}.")
    for one in wrong:
        slip = one.judgement.slip
        if slip is not None and slip.kind in ("forgotten_solution", "unfinished"):  # right as far as it goes
            parts.append(f"{one.text}: {slip.sentence[0].lower()}{slip.sentence[1:]}")
        else:
            hint = f" {slip.sentence}" if slip is not None else ""
            parts.append(f"This is not right: {one.text}.{hint}")
    return " ".join(parts)


def _check(claim: Claim, solve: Solve) -> _CheckedClaim:
    if not claim.asked:
        raise AlgebraError("Which question is this the answer to? Write both in one message.")
    result = _solved(claim, solve)
    known = computed_answer(result.answer, exact=claim.is_equality)
    judgement = judge_now(known, claim.found)
    if judgement.right is None:
        raise AlgebraError(_NOT_READ)
    return _CheckedClaim(claim, result, judgement)


def _solved(claim: Claim, solve: Solve) -> Result:
    question = _WHAT_IS[claim.language].format(claim.asked)
    first = Task("solve", claim.asked) if "=" in claim.asked else Task("answer", question)
    for task in (first, Task("answer", claim.asked)):
        try:
            return solve(task)
        except UnconfirmedError:
            raise
        except AlgebraError:
            continue
    raise AlgebraError(_NOT_READ)

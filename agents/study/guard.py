"""Looks at every text before a learner sees it: what gives a held-back answer away is not shown."""

from collections.abc import Sequence
from dataclasses import asdict

from agents.mathematics.pool import algebra
from agents.study.ladder import RUNGS, Ladder
from agents.study.worked_answer import WorkedAnswer
from agents.user_messages import ToolError


class HintGuard:
    """Knows the answers that are held back in a turn.

    Args:
        problems: The problems with their answers; the calculations of their hints may be repeated.
    """

    def __init__(self, problems: Sequence[WorkedAnswer]) -> None:
        self._secrets: list[tuple[WorkedAnswer, list[str]]] = [(problem, [problem.mathematics]) for problem in problems]

    async def safe_steps(self, problem: WorkedAnswer) -> tuple[str, ...]:
        """Return the steps of a problem that do not give its answer away, and let them be repeated."""
        steps = await self._keep_safe(problem)
        hints = [str(Ladder(problem).bare_hint(rung, steps)) for rung in range(2, RUNGS + 1)]
        for held, allowed in self._secrets:
            if held is problem:
                allowed += [*steps, *hints]
        return steps

    async def _keep_safe(self, problem: WorkedAnswer) -> tuple[str, ...]:
        """Return the steps without those that state the answer, and without the last check."""
        whole = [step for step in problem.steps if not _is_check(step)]
        alone = [(problem, [problem.mathematics])]
        if not await _finds(alone, "\n".join(whole), by_code=True):
            return tuple(whole)
        return tuple([step for step in whole if not await _finds(alone, step, by_code=True)])

    async def gives_away(self, text: str, *, by_code: bool = False) -> bool:
        """Return whether a text gives an answer away; what cannot be checked counts as if it did."""
        return bool(self._secrets) and await _finds(self._secrets, text, by_code=by_code)


async def _finds(secrets: Sequence[tuple[WorkedAnswer, list[str]]], text: str, *, by_code: bool) -> bool:
    held = [[asdict(problem.answer), problem.question, allowed] for problem, allowed in secrets]
    try:
        reply = await algebra.ask({"secrets": held, "text": text, "by_code": by_code})
    except ToolError:
        return True
    return bool(reply["given_away"])


def _is_check(step: str) -> bool:
    return step.startswith(("Check", "As a set"))

"""Solves, draws and judges in worker processes."""

import logging
from dataclasses import asdict

from agents.mathematics.attempts.equivalence import Answer, Judgement, decode
from agents.mathematics.attempts.slips import Slip
from agents.mathematics.result import UnconfirmedError
from agents.mathematics.task import Task
from agents.user_messages import ToolError
from agents.workers.pool import WorkerPool

logger = logging.getLogger(__name__)


class AlgebraPool(WorkerPool):
    """Solves tasks, draws curves and judges attempts.

    Args:
        size: How many processes there may be.
    """

    def __init__(self, size: int = 2) -> None:
        super().__init__("agents.mathematics.worker", size)

    async def solve(self, task: Task) -> tuple[str, str]:
        """Return the steps and the answer, and the second way that confirms it.

        Raises:
            ToolError: The task cannot be solved; the message says what to change.
        """
        solved = await self.ask(asdict(task))
        if operation := solved.get("unconfirmed"):
            logger.warning("result_unconfirmed", extra={"task": task.operation, "operation": operation})
            raise UnconfirmedError(operation)
        return solved["text"], solved["checked"]

    async def draw(self, functions: str, low: str, high: str) -> tuple[str, str]:
        """Return a description of the curves, and the picture as SVG.

        Raises:
            ToolError: They cannot be drawn; the message says what to change.
        """
        answer = await self.ask(asdict(Task("plot", functions, f"{low}, {high}")))
        return answer["text"], answer["svg"]

    async def judge(self, answer: Answer, attempt: str) -> Judgement:
        """Return whether an attempt is right."""
        try:
            reply = await self.ask({"judged": asdict(answer), "attempt": attempt})
        except ToolError:
            return Judgement(None)
        return decode(reply["verdict"])

    async def check_working(self, lines: list[str]) -> Slip | None:
        """Return which line of a working does not follow from the one before; None if all do or none can be read.

        Each line is an equation, whose solutions must stay the same, or a chain of equal values.
        """
        try:
            reply = await self.ask({"working": lines})
        except ToolError:
            return None
        return decode(reply["verdict"]).slip


algebra = AlgebraPool()

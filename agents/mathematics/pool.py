"""Solves and draws in worker processes."""

import logging
from dataclasses import asdict

from agents.mathematics.result import UnconfirmedError
from agents.mathematics.task import Task
from agents.workers.pool import WorkerPool

logger = logging.getLogger(__name__)


class AlgebraPool(WorkerPool):
    """Solves tasks and draws curves.

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


algebra = AlgebraPool()

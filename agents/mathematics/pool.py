"""Solves and draws in worker processes."""

from dataclasses import asdict

from agents.mathematics.task import Task
from agents.workers.pool import WorkerPool


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
        return solved["text"], solved["checked"]

    async def draw(self, functions: str, low: str, high: str) -> tuple[str, str]:
        """Return a description of the curves, and the picture as SVG.

        Raises:
            ToolError: They cannot be drawn; the message says what to change.
        """
        answer = await self.ask(asdict(Task("plot", functions, f"{low}, {high}")))
        return answer["text"], answer["svg"]


algebra = AlgebraPool()

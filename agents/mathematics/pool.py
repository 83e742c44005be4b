"""Algebra in processes of its own."""

from dataclasses import asdict

from agents.mathematics.task import Task
from agents.workers.pool import WorkerPool


class AlgebraPool(WorkerPool):
    """Works tasks out.

    Args:
        size: How many at once.
    """

    def __init__(self, size: int = 2) -> None:
        super().__init__("agents.mathematics.worker", size)

    async def work_out(self, task: Task) -> str:
        """Return the steps and the answer.

        Raises:
            ToolError: It cannot be done; the message says what to change.
        """
        return (await self.ask(asdict(task)))["text"]

    async def draw(self, functions: str, low: str, high: str) -> tuple[str, str]:
        """Return what there is to say about the curves, and the picture as SVG.

        Raises:
            ToolError: It cannot be done; the message says what to change.
        """
        answer = await self.ask(asdict(Task("plot", functions, f"{low}, {high}")))
        return answer["text"], answer["svg"]


algebra = AlgebraPool()

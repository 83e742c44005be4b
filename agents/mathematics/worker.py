"""The process in which algebra happens."""

from agents.workers.process import Handle, serve


def load() -> Handle:
    """Import SymPy, which takes a second and stays out of the server."""
    from agents.mathematics.plot import plot
    from agents.mathematics.solver import work_out
    from agents.mathematics.task import Task

    def handle(request: dict[str, str]) -> dict[str, str]:
        task = Task(**request)
        return plot(task) if task.operation == "plot" else {"text": work_out(task)}

    work_out(Task("evaluate", "1 + 1"))  # SymPy imports more when it is first used
    return handle


if __name__ == "__main__":
    serve(load)

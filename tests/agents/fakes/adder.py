"""A worker process that knows one sum, and starts ten times as fast as SymPy."""

from typing import Any

from agents.workers.process import Handle, serve


def load() -> Handle:
    def handle(_: dict[str, Any]) -> dict[str, str]:
        return {"text": "1 + 1\n\n**Answer:** 2", "checked": "by adding"}

    return handle


if __name__ == "__main__":
    serve(load)

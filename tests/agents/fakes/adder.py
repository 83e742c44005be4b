"""A worker process that knows one sum, works for ever when asked to, and starts ten times as fast as SymPy."""

from typing import Any

from agents.workers.process import Handle, serve


def load() -> Handle:
    def handle(request: dict[str, Any]) -> dict[str, str]:
        while request.get("for ever"):
            pass
        return {"text": "1 + 1\n\n**Answer:** 2", "checked": "by adding"}

    return handle


if __name__ == "__main__":
    serve(load)

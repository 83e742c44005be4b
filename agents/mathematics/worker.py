"""The worker process that solves, draws and judges."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from agents.workers.process import Handle, serve


def load() -> Handle:
    """Import SymPy here, because it takes a second and much memory."""
    for unused in ("numpy", "regex", "_hashlib"):  # 18 MB, which pint, Lark and hashlib load where they are installed
        sys.modules[unused] = None  # type: ignore[assignment]
    from agents.mathematics.questions import reader

    reader.load()  # before SymPy, which fills the memory that reading the grammar leaves free
    from agents.mathematics.attempts.equivalence import Answer, Judgement, encode
    from agents.mathematics.attempts.judging import judge_now
    from agents.mathematics.attempts.working import first_wrong_line
    from agents.mathematics.disclosure.finder import Secret, gives_away
    from agents.mathematics.expressions.printing import format_result
    from agents.mathematics.plotting.plot import plot
    from agents.mathematics.result import UnconfirmedError
    from agents.mathematics.solver import solve_task
    from agents.mathematics.task import Task

    def handle(request: dict[str, Any]) -> dict[str, str]:
        if judged := request.get("judged"):
            return {"verdict": encode(judge_now(Answer(**judged), str(request["attempt"])))}
        if secrets := request.get("secrets"):
            held = [Secret(Answer(**answer), question, tuple(allowed)) for answer, question, allowed in secrets]
            by_code = bool(request["by_code"])
            return {
                "given_away": "yes" if any(gives_away(one, request["text"], by_code=by_code) for one in held) else ""
            }
        if working := request.get("working"):
            return {"verdict": encode(Judgement(None, first_wrong_line(working)))}
        task = Task(**request)
        if task.operation == "plot":
            return plot(task)
        try:
            result = solve_task(task)
        except UnconfirmedError as error:
            return {"unconfirmed": error.operation}
        return {"text": format_result(result), "checked": result.checked}

    solve_task(Task("answer", "1 + 1"))  # SymPy imports more when first used
    if (pint := find_spec("pint")) and pint.cached and not Path(pint.cached).exists():
        solve_task(Task("convert", "1 mile to km"))  # later, Python could not store what it compiles of pint
    return handle


if __name__ == "__main__":
    serve(load)

"""How long a cold start takes, beside stock Chainlit over stock strands."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.bench.load import sides

TIMES = 5
LIMIT = 0.5

_TIMED = "import time\nbegun = time.process_time()\n{0}\nprint(time.process_time() - begun)"
_OURS = """
import os
from pathlib import Path
from chat.chainlit_adapter import bootstrap, import_stubs
bootstrap.prepare(Path(os.environ["HOME"]))
with import_stubs.imports():
    import chat.server
"""
_STOCK = (
    "import chainlit.cli; import chainlit.server; from strands import Agent; from strands.models import BedrockModel"
)


def main(times: int = TIMES) -> None:
    """Print the medians of both, taken in turn, and the ratios."""
    measured: dict[str, list[float]] = {"ours": [], "stock": []}
    for _ in range(times):
        measured["ours"].append(_import(_OURS))
        measured["stock"].append(_import(_STOCK))
    _tell("import, CPU", measured)
    measured = {"ours": [], "stock": []}
    with sides.model() as model:
        for _ in range(times):
            measured["ours"].append(_listening(sides.ours, model))
            measured["stock"].append(_listening(sides.stock, model))
    _tell("to the first answer", measured)


def _tell(what: str, measured: dict[str, list[float]]) -> None:
    ours, stock = (statistics.median(measured[side]) for side in ("ours", "stock"))
    print(
        f"  {what:22} ours {ours:5.2f} s   stock {stock:5.2f} s   ratio {ours / stock:.2f} "
        f"({'within' if ours <= LIMIT * stock else 'BEYOND'} {LIMIT})"
    )


def _import(statements: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "CHAINLIT_APP_ROOT": folder}
        command = [sys.executable, "-c", _TIMED.format(statements)]
        return float(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)


def _listening(side: Callable[[str], AbstractContextManager[sides.Side]], model: str) -> float:
    begun = time.monotonic()
    with side(model):
        return time.monotonic() - begun


if __name__ == "__main__":
    main()

"""A pool of Monty processes: an interpreter of its own, without files, sockets or environment."""

import ast
import asyncio
import atexit
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pydantic_monty import CollectString, Monty, MontyCrashedError, MontyError, MontyRuntimeError, ResourceLimits

SECONDS = 3.0
MEGABYTES = 64
MAX_OUTPUT = 8_000
_MAX_RESULT = 1_000
_DEEPEST = 500
_PROCESSES = 2
_RESULT = "__result__"

_SHOWN = f"'' if {_RESULT} is None else repr({_RESULT})[:{_MAX_RESULT}]"
_LIMITS: ResourceLimits = {
    "max_feed_duration_secs": SECONDS,
    "max_memory": MEGABYTES * 1024 * 1024,
    "max_recursion_depth": _DEEPEST,
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a program did.

    Args:
        output: What it printed.
        result: What its last line is worth, as Python writes it; empty if it is worth nothing.
        error: The type of what ended it; empty if it came to its end.
        message: What that says.
        line: The line in which it happened; 0 is not known.
    """

    output: str
    result: str = ""
    error: str = ""
    message: str = ""
    line: int = 0


class Sandbox:
    """Runs programs, each in a fresh session, within limits of time, memory, depth and output."""

    def __init__(self) -> None:
        # Not Monty's asynchronous pool: a thread of its own may abort the interpreter as it ends.
        self._threads = ThreadPoolExecutor(_PROCESSES, thread_name_prefix="sandbox")
        self._lock = threading.Lock()
        self._pool: Monty | None = None
        atexit.register(self.close)

    async def run(self, code: str) -> Run:
        """Run a program; whatever it does, this process goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, code)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.__exit__(None, None, None)
                self._pool = None

    def _run(self, code: str) -> Run:
        printed = CollectString(4 * MAX_OUTPUT)
        program = with_result(code)
        try:
            with self._opened().checkout(limits=_LIMITS, os_policy={"sleep": "zero"}) as session:
                session.feed_run(program, print_callback=printed)
                # Only text leaves the sandbox: a large object would be rebuilt in this process.
                result = "" if program is code else session.feed_run(_SHOWN, print_callback=CollectString(0))
        except MontyCrashedError:
            return Run(printed.output, error="MemoryError")
        except MontyRuntimeError as error:
            kind, _, message = error.display("type-msg").partition(":")
            return Run(printed.output, error=kind, message=message.strip(), line=_line(error))
        except MontyError as error:
            return Run(printed.output, error="SyntaxError", message=str(error))
        return Run(printed.output, str(result))

    def _opened(self) -> Monty:
        with self._lock:
            if self._pool is None:
                self._pool = Monty(min_processes=1, max_processes=_PROCESSES)
                self._pool.__enter__()
            return self._pool


def with_result(code: str) -> str:
    """Return the program with its last line kept as a result, or as it is if that is worth nothing."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    if not body or not isinstance(body[-1], ast.Expr) or _prints(body[-1].value):
        return code
    value = body[-1].value
    lines = code.encode().splitlines(keepends=True)  # columns are counted in bytes
    start = sum(map(len, lines[: value.lineno - 1])) + value.col_offset
    end = sum(map(len, lines[: (value.end_lineno or 0) - 1])) + (value.end_col_offset or 0)
    raw = code.encode()
    if b"\r" in raw or b"\f" in raw:  # other line ends would shift the columns
        return code
    return (raw[:start] + f"{_RESULT} = (".encode() + raw[start:end] + b")" + raw[end:]).decode()


def _prints(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"


def _line(error: MontyRuntimeError) -> int:
    frames = error.traceback()
    return frames[-1].line if frames else 0


sandbox = Sandbox()

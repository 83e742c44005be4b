"""Runs Python in processes of Monty, an interpreter without files, sockets or environment."""

import ast
import asyncio
import atexit
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pydantic_monty import CollectString, Monty, MontyCrashedError, MontyError, MontyRuntimeError, ResourceLimits

MAX_SECONDS = 3.0
MAX_MEGABYTES = 64
MAX_OUTPUT_CHARACTERS = 8_000
_MAX_RESULT_CHARACTERS = 1_000
_MAX_RECURSION = 500
_MAX_PROCESSES = 2
_RESULT_NAME = "__result__"

_SHOW_RESULT = f"'' if {_RESULT_NAME} is None else repr({_RESULT_NAME})[:{_MAX_RESULT_CHARACTERS}]"
_LIMITS: ResourceLimits = {
    "max_feed_duration_secs": MAX_SECONDS,
    "max_memory": MAX_MEGABYTES * 1024 * 1024,
    "max_recursion_depth": _MAX_RECURSION,
}


@dataclass(frozen=True, slots=True)
class Run:
    """The result of a program.

    Args:
        output: What it printed.
        result: The `repr` of the value of its last line; empty if there is none.
        error: The type of the exception that ended it; empty if there was none.
        message: The message of the exception.
        line: The line of the exception; 0 if it is not known.
    """

    output: str
    result: str = ""
    error: str = ""
    message: str = ""
    line: int = 0


class Sandbox:
    """Runs programs, each in a fresh session, within limits of time, memory, depth and output."""

    def __init__(self) -> None:
        # Monty's asynchronous pool runs a thread that may abort the interpreter when it ends.
        self._threads = ThreadPoolExecutor(_MAX_PROCESSES, thread_name_prefix="sandbox")
        self._lock = threading.Lock()
        self._pool: Monty | None = None
        atexit.register(self.close)

    async def run(self, code: str) -> Run:
        """Run a program; it cannot harm this process."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, code)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.__exit__(None, None, None)
                self._pool = None

    def _run(self, code: str) -> Run:
        printed = CollectString(4 * MAX_OUTPUT_CHARACTERS)
        program = with_result(code)
        try:
            with self._open_pool().checkout(limits=_LIMITS, os_policy={"sleep": "zero"}) as session:
                session.feed_run(program, print_callback=printed)
                # Only text leaves the sandbox, because an object would be built again in this process.
                result = "" if program is code else session.feed_run(_SHOW_RESULT, print_callback=CollectString(0))
        except MontyCrashedError:
            return Run(printed.output, error="MemoryError")
        except MontyRuntimeError as error:
            kind, _, message = error.display("type-msg").partition(":")
            return Run(printed.output, error=kind, message=message.strip(), line=_line(error))
        except MontyError as error:
            return Run(printed.output, error="SyntaxError", message=str(error))
        return Run(printed.output, str(result))

    def _open_pool(self) -> Monty:
        with self._lock:
            if self._pool is None:
                self._pool = Monty(min_processes=1, max_processes=_MAX_PROCESSES)
                self._pool.__enter__()
            return self._pool


def with_result(code: str) -> str:
    """Return the program with the value of its last line assigned to a name, or unchanged if it has no value."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    if not body or not isinstance(body[-1], ast.Expr) or _is_print(body[-1].value):
        return code
    value = body[-1].value
    lines = code.encode().splitlines(keepends=True)  # `ast` counts columns in bytes
    start = sum(map(len, lines[: value.lineno - 1])) + value.col_offset
    end = sum(map(len, lines[: (value.end_lineno or 0) - 1])) + (value.end_col_offset or 0)
    raw = code.encode()
    if b"\r" in raw or b"\f" in raw:  # other line ends would shift the columns
        return code
    return (raw[:start] + f"{_RESULT_NAME} = (".encode() + raw[start:end] + b")" + raw[end:]).decode()


def _is_print(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"


def _line(error: MontyRuntimeError) -> int:
    frames = error.traceback()
    return frames[-1].line if frames else 0


sandbox = Sandbox()

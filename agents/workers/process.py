"""The loop of a worker process: one JSON line in, one JSON line out, within limits of the operating system."""

import contextlib
import gc
import json
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any

from agents.user_messages import ToolError

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 8
MAX_REQUEST_CHARACTERS = 256 * 1024
_MAX_TEXT_CHARACTERS = 20_000

Handle = Callable[[dict[str, Any]], dict[str, str]]


def serve(load: Callable[[], Handle]) -> None:
    """Answer requests until standard input ends.

    Args:
        load: Imports what is needed, within the limits, and returns the function that answers a request.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    gc.disable()  # what is imported stays: to look for garbage in it takes a fifth of the start
    handle = load()
    gc.freeze()
    gc.enable()
    # Not before: Python stores what it has compiled, so that SymPy loads in one second and not in five.
    _limit(resource.RLIMIT_FSIZE, 0)
    _write({"ready": "yes"})
    while line := sys.stdin.readline(MAX_REQUEST_CHARACTERS):
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, resource.RLIM_INFINITY)
        )
        _write(_answer(handle, line))


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # already lower
        resource.setrlimit(kind, (value, value))


def _answer(handle: Handle, line: str) -> Mapping[str, str]:
    try:
        answer = handle(json.loads(line))
    except ToolError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "This needs more memory than there is for it; ask for something smaller."}
    except Exception:  # a library may raise anything on odd input, and its text must not leave
        return {"error": "This cannot be worked out; write it in another form or in smaller parts."}
    if len(answer.get("text", "")) > _MAX_TEXT_CHARACTERS:
        return {"error": "The result is too long to read; ask for something smaller."}
    return answer


def _write(answer: Mapping[str, str]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()

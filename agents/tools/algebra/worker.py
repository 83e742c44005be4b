"""The process in which algebra happens: no environment, little memory, little time; one JSON line in, one out."""

import contextlib
import json
import resource
import sys
from collections.abc import Mapping

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 8
LONGEST_LINE = 64 * 1024
_LONGEST_ANSWER = 20_000


def main() -> None:
    """Serve requests until standard input ends."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    from agents.tools.algebra.parser import AlgebraError
    from agents.tools.algebra.solver import work_out
    from agents.tools.algebra.task import Task

    _say({"ready": True})
    while line := sys.stdin.readline(LONGEST_LINE):
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, resource.RLIM_INFINITY)
        )
        try:
            text = work_out(Task(**json.loads(line)))
            answer = {"text": text} if len(text) <= _LONGEST_ANSWER else {"error": "The result is too long to read."}
        except AlgebraError as error:
            answer = {"error": str(error)}
        except MemoryError:
            answer = {"error": "This needs more memory than the calculator has; ask for something smaller."}
        except Exception:  # whatever SymPy raises on odd input: a sentence, never its text
            answer = {"error": "The calculator cannot work this out; write it in another form or in smaller parts."}
        _say(answer)


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # already lower
        resource.setrlimit(kind, (value, value))


def _say(answer: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()

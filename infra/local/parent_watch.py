"""Ends the chat server when the supervisor ends.

`python -m infra.local.parent_watch GRACE COMMAND...` runs the command in a process group of its own. When standard
input ends (the supervisor is done, or was killed) the group is asked to stop, and killed after GRACE seconds;
SIGTERM kills it at once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from threading import Thread
from types import FrameType


def main() -> int:
    """Runs the command to its end and returns its exit code."""
    grace = float(sys.argv[1])
    child = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, process_group=0)

    def kill(_signal: int, _frame: FrameType | None) -> None:
        _send(child, signal.SIGKILL)

    signal.signal(signal.SIGTERM, kill)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor handles Ctrl-C
    Thread(target=_stop_at_end_of_input, args=(child, grace), daemon=True).start()
    code = child.wait()
    _send(child, signal.SIGKILL)  # processes that the command left behind
    return code if code >= 0 else 128 - code


def _stop_at_end_of_input(child: subprocess.Popen[bytes], grace: float) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    _send(child, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(grace)
        return
    _send(child, signal.SIGKILL)


def _send(child: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


if __name__ == "__main__":
    raise SystemExit(main())

"""Servers that are forked from one process, as a `subprocess.Popen` of each would be used."""

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

PAUSE = 0.02  # seconds between two looks at whether a server has ended
_asking = Lock()


class Fork:
    """A server that was forked.

    Args:
        environment: All of its environment.
        log: The file that its output goes to.
    """

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.returncode: int | None = None
        self.pid: int = _ask({"environment": {**environment}, "log": str(log)})

    def poll(self) -> int | None:
        """Return its exit status once it has ended."""
        if self.returncode is None:
            self.returncode = _ask(self.pid)
        return self.returncode

    def wait(self, timeout: float = float("inf")) -> int:
        """Wait until it has ended.

        Raises:
            subprocess.TimeoutExpired: If it has not by then.
        """
        end = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("a server", timeout)
            time.sleep(PAUSE)
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:  # until it is asked for, its number is nobody else's
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _ask(question: object) -> Any:
    with _asking:
        process = _forking()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())


@cache
def _forking() -> "subprocess.Popen[bytes]":
    """Start the process that servers are forked from, with nothing of the test's own environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.unwarmed"],
        env={"PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(process.communicate)  # it ends with its input
    return process

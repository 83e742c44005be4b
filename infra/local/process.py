"""The chat server as a child process: started, watched, restarted, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout

from infra.local.environment import DRAIN_SECONDS
from infra.local.errors import StartError

ROOT = Path(__file__).resolve().parents[2]
GRACE_SECONDS = DRAIN_SECONDS + 2
READY_SECONDS = 120
MAX_RESTARTS = 5
RESTART_WINDOW_SECONDS = 60
_TAIL_LINES = 20


class ChatProcess:
    """One chat server, run by `parent_watch`, which ends it when this process ends.

    Args:
        command: what to run.
        environment: the whole environment of the command.
        log: the file that its output goes to.
        url: where it will answer.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path, url: str) -> None:
        self._command = command
        self._environment = environment
        self._log = log
        self._url = url
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts the process; `ready` says when it answers."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "infra.local.parent_watch",
                str(GRACE_SECONDS),
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                env=self._environment,
                cwd=ROOT,
                start_new_session=True,  # Ctrl-C in the terminal reaches only the supervisor
            )

    async def ready(self, http: ClientSession) -> None:
        """Returns when the server answers its health check.

        Raises:
            StartError: when it ends or does not answer in time.
        """
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self._running.returncode is not None:
                raise StartError(self._farewell("The chat server could not start"))
            with contextlib.suppress(ClientError, TimeoutError):
                async with http.get(f"{self._url}/health", timeout=ClientTimeout(total=2)) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
        raise StartError(self._farewell(f"The chat server did not answer within {READY_SECONDS} seconds"))

    async def keep_running(self, tell: Callable[[str], object]) -> None:
        """Starts the process again whenever it ends.

        Raises:
            StartError: when it ends too often.
        """
        restarts: deque[float] = deque(maxlen=MAX_RESTARTS)
        while True:
            code = await self._running.wait()
            now = time.monotonic()
            if len(restarts) == MAX_RESTARTS and now - restarts[0] < RESTART_WINDOW_SECONDS:
                raise StartError(self._farewell("The chat server keeps ending"))
            restarts.append(now)
            tell(f"The chat server ended (exit code {code}) and is being started again; its log is {self._log}")
            await self.start()

    async def stop(self) -> None:
        """Stops the server; kills it after the grace period."""
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()

    def kill(self) -> None:
        """Ends the server at once."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("start() comes first")
        return self._process

    def _farewell(self, sentence: str) -> str:
        lines = self._log.read_text(errors="replace").splitlines()[-_TAIL_LINES:]
        said = "\n".join(f"  {line}" for line in lines) or "  (nothing)"
        return f"{sentence}. The last lines of {self._log}:\n{said}"

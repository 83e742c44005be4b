"""Keeps warm processes of one kind, and kills the ones that take too long."""

import asyncio
import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from agents.user_messages import ToolError

SECONDS = 5.0
_STARTING_SECONDS = 30.0
MAX_ANSWER = 128 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "import runpy, sys; sys.path.insert(0, sys.argv[1]); runpy.run_module(sys.argv[2], run_name='__main__')"

_TOO_LONG = f"This takes longer than {SECONDS:.0f} seconds to work out; ask for something smaller."
_CRASHED = "This needs more than there is for it; ask for something smaller."


class _Worker:
    """One process and the pipe to it; used by one thread at a time."""

    def __init__(self, module: str, seconds: float, longest_answer: int) -> None:
        self._interrupted = False
        self._ready = False
        self._seconds, self._longest_answer = seconds, longest_answer
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        return not self._interrupted and self._process.poll() is None

    def wait(self) -> None:
        """Wait until the process has started."""
        if not self._ready:
            self._read(time.monotonic() + _STARTING_SECONDS)
            self._ready = True

    def ask(self, request: Mapping[str, object]) -> dict[str, str]:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        answer: dict[str, str] = json.loads(self._read(time.monotonic() + self._seconds))
        return answer

    def _read(self, deadline: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        pipe = self._process.stdout.fileno()
        line = b""
        while not line.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise TimeoutError
            part = os.read(pipe, 65536)
            if not part or len(line) > self._longest_answer:
                raise EOFError
            line += part
        return line

    def interrupt(self) -> None:
        """End the process from another thread; the reading one then comes back by itself."""
        self._interrupted = True
        self._process.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class WorkerPool:
    """Answers requests in at most `size` processes; they are started when needed and kept.

    Args:
        module: What runs in each process.
        size: How many requests are worked on at once; further ones wait.
        seconds: How long one may take.
        longest_answer: How many bytes an answer may have.
    """

    def __init__(self, module: str, size: int, *, seconds: float = SECONDS, longest_answer: int = MAX_ANSWER) -> None:
        self._module = module
        self._limits = (seconds, longest_answer)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix=module.rsplit(".", 1)[-1])
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        atexit.register(self.close)

    async def ask(self, request: Mapping[str, object]) -> dict[str, str]:
        """Return the answer.

        Raises:
            ToolError: There is none; the message says what to change.
        """
        job = _Job(self, request)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, job.run)
        finally:
            job.abandon()

    def prepare(self) -> None:
        """Start a process for the first request, and wait for nothing."""
        worker = _Worker(self._module, *self._limits)
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        """Kill every process."""
        with self._lock:
            idle, self._idle = self._idle, []
            for worker in self._busy:  # the thread that reads from it does the rest
                worker.interrupt()
        for worker in idle:
            worker.kill()

    def take(self) -> _Worker:
        """Return a worker of one's own."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    self._busy.add(worker)
                    return worker
                worker.kill()
        worker = _Worker(self._module, *self._limits)
        with self._lock:
            self._busy.add(worker)
        return worker

    def give_back(self, worker: _Worker, *, sound: bool) -> None:
        """Keep a worker for the next request, or end it."""
        with self._lock:
            self._busy.discard(worker)
            if sound:
                self._idle.append(worker)
        if not sound:
            worker.kill()


class _Job:
    """One request on its way through the pool; it can be abandoned from the loop's thread."""

    def __init__(self, pool: WorkerPool, request: Mapping[str, object]) -> None:
        self._pool = pool
        self._request = request
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._abandoned = False

    def run(self) -> dict[str, str]:
        worker = self._pool.take()
        sound = False
        try:
            worker.wait()  # to its end, even if nobody waits any longer: the next one will
            with self._lock:
                self._worker = worker
                abandoned = self._abandoned
            if abandoned:
                sound = True
                return {}
            answer = worker.ask(self._request)
            sound = True
        except TimeoutError:
            raise ToolError(_TOO_LONG) from None
        except (EOFError, OSError, ValueError):
            raise ToolError(_CRASHED) from None
        finally:
            with self._lock:
                self._worker = None
                sound = sound and worker.alive
            self._pool.give_back(worker, sound=sound)
        if "error" in answer:
            raise ToolError(answer["error"])
        return answer

    def abandon(self) -> None:
        with self._lock:
            self._abandoned = True
            if self._worker is not None:
                self._worker.interrupt()

"""A pool of worker processes of one kind, which kills a worker that takes too long."""

import asyncio
import atexit
import contextlib
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

TIMEOUT_SECONDS = 4.5  # so that whoever asks is told within five
_START_TIMEOUT_SECONDS = 30.0
MAX_REPLY_BYTES = 128 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "import runpy, sys; sys.path.insert(0, sys.argv[1]); runpy.run_module(sys.argv[2], run_name='__main__')"

_TOO_LONG = "This takes longer than {:g} seconds to work out; ask for something smaller."
_CRASHED = "This needs more than there is for it; ask for something smaller."


class _Worker:
    """One process and the pipes to it; one thread uses it at a time."""

    def __init__(self, module: str, seconds: float, max_reply_bytes: int) -> None:
        self._interrupted = False
        self._ready = False
        self._seconds, self._max_reply_bytes = seconds, max_reply_bytes
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
    def ready(self) -> bool:
        return self._ready

    @property
    def alive(self) -> bool:
        return not self._interrupted and self._process.poll() is None

    def wait(self) -> None:
        """Wait until the process has started."""
        if not self._ready:
            self._read(time.monotonic() + _START_TIMEOUT_SECONDS)
            self._ready = True

    def ask(self, request: Mapping[str, object]) -> dict[str, str]:
        assert self._process.stdin is not None  # noqa: S101 - it was requested above
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        answer: dict[str, str] = json.loads(self._read(time.monotonic() + self._seconds))
        return answer

    def _read(self, deadline: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - it was requested above
        pipe = self._process.stdout.fileno()
        line = b""
        while not line.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise TimeoutError
            part = os.read(pipe, 65536)
            if not part or len(line) > self._max_reply_bytes:
                raise EOFError
            line += part
        return line

    def interrupt(self) -> None:
        """Kill the process from another thread; the thread that reads from it returns by itself."""
        self._interrupted = True
        self._process.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # closing sends what the process has not taken
                    pipe.close()


class WorkerPool:
    """Answers requests in at most `size` processes, which start on demand and are kept.

    Args:
        module: The module that each process runs.
        size: How many requests are answered at once; further ones wait.
        seconds: How long one request may take.
        max_reply_bytes: How many bytes an answer may have.
    """

    def __init__(
        self, module: str, size: int, *, seconds: float = TIMEOUT_SECONDS, max_reply_bytes: int = MAX_REPLY_BYTES
    ) -> None:
        self.seconds = seconds
        self._module = module
        self._limits = (seconds, max_reply_bytes)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix=module.rsplit(".", 1)[-1])
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False
        atexit.register(self.close)

    async def ask(self, request: Mapping[str, object]) -> dict[str, str]:
        """Return the answer.

        Raises:
            ToolError: There is no answer; the message says what to change.
        """
        job = _PoolRequest(self, request)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, job.run)
        finally:
            job.cancel()

    def prepare(self) -> None:
        """Start a process for the first request, without waiting for it."""
        worker = _Worker(self._module, *self._limits)
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        """Kill every process."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:  # the thread that reads from it kills it
                worker.interrupt()
        for worker in idle:
            worker.kill()

    def acquire(self) -> _Worker:
        """Return a worker for one request."""
        with self._lock:
            while self._idle:
                ready = (place for place, worker in enumerate(self._idle) if worker.ready)
                worker = self._idle.pop(next(ready, -1))
                if worker.alive:
                    self._busy.add(worker)
                    return worker
                worker.kill()
        worker = _Worker(self._module, *self._limits)
        with self._lock:
            self._busy.add(worker)
        return worker

    def release(self, worker: _Worker, *, reusable: bool) -> None:
        """Keep a worker for the next request, or end it and start another, for which the next one need not wait."""
        with self._lock:
            self._busy.discard(worker)
            if reusable:
                self._idle.append(worker)
            closed = self._closed
        if not reusable:
            worker.kill()
            if not closed:
                self.prepare()


class _PoolRequest:
    """One request to the pool; the thread of the event loop can cancel it."""

    def __init__(self, pool: WorkerPool, request: Mapping[str, object]) -> None:
        self._pool = pool
        self._request = request
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._cancelled = False

    def run(self) -> dict[str, str]:
        worker = self._pool.acquire()
        reusable = False
        try:
            worker.wait()  # even after a cancellation: the next request uses the worker
            with self._lock:
                self._worker = worker
                cancelled = self._cancelled
            if cancelled:
                reusable = True
                return {}
            answer = worker.ask(self._request)
            reusable = True
        except TimeoutError:
            raise ToolError(_TOO_LONG.format(self._pool.seconds)) from None
        except (EOFError, OSError, ValueError):
            raise ToolError(_CRASHED) from None
        finally:
            with self._lock:
                self._worker = None
                reusable = reusable and worker.alive
            self._pool.release(worker, reusable=reusable)
        if "error" in answer:
            raise ToolError(answer["error"])
        return answer

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            if self._worker is not None:
                self._worker.interrupt()

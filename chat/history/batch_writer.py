"""Work on the history file, in order: whatever waits is done in one transaction, for one wait for the disk."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    work: Callable[[sqlite3.Connection], Any]
    done: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None


class Line:
    """Does what is asked on one thread. Each job is whole or not at all, and told to be done when it is on disk.

    Args:
        connection: The file.
        executor: One thread, which is the connection's.
    """

    def __init__(self, connection: sqlite3.Connection, executor: Executor) -> None:
        self._connection = connection
        self._executor = executor
        self._waiting: list[_Job] = []
        self._running = False

    def add(self, work: Callable[[sqlite3.Connection], T]) -> "asyncio.Future[T]":
        """Put a job in line; the future is its result, or what it failed with."""
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future())
        self._waiting.append(job)
        if not self._running:
            self._running = True
            loop.call_soon(self._start, loop)
        return cast("asyncio.Future[T]", job.done)

    def alone(self, work: Callable[[sqlite3.Connection], T]) -> "asyncio.Future[T]":
        """Do what cannot be done within a transaction, between two of them."""
        return asyncio.get_running_loop().run_in_executor(self._executor, work, self._connection)

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        jobs, self._waiting = self._waiting, []
        running = loop.run_in_executor(self._executor, self._do, jobs)
        running.add_done_callback(lambda _: self._tell(loop, jobs))

    def _tell(self, loop: asyncio.AbstractEventLoop, jobs: list[_Job]) -> None:
        if self._waiting:
            self._start(loop)
        else:
            self._running = False
        for job in jobs:
            if job.done.done():
                continue
            if job.error is not None:
                job.done.set_exception(job.error)
            else:
                job.done.set_result(job.result)

    def _do(self, jobs: list[_Job]) -> None:
        db = self._connection
        try:
            db.execute("BEGIN IMMEDIATE")
            for job in jobs:
                self._do_one(job)
            db.execute("COMMIT")
        except sqlite3.Error as error:
            for job in jobs:
                job.error = job.error or error
            if db.in_transaction:
                db.rollback()

    def _do_one(self, job: _Job) -> None:
        db = self._connection
        db.execute("SAVEPOINT job")
        try:
            job.result = job.work(db)
        except Exception as error:
            job.error = error
            db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")

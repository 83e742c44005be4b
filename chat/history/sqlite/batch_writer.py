"""Runs work on the history file in order, and commits all work that waits in one transaction."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass(slots=True)
class _QueuedWrite:
    work: Callable[[sqlite3.Connection], Any]
    done: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None


class BatchWriter:
    """Runs jobs on the connection's thread. A job is applied whole or not at all, and its result is given after commit.

    Jobs that arrive while a transaction runs share the next one, so that they wait for the disk once.

    Args:
        connection: The history file.
        executor: The one thread that uses the connection.
    """

    def __init__(self, connection: sqlite3.Connection, executor: Executor) -> None:
        self._connection = connection
        self._executor = executor
        self._waiting: list[_QueuedWrite] = []
        self._running = False

    def add(self, work: Callable[[sqlite3.Connection], T]) -> "asyncio.Future[T]":
        """Add a job; the future has its result or its exception once it is committed or rolled back."""
        loop = asyncio.get_running_loop()
        job = _QueuedWrite(work, loop.create_future())
        self._waiting.append(job)
        if not self._running:
            self._running = True
            loop.call_soon(self._start, loop)
        return cast("asyncio.Future[T]", job.done)

    def run_alone(self, work: Callable[[sqlite3.Connection], T]) -> "asyncio.Future[T]":
        """Run work that cannot be part of a transaction, between two transactions."""
        return asyncio.get_running_loop().run_in_executor(self._executor, work, self._connection)

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        jobs, self._waiting = self._waiting, []
        running = loop.run_in_executor(self._executor, self._commit, jobs)
        running.add_done_callback(lambda _: self._finish(loop, jobs))

    def _finish(self, loop: asyncio.AbstractEventLoop, jobs: list[_QueuedWrite]) -> None:
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

    def _commit(self, jobs: list[_QueuedWrite]) -> None:
        db = self._connection
        try:
            db.execute("BEGIN IMMEDIATE")
            for job in jobs:
                self._apply(job)
            db.execute("COMMIT")
        except sqlite3.Error as error:
            for job in jobs:
                job.error = job.error or error
            if db.in_transaction:
                db.rollback()

    def _apply(self, job: _QueuedWrite) -> None:
        db = self._connection
        db.execute("SAVEPOINT job")
        try:
            job.result = job.work(db)
        except Exception as error:
            job.error = error
            db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")

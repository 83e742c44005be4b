"""Every learning store, and a log whose clock the test turns."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from starlette.types import Receive, Scope, Send

from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller, current_caller
from chat.teaching.dynamodb import DynamoLearningStore
from chat.teaching.learning_store import LearningStore
from chat.teaching.log import LearningLog
from chat.teaching.sqlite import SqliteLearningStore
from tests.chat.history.conftest import dynamo_store, endpoint, store, table

__all__ = ["dynamo_store", "endpoint", "store", "table"]


class FakeClock:
    """A clock that stands still until the test turns it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def learning_store(store: ConversationStore) -> LearningStore:
    return open_beside(store, SqliteLearningStore, DynamoLearningStore)


@pytest.fixture
def log(learning_store: LearningStore, clock: FakeClock) -> LearningLog:
    return LearningLog(learning_store, WriteQueue(), clock)


@pytest.fixture
async def file_log(tmp_path: Path, clock: FakeClock) -> AsyncIterator[LearningLog]:
    """A log on SQLite alone, for what does not depend on the store."""
    opened = SqliteStore(tmp_path / "history.db")
    yield LearningLog(open_beside(opened, SqliteLearningStore, DynamoLearningStore), WriteQueue(), clock)
    await opened.close()


@asynccontextmanager
async def visitor(router: APIRouter, sub: str, *groups: str) -> AsyncIterator[httpx.AsyncClient]:
    """A person who opens the pages of a router: the gate, which has tests of its own, is not around it."""
    application = FastAPI(routes=router.routes)

    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        current_caller.set(Caller(sub, sub, frozenset(groups)))
        await application(scope, receive, send)

    transport = httpx.ASGITransport(known)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", follow_redirects=True) as client:
        yield client

"""Every learning store, and a log whose clock the test turns."""

from datetime import UTC, datetime, timedelta

import pytest

from chat.history.store import ConversationStore
from chat.history.write_queue import WriteQueue
from chat.teaching.learning_store import LearningStore
from chat.teaching.log import LearningLog
from chat.teaching.open_learning_store import open_learning_store
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
    return open_learning_store(store)


@pytest.fixture
def log(learning_store: LearningStore, clock: FakeClock) -> LearningLog:
    return LearningLog(learning_store, WriteQueue(), clock)

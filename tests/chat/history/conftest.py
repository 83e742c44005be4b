"""The stores that are held to the contract, each with a file or a table of its own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from tests.support.dynamodb import REGION, Endpoint, dynamodb
from tests.support.slow import slow


@pytest.fixture(scope="session")
def endpoint() -> Iterator[Endpoint]:
    with dynamodb() as running:
        yield running


@pytest.fixture
def table(endpoint: Endpoint) -> Iterator[str]:
    with endpoint.table() as name:
        yield name


@asynccontextmanager
async def dynamo(endpoint: Endpoint, table: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DynamoStore]:
    """Open a store on this table, as the server does."""
    for name, value in endpoint.environment().items():
        monkeypatch.setenv(name, value)
    opened = DynamoStore(REGION, table)
    await opened.check()
    yield opened
    await opened.close()


@pytest.fixture
async def dynamo_store(endpoint: Endpoint, table: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DynamoStore]:
    async with dynamo(endpoint, table, monkeypatch) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "dynamodb", "dynamodb, slow and failing"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ConversationStore]:
    """Every store."""
    if request.param == "sqlite":
        opened = SqliteStore(tmp_path / "history.db")
        yield opened
        await opened.close()
        return
    endpoint: Endpoint = request.getfixturevalue("endpoint")
    table: str = request.getfixturevalue("table")
    with slow(endpoint.url) if "slow" in request.param else nullcontext(endpoint.url) as url:
        async with dynamo(Endpoint(url), table, monkeypatch) as on_dynamodb:
            yield on_dynamodb


def contents(folder: Path) -> bytes:
    """Return the bytes of all files of a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir())

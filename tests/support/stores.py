"""The stores of conversations that what is kept beside them is tested on."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.schema import _VERSIONS
from chat.history.sqlite.store import SqliteStore
from tests.support.dynamodb import REGION, Endpoint
from tests.support.slow import slow

SLOW = "dynamodb, slow and failing"
STORES = ("sqlite", "dynamodb", SLOW)


@asynccontextmanager
async def opened_store(
    kind: str, folder: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SqliteStore | DynamoStore]:
    """Open one of `STORES`, with a file or a table of its own.

    Args:
        kind: Which.
        folder: Where the file is.
        endpoint: Where the table is.
        monkeypatch: Sets the addresses of AWS.
    """
    if kind == "sqlite":
        sqlite = SqliteStore(folder / "history.db")
        yield sqlite
        await sqlite.close()
        return
    with endpoint.table() as table, slow(endpoint.url, every=3) if kind == SLOW else nullcontext(endpoint.url) as url:
        for name, value in Endpoint(url).environment().items():
            monkeypatch.setenv(name, value)
        store = DynamoStore(REGION, table)
        yield store
        await store.close()


def make_older_file(path: Path, table: str, more: str = "") -> None:
    """Make a history file of the version before the one that has a table.

    Args:
        path: The file.
        table: The table.
        more: What else is done to it, in SQL.
    """
    before = next(number for number, change in enumerate(_VERSIONS) if f"TABLE {table}" in change)
    db = sqlite3.connect(path)
    db.create_function("fold", 1, str)
    db.executescript(f"{''.join(_VERSIONS[:before])} PRAGMA user_version = {before}; {more}")
    db.close()

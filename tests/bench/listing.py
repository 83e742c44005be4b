"""What the first page of a person's conversations costs as they become many.

`python -m tests.bench.listing`; SQLite and DynamoDB side by side, each against its own cost at ten conversations.
"""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import owner_key, thread_item
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.history.timestamps import utc_now
from tests.support.dynamodb import REGION, dynamodb

SIZES = (10, 1_000, 10_000)
STEPS = 4  # in each conversation
PAGE = 20
TIMES = 15


async def _milliseconds(store: ConversationStore, owner: str, **more: str) -> float:
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        page = await store.list_threads(owner, limit=PAGE, **more)  # type: ignore[arg-type]
        took.append((time.perf_counter() - begun) * 1000)
        assert page.threads
    return statistics.median(took)


async def _fill_sqlite(store: SqliteStore, owner: str, size: int) -> None:
    def write() -> None:
        with store._connection as db:
            rows = [(owner, f"t{n}", f"Conversation {n}", utc_now(), utc_now()) for n in range(size)]
            db.executemany("INSERT INTO threads (owner, id, name, created_at, active_at) VALUES (?, ?, ?, ?, ?)", rows)
            places = [(n, s) for n in range(size) for s in range(STEPS)]
            steps = [(owner, f"t{n}", f"s{s}", s, f"what was said in {n}", '{"id": "s"}') for n, s in places]
            db.executemany(
                "INSERT INTO steps (owner, thread_id, id, position, text, record) VALUES (?, ?, ?, ?, ?, ?)", steps
            )

    await asyncio.get_running_loop().run_in_executor(store._executor, write)


async def _fill_dynamodb(store: DynamoStore, owner: str, size: int) -> None:
    for at in range(0, size, 1000):
        items = []
        for n in range(at, min(at + 1000, size)):
            moment, thread = utc_now(), f"t{n}"
            items.append(
                {
                    "owner": owner_key(owner),
                    "item": thread_item(thread),
                    "thread": thread,
                    "name": f"Conversation {n}",
                    "created_at": moment,
                    "active_at": moment,
                    "active": f"{moment}#{thread}",
                }
            )
        await store.client.write_all(puts=items)


async def _main() -> None:
    print(f"The first {PAGE} conversations of a person who has so many (median of {TIMES}):")
    print(f"{'':>8}{'SQLite':>12}{'ratio':>8}{'search':>12}{'DynamoDB':>14}")
    with tempfile.TemporaryDirectory() as folder, dynamodb() as endpoint, endpoint.table() as table:
        os.environ |= endpoint.environment()
        sqlite, dynamo = SqliteStore(Path(folder) / "history.db"), DynamoStore(REGION, table)
        first = None
        for size in SIZES:
            owner = f"owner-{size}"
            await _fill_sqlite(sqlite, owner, size)
            await _fill_dynamodb(dynamo, owner, size)
            took = await _milliseconds(sqlite, owner)
            searched = await _milliseconds(sqlite, owner, search="CONVERSATION 5")
            first = first or took
            before = dynamo.client.request_count
            await dynamo.list_threads(owner, limit=PAGE)
            requests = dynamo.client.request_count - before
            columns = f"{took:>9.2f} ms{took / first:>7.1f}x{searched:>9.2f} ms{requests:>6} request"
            print(f"{size:>8}{columns}")
        await sqlite.close()
        await dynamo.close()


def main() -> None:
    asyncio.run(_main())


if __name__ == "__main__":
    main()

"""Ten people at once list, rename, search, write and delete, and each sees their own and nothing else.

`python -m tests.bench.hammer [seconds]` does it for a minute on SQLite and on DynamoDB's API.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from tests.support.dynamodb import REGION, dynamodb

PEOPLE = 10
SECONDS = 60.0


class Wrong(AssertionError):
    """A person saw what they should not, or did not see what they should."""


async def hammer(store: ConversationStore, *, seconds: float, rounds: int = 10**9) -> Counter[str]:
    """Use the store until the time is up or the rounds are done.

    Returns:
        How often each thing was done.
    """
    done: Counter[str] = Counter()
    until = time.monotonic() + seconds
    await asyncio.gather(*(_person(store, n, until, rounds, done) for n in range(PEOPLE)))
    return done


async def _person(store: ConversationStore, number: int, until: float, rounds: int, done: Counter[str]) -> None:
    owner, chance = f"person-{number}", random.Random(number)
    mine: dict[str, str] = {}  # thread and name
    for turn in range(rounds):
        if time.monotonic() > until:
            return
        # The same ids for everybody: only the owner tells one person's conversation from another's.
        thread = f"t{turn}"
        await store.put_thread(owner, thread, name=f"{owner} begins {turn}")
        await store.put_step(owner, thread, {"id": "q", "type": "user_message", "output": f"{owner} said it"})
        mine[thread] = f"{owner} begins {turn}"
        action = chance.choice(("rename", "delete", "search", "list", "read"))
        done[action] += 1
        other = chance.choice(list(mine))
        if action == "rename":
            mine[other] = f"{owner} renamed {turn}"
            await store.put_thread(owner, other, name=mine[other])
        elif action == "delete":
            del mine[other]
            await store.delete_thread(owner, other)
        elif action == "search":
            page = await store.list_threads(owner, limit=1000, search=f"{owner.upper()} SAID")
            _same({t.id: t.name for t in page.threads}, mine)
            if (await store.list_threads(owner, limit=10, search=f"person-{(number + 1) % PEOPLE} said")).threads:
                raise Wrong("found what another said")
        elif action == "read":
            steps = await store.get_steps(owner, other)
            _same([step["output"] for step in steps], [f"{owner} said it"])
        page = await store.list_threads(owner, limit=1000)
        _same({t.id: t.name for t in page.threads}, mine)
        if len(mine) > 40:
            for old in list(mine)[:30]:
                del mine[old]
                await store.delete_thread(owner, old)


def _same(seen: object, expected: object) -> None:
    if seen != expected:
        raise Wrong(f"saw {seen}, expected {expected}")


async def _main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder, dynamodb() as endpoint, endpoint.table() as table:
        os.environ |= endpoint.environment()
        for store in (SqliteStore(Path(folder) / "history.db"), DynamoStore(REGION, table)):
            done = await hammer(store, seconds=seconds)
            await store.close()
            told = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
            print(f"{type(store).__name__}: {PEOPLE} people, {seconds:.0f} s, no error, no other's row: {told}")


def main() -> None:
    asyncio.run(_main(SECONDS))


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))

"""The contract of `ShareStore`, run against each store."""

from dataclasses import replace
from pathlib import Path

import pytest

from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import share_link_key
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.shares.dynamodb import DynamoShareStore
from chat.shares.share_store import Share, SharedMessage, ShareStore, hash_token
from chat.shares.sqlite import SqliteShareStore
from tests.chat.history.conftest import contents, dynamo_store, endpoint, store, table
from tests.support.stores import make_older_file

__all__ = ["dynamo_store", "endpoint", "store", "table"]

ALICE, BOB = "alice-sub", "bob-sub"


@pytest.fixture
def shares(store: ConversationStore) -> ShareStore:
    return open_beside(store, SqliteShareStore, DynamoShareStore)


def share(thread_id: str, token: str, second: int = 0, messages: int = 2) -> Share:
    moment = f"2026-03-02T09:00:{second:02}.000000Z"
    return Share(
        thread_id=thread_id,
        token_hash=hash_token(token),
        made_at=moment,
        updated_at=moment,
        with_files=bool(second % 2),
        title_digest="t" * 32,
        is_cut=False,
        messages=tuple(SharedMessage(f"é#{n}", "d" * 32 * (n % 2), ("math_assistant",)) for n in range(messages)),
    )


async def test_shares_are_found_by_their_link_and_listed_for_their_owner(shares: ShareStore) -> None:
    odd, large = share("a#b/c %é", "odd", 3), share("t2", "large", 1, messages=400)
    for each in (large, odd, share("t1", "one")):
        assert await shares.put(ALICE, each, was=None)
    assert await shares.get_all(ALICE) == [odd, large, share("t1", "one")]
    assert await shares.get(ALICE, "a#b/c %é") == odd
    assert await shares.find(hash_token("large")) == (ALICE, large)
    assert await shares.find(hash_token("Large")) is None
    assert await shares.find("large") is None


async def test_a_conversation_has_one_share_which_changes_only_from_what_it_was(shares: ShareStore) -> None:
    first = share("t", "first")
    assert await shares.put(ALICE, first, was=None)
    assert not await shares.put(ALICE, share("t", "second"), was=None)
    assert not await shares.put(ALICE, share("t", "second"), was=hash_token("another"))
    assert not await shares.put(ALICE, share("u", "third"), was=hash_token("third"))
    changed = replace(first, with_files=True, messages=())
    assert await shares.put(ALICE, changed, was=first.token_hash)
    assert await shares.find(first.token_hash) == (ALICE, changed)
    renewed = replace(changed, token_hash=hash_token("new"))
    assert await shares.put(ALICE, renewed, was=first.token_hash)
    assert await shares.find(first.token_hash) is None
    assert await shares.find(renewed.token_hash) == (ALICE, renewed)
    assert await shares.find(hash_token("second")) is None


async def test_nobody_reads_or_removes_the_shares_of_another(shares: ShareStore) -> None:
    for owner in (ALICE, f"{ALICE}-2"):
        assert await shares.put(owner, share("t", owner), was=None)
    assert await shares.get(BOB, "t") is None
    assert not await shares.remove(BOB, "t")
    assert await shares.erase(BOB) == 0
    assert await shares.get_all(ALICE) == [share("t", ALICE)]


async def test_a_removed_share_has_no_link(shares: ShareStore) -> None:
    for thread in ("t", "t2"):
        await shares.put(ALICE, share(thread, thread), was=None)
    assert [await shares.remove(ALICE, "t") for _ in range(2)] == [True, False]
    assert await shares.find(hash_token("t")) is None
    assert await shares.put(ALICE, share("t", "again"), was=None)
    assert await shares.find(hash_token("t")) is None
    assert [each.thread_id for each in await shares.get_all(ALICE)] == ["t2", "t"]


async def test_shares_and_conversations_do_not_touch_each_other(store: ConversationStore, shares: ShareStore) -> None:
    await store.put_step(ALICE, "t", {"id": "q", "type": "user_message", "output": "Hello"})
    for number in range(13):
        await shares.put(ALICE, share(f"t{number}", f"t{number}"), was=None)
    assert [thread.id for thread in (await store.list_threads(ALICE, limit=9)).threads] == ["t"]
    assert await shares.erase(ALICE) == 13
    assert await shares.erase(ALICE) == 0
    assert [await shares.find(hash_token(f"t{number}")) for number in range(13)] == [None] * 13
    assert len(await store.get_steps(ALICE, "t")) == 1


async def test_what_a_link_leads_to_is_gone_with_its_share(dynamo_store: DynamoStore) -> None:
    shares = open_beside(dynamo_store, SqliteShareStore, DynamoShareStore)
    for again in range(2):
        await shares.put(ALICE, share("t", f"t{again}"), was=None)
        key = share_link_key(hash_token(f"t{again}"))
        link = await dynamo_store.client.get(key)
        assert link == {**key, "to": ALICE, "thread": "t"}
        await (shares.erase(ALICE) if again else shares.remove(ALICE, "t"))
        assert await dynamo_store.client.get(key) is None


async def test_a_removed_share_is_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    shares = open_beside(store, SqliteShareStore, DynamoShareStore)
    for erases in (False, True):
        await shares.put(ALICE, share("t", "token"), was=None)
        assert hash_token("token").encode() in contents(tmp_path)
        await (shares.erase(ALICE) if erases else shares.remove(ALICE, "t"))
        assert hash_token("token").encode() not in contents(tmp_path)
    await store.close()


async def test_a_file_of_the_version_before_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    make_older_file(path, "shares")
    store = SqliteStore(path)
    shares = open_beside(store, SqliteShareStore, DynamoShareStore)
    assert await shares.put(ALICE, share("t", "token"), was=None)
    assert await shares.find(hash_token("token")) == (ALICE, share("t", "token"))
    await store.close()

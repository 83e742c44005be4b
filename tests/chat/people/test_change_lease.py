"""Changes of people on several servers are made one at a time, and an administrator always remains."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat.history.denials import StoredDenials
from chat.history.sqlite.store import SqliteStore
from chat.history.store import StoreError
from chat.people import change_lease
from chat.people.change_lease import LEASE_SECONDS, hold_change_lease
from chat.people.directory import PeopleDirectory
from chat.people.routes import people_pages
from tests.chat.people.conftest import LocalPool
from tests.chat.people.test_routes import change
from tests.chat.teaching.conftest import visitor
from tests.support.waiting import PATIENCE

ROUNDS = 8


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is waited for."""
    monkeypatch.setattr(change_lease, "_PATIENCE_SECONDS", PATIENCE)


@pytest.fixture
async def other(tmp_path: Path, store: SqliteStore) -> AsyncIterator[SqliteStore]:
    """The store of another server on the same file."""
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()
    await store.close()


@pytest.mark.parametrize(("action", "group"), [("remove", "admins"), ("disable", "")])
async def test_two_administrators_on_two_servers_cannot_take_the_right_from_each_other(
    user_pool: PeopleDirectory, local: LocalPool, store: SqliteStore, other: SqliteStore, action: str, group: str
) -> None:
    servers = [people_pages(user_pool, StoredDenials(each), each) for each in (store, other)]
    for _ in range(ROUNDS):
        local.refill()
        pool = local.account.client.pool_id
        local.account._idp.admin_add_user_to_group(pool, "admins", "bob")
        async with (
            visitor(servers[0], local.sub("alice"), "admins") as alice,
            visitor(servers[1], local.sub("bob"), "admins") as bob,
        ):
            answers = await asyncio.gather(change(alice, "bob", action, group), change(bob, "alice", action, group))
        assert sorted(answer.status_code for answer in answers) == [200, 400]
        users = local.account.pool.users
        assert [name for name in ("alice", "bob") if users[name].enabled and "admins" in local.groups(name)] != []


async def test_the_lease_is_held_by_one_at_a_time(store: SqliteStore, other: SqliteStore) -> None:
    inside, most = 0, 0

    async def hold(on: SqliteStore) -> None:
        nonlocal inside, most
        async with hold_change_lease(on) as lease:
            inside += 1
            most = max(most, inside)
            lease.check()
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(hold(each) for each in (store, other) * 4))
    assert most == 1


async def test_a_crashed_server_holds_it_until_it_ends(
    store: SqliteStore, other: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_lease, "_PATIENCE_SECONDS", 0.0)
    await store.put_note("people_change", json.dumps({"holder": "gone", "until": time.time() + LEASE_SECONDS}))
    with pytest.raises(StoreError, match="change_lease_taken"):
        async with hold_change_lease(other):
            pass
    await store.put_note("people_change", json.dumps({"holder": "gone", "until": time.time() - 1}))
    async with hold_change_lease(other):
        pass


async def test_a_change_that_was_prepared_for_too_long_is_not_begun(
    store: SqliteStore, other: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_lease, "LEASE_SECONDS", 0.0)
    async with hold_change_lease(store) as lease:
        with pytest.raises(StoreError, match="change_lease_too_short"):
            lease.check()


async def test_whoever_lost_the_lease_does_not_release_that_of_another(store: SqliteStore, other: SqliteStore) -> None:
    async with hold_change_lease(store):
        taken = json.dumps({"holder": "other", "until": time.time() + LEASE_SECONDS})
        await other.put_note("people_change", taken)
    assert await other.get_note("people_change") == taken

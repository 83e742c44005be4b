"""The contract of `FactRepository`, run against the repository of each store."""

from agents.memory.fact_repository import FactRecord
from chat.history.store import ConversationStore

ALICE, BOB = "alice-sub", "bob-sub"
BLUE: FactRecord = {"id": "1", "text": "my favourite colour is blue \U0001f98b"}
SEATTLE: FactRecord = {"id": "2", "text": "I live in Seattle"}


async def test_returns_records_in_the_order_of_their_keys(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {"fact#2": SEATTLE, "fact#1": BLUE, "passage#1": SEATTLE})
    assert await store.facts.under(ALICE, "fact#") == {"fact#1": BLUE, "fact#2": SEATTLE}
    assert list(await store.facts.under(ALICE, "fact#")) == ["fact#1", "fact#2"]
    assert await store.facts.get(ALICE, ["fact#2", "fact#3"]) == {"fact#2": SEATTLE}


async def test_no_owner_reads_or_changes_the_facts_of_another(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {"fact#1": BLUE})
    assert await store.facts.under(BOB, "fact#") == {}
    assert await store.facts.get(BOB, ["fact#1"]) == {}
    assert await store.facts.remove(BOB, ["fact#1"]) == 0
    assert not await store.facts.replace(BOB, "fact#1", SEATTLE, was=BLUE)
    assert await store.facts.get(ALICE, ["fact#1"]) == {"fact#1": BLUE}


async def test_replaces_a_record_only_if_it_is_unchanged(store: ConversationStore) -> None:
    assert not await store.facts.replace(ALICE, "fact#1", SEATTLE, was=BLUE)
    assert await store.facts.under(ALICE, "fact#") == {}
    await store.facts.put(ALICE, {"fact#1": BLUE})
    assert await store.facts.replace(ALICE, "fact#1", SEATTLE, was=BLUE)
    assert not await store.facts.replace(ALICE, "fact#1", {"id": "3"}, was=BLUE)
    assert await store.facts.get(ALICE, ["fact#1"]) == {"fact#1": SEATTLE}


async def test_removed_facts_stay_removed(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {f"fact#{number:03}": SEATTLE for number in range(60)})
    keys = [f"fact#{number:03}" for number in range(0, 60, 2)]
    assert await store.facts.remove(ALICE, keys) == 30
    assert await store.facts.remove(ALICE, keys) == 0
    assert len(await store.facts.under(ALICE, "fact#")) == 30
    assert not await store.facts.replace(ALICE, keys[0], BLUE, was=SEATTLE)


async def test_facts_and_conversations_are_erased_separately(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {"fact#1": BLUE})
    await store.put_thread(ALICE, "t", name="Kept")
    await store.erase(ALICE)
    assert await store.facts.under(ALICE, "fact#") == {"fact#1": BLUE}
    await store.put_thread(ALICE, "t2", name="Kept")
    await store.facts.remove(ALICE, ["fact#1"])
    assert [thread.name for thread in (await store.list_threads(ALICE, limit=9)).threads] == ["Kept"]

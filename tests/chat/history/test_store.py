"""The contract of `ConversationStore`, run against each store."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest

from chat.history.step import StepRecord
from chat.history.store import ConversationDeleted, ConversationStore, Counts, StoreError

ALICE, BOB = "alice-sub", "bob-sub"


def step(step_id: str, output: str = "", **more: Any) -> StepRecord:
    return cast(StepRecord, {"id": step_id, "type": "user_message", "output": output, **more})


async def names(store: ConversationStore, owner: str = ALICE, **arguments: Any) -> list[str | None]:
    page = await store.list_threads(owner, **{"limit": 100, **arguments})
    return [thread.name for thread in page.threads]


async def test_returns_what_was_written(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="First", metadata={"a": [1]}, tags=("x",))
    record = step("s", "Hello", modes={"model": "m"}, tags=["t"], metadata={"deep": {"er": "é"}})
    await store.put_step(ALICE, "t", record)
    thread = await store.get_thread(ALICE, "t")
    assert thread is not None
    assert (thread.name, thread.metadata, thread.tags) == ("First", {"a": [1]}, ("x",))
    assert await store.get_steps(ALICE, "t") == [record]


async def test_reasoning_that_was_stored_with_an_answer_is_not_returned(store: ConversationStore) -> None:
    told = "<think>The learner wants 4.</think>It is 4."
    code = "Write `<think>` before it:\n```\n<think>a</think>\n```"
    records = [
        step("a", told, type="assistant_message"),
        step("b", told, type="tool", metadata={"tool": "math_assistant"}),
        step("c", code, type="assistant_message"),
        step("d", told),
        step("e", told, type="tool", metadata={"tool": "python"}),
    ]
    for record in records:
        await store.put_step(ALICE, "t", record)
    assert [each["output"] for each in await store.get_steps(ALICE, "t")] == ["It is 4.", "It is 4.", code, told, told]
    assert [each["output"] for each in await store.get_messages(ALICE, "t", 10)] == ["It is 4.", code, told]
    found = await store.get_step(ALICE, "t", "a")
    assert found is not None
    assert found["output"] == "It is 4."


async def test_no_owner_reads_or_changes_the_records_of_another(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="Alice's")
    await store.put_step(ALICE, "t", step("s", "secret"))
    assert await store.get_thread(BOB, "t") is None
    assert await store.get_steps(BOB, "t") == []
    assert await names(store, BOB) == []
    assert not await store.put_feedback(BOB, "t", "s", 1, "x")
    await store.put_thread(BOB, "t", name="Bob's")
    await store.put_step(BOB, "t", step("s", "other"))
    await store.delete_step(BOB, "t", "s")
    await store.delete_thread(BOB, "t")
    assert await names(store) == ["Alice's"]
    assert [s["output"] for s in await store.get_steps(ALICE, "t")] == ["secret"]


async def test_a_purge_keeps_current_data(store: ConversationStore) -> None:
    await store.put_step(ALICE, "t", step("s", "Hello"))
    await store.purge()
    assert [s["output"] for s in await store.get_steps(ALICE, "t")] == ["Hello"]


async def test_a_step_creates_its_conversation(store: ConversationStore) -> None:
    await store.put_step(ALICE, "t", step("s"))
    await store.put_thread(ALICE, "t", name="Named later")
    assert await names(store) == ["Named later"]


async def test_renaming_changes_nothing_else(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="Old", metadata={"kept": 1}, tags=("x",))
    before = await store.get_thread(ALICE, "t")
    await store.put_thread(ALICE, "t", name="New")
    after = await store.get_thread(ALICE, "t")
    assert before is not None
    assert after is not None
    assert (after.name, after.metadata, after.tags) == ("New", {"kept": 1}, ("x",))
    assert (after.created_at, after.active_at) == (before.created_at, before.active_at)


async def test_a_rewritten_step_keeps_its_position(store: ConversationStore) -> None:
    for name in "abc":
        await store.put_step(ALICE, "t", step(name, "old"))
    await store.put_step(ALICE, "t", step("a", "new"))
    assert [(s["id"], s["output"]) for s in await store.get_steps(ALICE, "t")] == [
        ("a", "new"),
        ("b", "old"),
        ("c", "old"),
    ]


async def test_the_latest_messages_are_returned_in_order(store: ConversationStore) -> None:
    for number in range(5):
        await store.put_step(ALICE, "t", step(f"m{number}", "text"))
        await store.put_step(ALICE, "t", step(f"w{number}", "worked", type="tool"))
    await store.put_step(ALICE, "t", step("m1", "written better"))
    await store.put_step(ALICE, "other", step("m9", "elsewhere"))
    assert [s["id"] for s in await store.get_messages(ALICE, "t", 3)] == ["m2", "m3", "m4"]
    every = await store.get_messages(ALICE, "t", 100)
    assert [(s["id"], s["output"]) for s in every[:2]] == [("m0", "text"), ("m1", "written better")]
    assert len(every) == 5
    assert await store.get_messages(BOB, "t", 100) == []
    await store.delete_thread(ALICE, "t")
    assert await store.get_messages(ALICE, "t", 100) == []


async def test_a_large_message_is_returned_whole_among_the_latest(store: ConversationStore) -> None:
    await store.put_step(ALICE, "t", step("s", "x" * 500_000))
    assert [len(s["output"]) for s in await store.get_messages(ALICE, "t", 2)] == [500_000]


async def test_the_list_begins_with_the_latest_active(store: ConversationStore) -> None:
    for name in ("one", "two", "three"):
        await store.put_thread(ALICE, name, name=name)
    await store.put_step(ALICE, "one", step("s"))
    await store.put_thread(ALICE, "two", name="two, renamed")
    assert await names(store) == ["one", "three", "two, renamed"]


async def test_pages_contain_each_conversation_once(store: ConversationStore) -> None:
    for number in range(7):
        await store.put_thread(ALICE, f"t{number}", name=str(number))
    for size in (1, 2, 3, 7, 100):
        seen: list[str | None] = []
        cursor = None
        while True:
            page = await store.list_threads(ALICE, limit=size, cursor=cursor)
            assert len(page.threads) <= size
            seen += [thread.name for thread in page.threads]
            cursor = page.cursor
            if cursor is None:
                break
        assert seen == ["6", "5", "4", "3", "2", "1", "0"], size


async def test_a_malformed_cursor_begins_the_list(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="only")
    for cursor in ("", "x", "bm90IGpzb24=", "W10=", "ÿ", "WyJ+fiIsICJ0Il0="):
        assert await names(store, cursor=cursor) == ["only"], cursor


async def test_search_finds_names_and_messages_in_any_case(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "q", name="Quadratic")
    await store.put_thread(ALICE, "o", name="Other")
    await store.put_step(ALICE, "o", step("s", "Die Straße im Été, 100% sure"))
    await store.put_step(ALICE, "o", {"id": "tool", "type": "tool", "output": "tool output"})
    for search, found in (
        ("QUADRATIC", ["Quadratic"]),
        ("straße", ["Other"]),
        ("STRASSE", ["Other"]),
        ("éTÉ", ["Other"]),
        ("100%", ["Other"]),
        ("%", ["Other"]),
        ("tool output", []),
        ("' OR 1=1 --", []),
    ):
        assert await names(store, search=search) == found, search


async def test_a_deleted_conversation_stays_deleted(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="Gone", metadata={"a": 1})
    await store.put_step(ALICE, "t", step("s", "gone"))
    await store.delete_thread(ALICE, "t")
    await store.put_step(ALICE, "t", step("late", "late"))
    await store.put_thread(ALICE, "t", name="late")
    assert await store.get_thread(ALICE, "t") is None
    assert await store.get_steps(ALICE, "t") == []
    assert await names(store) == []


async def test_a_step_can_be_deleted(store: ConversationStore) -> None:
    await store.put_step(ALICE, "t", step("a"))
    await store.put_step(ALICE, "t", step("b"))
    await store.delete_step(ALICE, "t", "a")
    await store.delete_step(ALICE, "t", "never there")
    assert [s["id"] for s in await store.get_steps(ALICE, "t")] == ["b"]


async def test_feedback_is_added_changed_filtered_and_removed(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="Rated")
    await store.put_thread(ALICE, "u", name="Not rated")
    await store.put_step(ALICE, "t", step("s"))
    assert not await store.put_feedback(ALICE, "t", "no such step", 1, None)
    assert await store.put_feedback(ALICE, "t", "s", 0, "meh")
    assert await store.put_feedback(ALICE, "t", "s", 1, "good")
    await store.put_step(ALICE, "t", step("s", "rewritten"))
    assert (await store.get_steps(ALICE, "t"))[0]["feedback"] == {"value": 1, "comment": "good"}
    assert (await names(store, feedback=1), await names(store, feedback=0)) == (["Rated"], [])
    assert await store.delete_feedback(ALICE, "t", "s")
    assert not await store.delete_feedback(ALICE, "t", "s")
    assert "feedback" not in (await store.get_steps(ALICE, "t"))[0]


async def test_notes_are_saved_and_replaced(store: ConversationStore) -> None:
    assert await store.get_note("n") is None
    await store.put_note("n", "one")
    await store.put_note("n", "two")
    assert await store.get_note("n") == "two"


async def test_a_note_is_swapped_by_one_alone(store: ConversationStore) -> None:
    assert not await store.swap_note("n", "one", "two"), "there is none yet"
    first = await asyncio.gather(*(store.swap_note("n", None, f"new {number}") for number in range(5)))
    assert first.count(True) == 1
    held = await store.get_note("n")
    assert held == f"new {first.index(True)}"
    then = await asyncio.gather(*(store.swap_note("n", held, f"newer {number}") for number in range(5)))
    assert then.count(True) == 1
    assert await store.get_note("n") == f"newer {then.index(True)}"
    assert not await store.swap_note("n", held, "newest")
    assert not await store.swap_note("n", None, "newest")


async def test_notes_are_listed_by_prefix_and_deleted(store: ConversationStore) -> None:
    for name in ("seen#a", "seen#b", "seen%", "other#a"):
        await store.put_note(name, name.upper())
    assert await store.get_notes("seen#") == {"seen#a": "SEEN#A", "seen#b": "SEEN#B"}
    await store.delete_note("seen#a")
    await store.delete_note("seen#never")
    assert await store.get_notes("seen#") == {"seen#b": "SEEN#B"}


async def test_concurrent_writes_are_all_made(store: ConversationStore) -> None:
    # More than a store has threads, and several in each conversation; moto copies the table for each of them.
    await asyncio.gather(*(store.put_step(ALICE, f"t{n % 5}", step(f"s{n}")) for n in range(40)))
    counts = [len(await store.get_steps(ALICE, f"t{n}")) for n in range(5)]
    assert counts == [8] * 5


async def test_a_step_of_any_size_is_returned_whole(store: ConversationStore) -> None:
    large = step("s", "Größe ∑ " * 90_000 + "needle at the very end")
    await store.put_step(ALICE, "t", step("before"))
    await store.put_step(ALICE, "t", large)
    await store.put_step(ALICE, "t", step("after"))
    assert [s["id"] for s in await store.get_steps(ALICE, "t")] == ["before", "s", "after"]
    assert (await store.get_steps(ALICE, "t"))[1] == large
    await store.put_thread(ALICE, "t", name="Large")
    assert await names(store, search="NEEDLE at the very end") == ["Large"]
    smaller = step("s", "größe" * 70_000)
    await store.put_step(ALICE, "t", smaller)
    assert (await store.get_steps(ALICE, "t"))[1] == smaller
    assert await names(store, search="needle") == []
    await store.delete_step(ALICE, "t", "s")
    assert [s["id"] for s in await store.get_steps(ALICE, "t")] == ["before", "after"]


async def test_search_finds_text_across_two_parts(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="Large")
    for position in (39_690, 39_990, 40_010):
        await store.put_step(ALICE, "t", step("s", "." * position + f"needle at {position}" + "." * 400_000))
        assert await names(store, search=f"needle at {position}") == ["Large"]


async def test_any_text_is_returned_unchanged(store: ConversationStore) -> None:
    texts = ["half an emoji \ud83d", "nul \x00 inside", "", "\u202e\u0000\uffff", "a" * 100_000]
    steps = [step(f"s{number}", text) for number, text in enumerate(texts)]
    for each in steps:
        await store.put_step(ALICE, "t", each)
    assert await store.get_steps(ALICE, "t") == steps


@pytest.mark.parametrize(("one", "other"), [("a", "a#"), ("a", "ab"), ("a#step#s", "a"), ("a/b", "a%2Fb"), ("ä", "Ä")])
async def test_similar_ids_are_different(store: ConversationStore, one: str, other: str) -> None:
    for name in (one, other):
        await store.put_step(ALICE, name, step(name, f"written in {name}"))
        await store.put_step(f"owner {name}", "t", step("s", f"written by {name}"))
    await store.delete_thread(ALICE, other)
    await store.delete_thread(f"owner {other}", "t")
    assert [s["output"] for s in await store.get_steps(ALICE, one)] == [f"written in {one}"]
    assert [s["output"] for s in await store.get_steps(f"owner {one}", "t")] == [f"written by {one}"]


async def test_one_turn_at_a_time_holds_the_lease(store: ConversationStore) -> None:
    assert await store.acquire_lease(ALICE, "t", "one", 60)
    assert not await store.acquire_lease(ALICE, "t", "two", 60)
    assert await store.acquire_lease(ALICE, "t", "one", 60)
    assert await store.acquire_lease(BOB, "t", "bob's", 60)
    thread = await store.get_thread(ALICE, "t")
    assert thread is not None
    assert thread.answering
    await store.release_lease(ALICE, "t", "two")
    assert not await store.acquire_lease(ALICE, "t", "two", 60)
    await store.release_lease(ALICE, "t", "one")
    thread = await store.get_thread(ALICE, "t")
    assert thread is not None
    assert not thread.answering
    assert await store.acquire_lease(ALICE, "t", "two", -1)
    assert await store.acquire_lease(ALICE, "t", "three", 60)


async def test_one_of_many_concurrent_turns_acquires_the_lease(store: ConversationStore) -> None:
    got = await asyncio.gather(*(store.acquire_lease(ALICE, "t", str(n), 60) for n in range(10)))
    assert sum(got) == 1


async def test_a_deleted_conversation_has_no_lease(store: ConversationStore) -> None:
    await store.put_thread(ALICE, "t", name="x")
    await store.delete_thread(ALICE, "t")
    with pytest.raises(ConversationDeleted):
        await store.acquire_lease(ALICE, "t", "one", 60)


async def test_erasing_deletes_and_counts_the_data_of_one_person(store: ConversationStore) -> None:
    for thread in ("t", "u", "v"):
        await store.put_step(ALICE, thread, step("s", "alice's"))
    await store.put_step(ALICE, "t", {"id": "tool", "type": "tool"})
    await store.put_feedback(ALICE, "t", "s", 1, None)
    await store.delete_thread(ALICE, "v")
    await store.put_step(BOB, "t", step("s", "bob's"))
    assert await store.erase(ALICE) == Counts(conversations=2, messages=2, ratings=1)
    await store.put_step(ALICE, "t", step("late"))
    assert await names(store) == []
    assert await store.get_steps(ALICE, "t") == []
    assert await store.erase(ALICE) == Counts()
    assert [s["output"] for s in await store.get_steps(BOB, "t")] == ["bob's"]


async def test_expired_records_are_not_returned(store: ConversationStore) -> None:
    store.keep_days = 1
    await store.put_step(ALICE, "kept", step("s"))
    store.keep_days = -1
    await store.put_step(ALICE, "kept", step("old"))
    store.keep_days = 1
    await store.put_step(ALICE, "kept", step("new"))
    store.keep_days = -1
    await store.put_step(ALICE, "gone", step("s", "needle"))
    await store.put_thread(ALICE, "gone too", name="needle")
    for _ in range(2):
        assert [s["id"] for s in await store.get_steps(ALICE, "kept")] == ["s", "new"]
        assert await store.get_steps(ALICE, "gone") == []
        assert await store.get_thread(ALICE, "gone") is None
        page = await store.list_threads(ALICE, limit=10)
        assert [thread.id for thread in page.threads] == ["kept"]
        assert await names(store, search="needle") == []
        await store.sweep()
    store.keep_days = None
    await store.put_step(ALICE, "kept", step("new"))
    assert [s["id"] for s in await store.get_steps(ALICE, "kept")] == ["s", "new"]


async def test_a_lease_cannot_be_renewed_once_the_conversation_is_deleted(
    store: ConversationStore,
) -> None:
    assert await store.acquire_lease(ALICE, "t", "one", 60)
    await store.delete_thread(ALICE, "t")
    with pytest.raises(ConversationDeleted):
        await store.acquire_lease(ALICE, "t", "one", 60)
    await store.release_lease(ALICE, "t", "one")


CALLS: dict[str, Callable[[ConversationStore], Awaitable[object]]] = {
    "put_thread": lambda store: store.put_thread(ALICE, "t", name="x"),
    "get_thread": lambda store: store.get_thread(ALICE, "t"),
    "list_threads": lambda store: store.list_threads(ALICE, limit=1),
    "search": lambda store: store.list_threads(ALICE, limit=1, search="x", feedback=1),
    "delete_thread": lambda store: store.delete_thread(ALICE, "t"),
    "put_step": lambda store: store.put_step(ALICE, "t", step("s")),
    "put_large_step": lambda store: store.put_step(ALICE, "t", step("s", "x" * 500_000)),
    "get_steps": lambda store: store.get_steps(ALICE, "t"),
    "get_shown_steps": lambda store: store.get_shown_steps(ALICE, "t", "s"),
    "begin_version": lambda store: store.begin_version(ALICE, "t", step("v"), replaces="s"),
    "show_step": lambda store: store.show_step(ALICE, "t", "s"),
    "get_step": lambda store: store.get_step(ALICE, "t", "s"),
    "get_page": lambda store: store.get_page(ALICE, "t", messages=1),
    "get_messages": lambda store: store.get_messages(ALICE, "t", 1),
    "delete_step": lambda store: store.delete_step(ALICE, "t", "s"),
    "put_feedback": lambda store: store.put_feedback(ALICE, "t", "s", 1, None),
    "delete_feedback": lambda store: store.delete_feedback(ALICE, "t", "s"),
    "acquire_lease": lambda store: store.acquire_lease(ALICE, "t", "one", 60),
    "release_lease": lambda store: store.release_lease(ALICE, "t", "one"),
    "erase": lambda store: store.erase(ALICE),
    "get_note": lambda store: store.get_note("n"),
    "put_note": lambda store: store.put_note("n", "x"),
    "swap_note": lambda store: store.swap_note("n", None, "x"),
    "get_notes": lambda store: store.get_notes("n"),
    "delete_note": lambda store: store.delete_note("n"),
}


async def test_every_call_of_a_store_that_cannot_be_reached_raises_a_store_error(store: ConversationStore) -> None:
    await store.put_step(ALICE, "t", step("s"))
    await store.close()
    for name, call in CALLS.items():
        with pytest.raises(StoreError) as failure:
            await call(store)
        assert type(failure.value) is StoreError, name
    await store.close()

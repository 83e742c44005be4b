"""The parts of a conversation that a page shows at once, and what is read from a step on, of each store."""

from chat.history.page_start import MAX_CHARACTERS
from chat.history.step import StepRecord
from chat.history.store import ConversationStore, StepPage
from tests.chat.history.test_store import ALICE, BOB, step


def turn(number: int) -> list[StepRecord]:
    """A question, its run, a tool and its answer, as a turn writes them."""
    question, run = f"q{number}", f"r{number}"
    return [
        step(question, "?"),
        step(run, type="run", parentId=question),
        step(f"t{number}", type="tool", parentId=run),
        step(f"a{number}", "!", type="assistant_message", parentId=run, metadata={"question": question}),
    ]


async def put_all(store: ConversationStore, *steps: StepRecord, thread: str = "t") -> None:
    for each in steps:
        await store.put_step(ALICE, thread, each)


async def parts(store: ConversationStore, messages: int) -> list[list[str]]:
    """The ids of the steps of each part of a conversation, the latest part first."""
    found, cursor = [], None
    while True:
        page = await store.get_page(ALICE, "t", messages=messages, before=cursor)
        found.append([step["id"] for step in page.steps])
        cursor = page.cursor
        if cursor is None:
            return found


async def test_parts_of_a_conversation_contain_each_step_once(store: ConversationStore) -> None:
    await put_all(store, step("before", type="tool"))
    for number in range(5):
        await put_all(store, *turn(number))
    await put_all(store, *turn(7), thread="other")
    every = [each["id"] for each in await store.get_steps(ALICE, "t")]
    for size in (1, 2, 3, 4, 9, 100):
        found = await parts(store, size)
        assert [each for part in reversed(found) for each in part] == every, size
        assert len(found) == -(-5 // -(-size // 2)), size
        assert all(part[0] in ("before", *(f"q{number}" for number in range(5))) for part in found), size


async def test_a_part_holds_the_question_of_each_answer(store: ConversationStore) -> None:
    """Two questions are asked before the first is answered."""
    await put_all(store, *turn(0))
    (*first, answer), second = turn(1), turn(2)
    await put_all(store, *first, *second[:3], answer, second[3])
    assert (await parts(store, 2))[0][0] == "q1"


async def test_a_part_ends_although_a_question_is_missing(store: ConversationStore) -> None:
    lost = step("lost", "!", type="assistant_message", metadata={"question": "nowhere"})
    for number in range(3):
        await put_all(store, *turn(number))
    await put_all(store, lost)
    assert [part[0] for part in await parts(store, 2)] == ["q1", "q0"]
    for number in range(5):
        await put_all(store, {**lost, "id": f"lost{number}"})
    assert [part[0] for part in await parts(store, 1)] == ["lost1", "q2", "q1", "q0"]


async def test_a_part_is_shorter_where_messages_are_long(store: ConversationStore) -> None:
    for number in range(3):
        (*before, answer) = turn(number)
        await put_all(store, *before, {**answer, "output": "x" * MAX_CHARACTERS})
    assert [part[0] for part in await parts(store, 50)] == ["q2", "q1", "q0"]


async def test_a_part_is_the_owners_alone_and_goes_with_its_conversation(store: ConversationStore) -> None:
    await put_all(store, *turn(0), *turn(1))
    await store.put_feedback(ALICE, "t", "a1", 1, "good")
    page = await store.get_page(ALICE, "t", messages=2)
    assert page.steps[-1]["feedback"] == {"value": 1, "comment": "good"}
    for owner, thread in ((BOB, "t"), (ALICE, "other")):
        assert await store.get_page(owner, thread, messages=2) == StepPage([], None)
        assert await store.get_step(owner, thread, "a1") is None
        assert await store.get_shown_steps(owner, thread, "q1") == []
    assert await store.get_page(ALICE, "t", messages=2, before=0) == StepPage([], None)
    assert (await store.get_page(ALICE, "t", messages=2, before=10**30)).cursor == page.cursor
    await store.delete_thread(ALICE, "t")
    assert await store.get_page(ALICE, "t", messages=2) == StepPage([], None)


async def test_steps_are_returned_from_one_of_them_on(store: ConversationStore) -> None:
    await put_all(store, *turn(0), *turn(1), *turn(2))
    assert [each["id"] for each in await store.get_shown_steps(ALICE, "t", "t1")] == [
        "t1",
        "a1",
        "q2",
        "r2",
        "t2",
        "a2",
    ]
    await store.put_feedback(ALICE, "t", "a1", 0, None)
    answer = await store.get_step(ALICE, "t", "a1")
    assert answer == {**turn(1)[3], "feedback": {"value": 0, "comment": None}}
    await store.delete_step(ALICE, "t", "t1")
    assert await store.get_shown_steps(ALICE, "t", "t1") == []
    assert await store.get_step(ALICE, "t", "t1") is None

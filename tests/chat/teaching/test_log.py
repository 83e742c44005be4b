"""The learning log: events get a moment, an id and an order, and are read after they were recorded."""

from chat.teaching.events import MAX_TEXT, EventKind
from chat.teaching.log import LearningLog
from tests.chat.teaching.conftest import FakeClock


async def test_what_is_recorded_is_read_in_order(log: LearningLog, clock: FakeClock) -> None:
    for number in range(5):  # the clock stands still
        log.record_attempt("alice", "fractions", f"item {number}", right=number > 2, question="?", answer="!")
    clock.turn(days=-1)  # and may go back
    await log.append("alice", EventKind.REMOVED, "fractions", "item 0")
    events = await log.events("alice")
    assert [event.item for event in events] == [*(f"item {number}" for number in range(5)), "item 0"]
    assert events[0].at == "2026-03-02T09:00:00.000000Z"
    assert await log.events("bob") == []


async def test_a_repeated_call_changes_nothing(log: LearningLog) -> None:
    for hints in (1, 2):
        log.record_attempt("alice", "t", "i", right=True, question="?", answer="!", hints=hints, event_id="mine")
    (event,) = await log.events("alice")
    assert (event.id, event.data["hints"]) == ("mine", 1)


async def test_an_attempt_names_its_turn(log: LearningLog) -> None:
    log.record_attempt("alice", "t", "i", right=False, question="?", answer="!", thread_id="th", step_id="st")
    log.save("alice", "t", "j", question="x" * 9_999, answer="!", exercise="sum:1")
    attempt, saved = await log.read("alice")
    assert attempt["data"] == {
        "right": False, "hints": 0, "shown": False, "question": "?", "answer": "!", "thread": "th", "step": "st"
    }  # fmt: skip
    assert (saved["kind"], saved["data"]["exercise"], len(saved["data"]["question"])) == ("saved", "sum:1", MAX_TEXT)


async def test_erasing_waits_for_what_is_being_written(log: LearningLog) -> None:
    log.record_attempt("alice", "t", "i", right=True, question="?", answer="!")
    assert await log.erase("alice") == 1
    assert await log.events("alice") == []

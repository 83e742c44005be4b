"""The page "Review": one item after the other, rated once, and nobody else's."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from chat.teaching.events import EventKind
from chat.teaching.grading import ReviewVerdict
from chat.teaching.log import LearningLog
from chat.teaching_pages.review_routes import review_pages
from tests.chat.teaching.conftest import FakeClock, visitor


class Doubling:
    """Grades what is twice the exercise, by computing it."""

    async def grade(self, exercise: str, attempt: str) -> ReviewVerdict | None:
        if not attempt.isdigit():
            return None
        right = int(attempt) == 2 * int(exercise)
        return ReviewVerdict(right, "Right." if right else "Not yet.")


@pytest.fixture
async def alice(file_log: LearningLog) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(review_pages(file_log, Doubling()), "alice") as client:
        yield client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]


def ratings(page: str) -> list[str]:
    return re.findall(r'<button name="rating" value="(\d)"', page)


async def rate(person: httpx.AsyncClient, item: str, rating: int) -> str:
    opened = (await person.get("/review", params={"item": item})).text
    sent = {"item": item, "seen": hidden(opened, "seen"), "rating": str(rating)}
    return (await person.post("/review/rate", data=sent)).text


async def test_what_is_due_comes_one_by_one(alice: httpx.AsyncClient, file_log: LearningLog, clock: FakeClock) -> None:
    for number in (1, 2):
        file_log.save("alice", "saved", f"item {number}", question=f"What is $x_{number}$?", answer=f"It is {number}.")
    clock.turn(seconds=1)
    page = (await alice.get("/review")).text
    assert "2 are due." in page
    assert "<msub><mi>x</mi><mn>1</mn></msub>" in page
    assert "It is 1." not in page
    assert "It is 1." in (await alice.get("/review", params={"item": "item 1"})).text
    page = await rate(alice, "item 1", 3)
    assert "Noted." in page
    assert "1 is due." in page
    assert "<mn>2</mn>" in page
    page = await rate(alice, "item 2", 4)
    assert "Nothing is due. The next one comes in 10 minutes." in page
    clock.turn(minutes=10)
    assert (await alice.get("/review/due")).json() == {"due": 1, "label": "Review: 1 is due"}


async def test_a_form_that_is_sent_twice_rates_once(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    file_log.save("alice", "saved", "item", question="?", answer="!")
    seen = hidden((await alice.get("/review", params={"item": "item"})).text, "seen")
    for rating in ("3", "1"):
        await alice.post("/review/rate", data={"item": "item", "seen": seen, "rating": rating})
    events = [event for event in await file_log.events("alice") if event.kind == EventKind.REVIEWED]
    assert [event.data["rating"] for event in events] == [3]


async def test_an_exercise_is_graded_by_code(alice: httpx.AsyncClient, file_log: LearningLog, clock: FakeClock) -> None:
    file_log.record_attempt("alice", "doubling", "d", right=False, question="2 · 21", answer="42", exercise="21")
    clock.turn(minutes=1)
    assert 'name="attempt"' in (await alice.get("/review")).text
    for attempt, said, offered in (
        ("42", "Right.", ["2", "3", "4"]),
        ("41", "Not yet.", ["1"]),
        ("<forty>", "This cannot be checked; compare it with the answer.", ["1", "2", "3", "4"]),
    ):
        page = (await alice.post("/review/attempt", data={"item": "d", "attempt": attempt})).text
        assert said in page
        assert ratings(page) == offered
        assert "<forty>" not in page
    await rate(alice, "d", 3)
    (_, reviewed) = await file_log.events("alice")
    assert reviewed.data["exercise"] == "21"


async def test_an_item_of_somebody_else_does_not_exist(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    file_log.save("bob", "saved", "bobs", question="a secret", answer="!")
    (event,) = await file_log.events("bob")
    for answer in (
        await alice.get("/review", params={"item": "bobs"}),
        await alice.post("/review/rate", data={"item": "bobs", "seen": event.id, "rating": "1"}),
        await alice.post("/review/attempt", data={"item": "bobs", "attempt": "1"}),
        await alice.post("/review/remove", data={"item": "bobs"}),
    ):
        assert answer.status_code == 404
        assert "secret" not in answer.text
    assert await file_log.events("bob") == [event]
    assert await file_log.events("alice") == []


async def test_an_answer_that_was_not_earned_is_not_there(
    alice: httpx.AsyncClient, file_log: LearningLog, clock: FakeClock
) -> None:
    file_log.record_attempt("alice", "t", "i", right=False, question="?", answer="")
    clock.turn(minutes=2)
    page = (await alice.get("/review", params={"item": "i"})).text
    assert 'id="answer"' not in page
    assert ratings(page) == ["1", "2", "3", "4"]
    file_log.record_attempt("alice", "t", "i", right=True, question="?", answer="now it is earned")
    assert "now it is earned" in (await alice.get("/review", params={"item": "i"})).text


async def test_what_is_removed_does_not_come_back(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    file_log.save("alice", "saved", "item", question="?", answer="!")
    page = (await alice.post("/review/remove", data={"item": "item"})).text
    assert "It does not come back any more." in page
    assert "Nothing comes back yet." in page
    assert (await alice.post("/review/remove", data={"item": "item"})).status_code == 404


@pytest.mark.parametrize("rating", ["", "0", "5", "x", "3.0", "²"])
async def test_no_other_rating_is_taken(alice: httpx.AsyncClient, file_log: LearningLog, rating: str) -> None:
    file_log.save("alice", "saved", "item", question="?", answer="!")
    (event,) = await file_log.events("alice")
    await alice.post("/review/rate", data={"item": "item", "seen": event.id, "rating": rating})
    assert await file_log.events("alice") == [event]


async def test_a_store_that_fails_is_said_on_the_page(
    alice: httpx.AsyncClient, file_log: LearningLog, caplog: pytest.LogCaptureFixture
) -> None:
    await file_log.store._store.close()  # type: ignore[attr-defined]
    for answer in (await alice.get("/review"), await alice.post("/review/rate", data={"item": "x"})):
        assert answer.status_code == 503
        assert "try again in a minute" in answer.text
    assert (await alice.get("/review/due")).json()["due"] == 0
    assert "learning_not_available" in caplog.messages


def test_the_start_of_the_server_does_not_load_what_a_page_needs() -> None:
    lazy = ("fsrs", "genanki", "latex2mathml", "markdown_it")
    code = (
        "import sys, chat.teaching_pages.review_routes, chat.teaching_pages.skills_routes\n"
        f"print([name for name in {lazy} if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"

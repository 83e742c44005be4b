"""Practising in a conversation on a real server: code asks and grades, and a model is not called."""

import re
import uuid
from datetime import UTC, datetime

import pytest

from agents.exercises.exercise import Exercise, KnownAnswer
from agents.exercises.practice import Practice, read_practice
from agents.exercises.registry import ExerciseSession
from chat.history.step import StepRecord
from chat.history.store import ConversationStore
from chat.teaching.open_practice import open_practice
from tests.chat.history.conftest import dynamo_store, endpoint, store, table
from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer

__all__ = ["dynamo_store", "endpoint", "store", "table"]


async def current(page: Page) -> Exercise:
    """The exercise that is open, as the conversation keeps it."""
    practice = open_practice(await page.steps())
    assert practice is not None
    assert practice.exercise is not None
    return practice.exercise


async def right_answer(page: Page) -> str:
    known = (await current(page)).answer
    assert isinstance(known, KnownAnswer)
    return known.text


def buttons(page: Page) -> set[str]:
    """The labels of the buttons that the page shows."""
    shown: dict[str, str] = {}
    for event, data in page.events:
        if event == "action":
            shown[data["id"]] = data["label"]
        elif event == "remove_action":
            shown.pop(data["id"], None)
    return {*shown.values()}


async def test_a_practice_is_asked_hinted_graded_resumed_and_stopped(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="practising") as page:
        first = await page.ask("give me a quiz on fractions")
        assert first.startswith("**Fractions, level 1**\n\n**1.** ")
        assert buttons(page) >= {"Hint", "Show me", "Next exercise", "Stop practising"}
        assert (await page.ask("Hint")).startswith("Hint 1 of ")
        assert "Not right yet." in await page.ask("1/97")
        answer = await right_answer(page)
        reply = await page.ask(f"0 + {answer} = {answer}")
        assert reply.startswith("✓ Right.")
        assert "**2.** " in reply
        thread_id = page.thread_id
    async with opened(server.url, server.public_url, server_alb, sub="practising", thread_id=thread_id) as page:
        answer = await right_answer(page)
        shown = await page.ask("show me")
        assert shown.startswith("**The answer**")
        assert answer in shown
        assert "Solved without the answer: 1." in await page.ask("stop")
        assert open_practice(await page.steps()) is None


async def test_an_edited_attempt_is_graded_anew_from_the_state_before_it(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="editing") as page:
        await page.ask("/practise equations")
        answer = await right_answer(page)
        await page.ask("x = 999")
        question = next(step["id"] for step in await page.steps() if step.get("output") == "x = 999")
        begun = len(page.events)
        edited = {"id": question, "threadId": page.thread_id, "type": "user_message", "name": "user", "output": answer}
        await page.emit("edit_message", {"message": edited})
        await page.until(lambda event, data: event == "task_end", after=begun)
        assert "✓ Right." in page.answer(begun)
        practice = open_practice(await page.steps())
        assert practice is not None
        assert (practice.number, practice.solved) == (2, 1)


async def test_german_is_understood_and_spoken(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="deutsch", language="de") as page:
        first = await page.ask("Gib mir ein Quiz zu Dezimalzahlen")
        assert first.startswith("**Dezimalzahlen, Stufe 1**")
        assert "Berechne " in first
        assert re.search(r"\d,\d", first)
        assert (await page.ask("Hinweis")).startswith("Hinweis 1 von ")


async def test_a_question_in_between_goes_to_the_model_and_the_practice_stays(
    server: ChatServer, server_alb: Alb
) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="asking") as page:
        await page.ask("/practise fractions")
        asked = await page.ask("What is the capital of France?")
        assert "cannot be read as an answer" not in asked
        assert "✓ Right." in await page.ask(await right_answer(page))


async def test_an_unknown_topic_gets_the_list(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="unknown") as page:
        reply = await page.ask("/practise knitting")
        assert "What would you like to practise?" in reply
        assert "Fractions, Percentages" in reply


def step(practice: Practice | None, kind: str = "assistant_message") -> StepRecord:
    metadata = {} if practice is None else {"practice": practice.to_record()}
    now = datetime.now(UTC).isoformat()
    return {"id": str(uuid.uuid4()), "type": kind, "output": "x", "metadata": metadata, "createdAt": now}  # type: ignore[typeddict-item]


@pytest.mark.parametrize("closed", [True, False])
def test_the_latest_state_counts(closed: bool) -> None:
    practice = Practice(ExerciseSession("fractions", 1, 5))
    later = practice.stopped() if closed else practice.next()
    found = open_practice([step(practice), step(None), step(later), step(None)])
    assert found == (None if closed else later)


async def test_the_state_is_kept_on_both_stores(store: ConversationStore) -> None:
    practice = Practice(ExerciseSession("statistics", 3, 123_456_789))
    assert practice.exercise is not None
    practice = practice.hinted(practice.exercise).attempted(right=False)
    thread_id = str(uuid.uuid4())
    await store.put_thread("alice", thread_id, name="quiz")
    await store.put_step("alice", thread_id, step(practice))
    kept = (await store.get_messages("alice", thread_id, 5))[0]["metadata"]
    assert read_practice(kept["practice"]) == practice

"""The page "Practise": it asks, hints, grades, shows and goes on, and records what was attempted."""

import html
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from agents.exercises.exercise import Exercise, KnownAnswer
from agents.exercises.registry import ExerciseSession, generate
from chat.i18n.language import current_language
from chat.teaching.log import LearningLog
from chat.teaching.practice_text import question_text
from chat.teaching_pages.practice_routes import practice_pages
from tests.chat.teaching.conftest import visitor

Fields = dict[str, str]


@pytest.fixture
async def alice(file_log: LearningLog) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(practice_pages(file_log), "alice") as client:
        yield client


def fields(page: str) -> Fields:
    return {
        name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


def exercise(form: Fields) -> Exercise:
    found = ExerciseSession(form["topic"], int(form["level"]), int(form["seed"])).exercise(int(form["number"]))
    assert found is not None
    return found


def answer(form: Fields) -> str:
    known = exercise(form).answer
    assert isinstance(known, KnownAnswer)
    return known.text


def said(page: str) -> str:
    found = re.search(r'id="said"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


async def test_an_exercise_is_hinted_missed_solved_and_the_next_one_comes(
    alice: httpx.AsyncClient, file_log: LearningLog
) -> None:
    form: dict[str, str] = {}
    while not form or "/" not in answer(form) or answer(form) in "1/97":  # a whole number may stand in any page
        page = (await alice.get("/practise", params={"topic": "fractions", "level": "2"})).text
        form = fields(page)
    assert html.escape(exercise(form).question, quote=False) in html.unescape(page)
    page = (await alice.post("/practise", data={**form, "attempt": "", "do": "hint"})).text
    assert said(page).startswith("Hint 1 of ")
    form = fields(page)
    page = (await alice.post("/practise", data={**form, "attempt": "1/97", "do": "check"})).text
    assert said(page).endswith("Not right yet. Try again, or take a hint.")
    assert answer(form) not in page.replace(exercise(form).question, "")
    form = fields(page)
    page = (await alice.post("/practise", data={**form, "attempt": f"0 + {answer(form)}", "do": "check"})).text
    assert "✓ Right." in said(page)
    assert "Solved without the answer: 1." in page
    form = fields(page)
    page = (await alice.post("/practise", data={**form, "do": "next"})).text
    assert "Exercise 2" in page
    attempts = [event.data for event in await file_log.events("alice")]
    assert [(data["right"], data["hints"], data["shown"]) for data in attempts] == [(False, 1, False), (True, 1, False)]


async def test_the_answer_is_shown_and_a_form_sent_twice_is_one_attempt(
    alice: httpx.AsyncClient, file_log: LearningLog
) -> None:
    form = fields((await alice.get("/practise", params={"topic": "equations"})).text)
    for _ in range(2):
        page = (await alice.post("/practise", data={**form, "do": "show"})).text
    assert answer(form) in html.unescape(page)
    assert [(event.data["right"], event.data["shown"]) for event in await file_log.events("alice")] == [(False, True)]


async def test_what_cannot_be_read_is_no_attempt(alice: httpx.AsyncClient, file_log: LearningLog) -> None:
    form = fields((await alice.get("/practise", params={"topic": "fractions"})).text)
    page = (await alice.post("/practise", data={**form, "attempt": "no <b>idea</b> at all", "do": "check"})).text
    assert said(page).startswith("This cannot be read as an answer.")
    assert "<b>idea</b>" not in page
    assert await file_log.events("alice") == []


@pytest.mark.parametrize(
    "change", [{"seed": "x"}, {"topic": "history"}, {"number": "0"}, {"level": "9" * 400}, {"hints": ""}]
)
async def test_a_form_that_is_none_is_refused(alice: httpx.AsyncClient, change: Fields) -> None:
    form = fields((await alice.get("/practise", params={"topic": "fractions"})).text)
    response = await alice.post("/practise", data={**form, **change, "do": "next"})
    assert response.status_code == 400
    assert "This exercise is not known; choose a topic again." in response.text


async def test_the_last_exercise_ends_the_session(alice: httpx.AsyncClient) -> None:
    form = fields((await alice.get("/practise", params={"topic": "programs"})).text)
    page = (await alice.post("/practise", data={**form, "number": "5", "do": "next"})).text
    assert "These were all exercises of this level." in page


@pytest.mark.parametrize(
    ("language", "question"), [("de", "Berechne 2,5 · 3."), ("en", "Calculate 2.5 × 3."), ("fr", "Calculez 2,5 × 3.")]
)
def test_a_question_has_the_signs_of_the_reader(language: str, question: str) -> None:
    from agents.user_messages import TranslatableText

    made = generate("decimals", 1, 1)
    asked = TranslatableText("Calculate {expression}.", expression="2.5 × 3")
    token = current_language.set(language)
    try:
        assert question_text(Exercise(asked, made.answer, made.rule, kind="x", topic="x", level=1, seed=1)) == question
    finally:
        current_language.reset(token)

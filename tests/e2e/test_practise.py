"""An exercise is missed, hinted, solved and followed by the next one, by keyboard alone on a small phone."""

import re

from playwright.sync_api import Page, expect

from agents.exercises.exercise import KnownAnswer
from agents.exercises.registry import ExerciseSession
from tests.e2e.cloud import Cloud
from tests.e2e.test_everyone import PHONE, barriers, expect_none, walk_to


def expect_accessible(page: Page, where: str) -> None:
    expect_none(page, lambda: barriers(page), where)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], where


def answer(page: Page) -> str:
    """The answer of the exercise on the page, which its fields name and it does not show."""
    topic, level, seed, number = (
        page.locator(f"#practice input[name={name}]").input_value() for name in ("topic", "level", "seed", "number")
    )
    exercise = ExerciseSession(topic, int(level), int(seed)).exercise(int(number))
    assert exercise is not None
    assert isinstance(exercise.answer, KnownAnswer)
    return exercise.answer.text


def test_an_exercise_is_practised_by_keyboard(bob_signed_in: Page, cloud: Cloud) -> None:
    page = bob_signed_in
    page.set_viewport_size(PHONE)
    page.goto(f"{cloud.url}/practise")
    expect_accessible(page, "the topics")
    page.get_by_label("Topic").select_option("fractions")
    walk_to(page, page.get_by_role("button", name="Start"))
    page.keyboard.press("Enter")
    field, said = page.get_by_label("Your answer"), page.get_by_role("status")
    expect(field).to_be_focused()
    page.keyboard.type("1/97")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Not right yet. Try again, or take a hint.")
    expect(field).to_be_focused()
    expect_accessible(page, "a missed exercise")
    walk_to(page, page.get_by_role("button", name="Hint"))
    page.keyboard.press("Enter")
    expect(said).to_have_text(re.compile(r"^Hint 1 of \d"))
    expect(field).to_be_focused()
    page.keyboard.type(answer(page))
    page.keyboard.press("Enter")
    expect(said).to_contain_text("✓ Right.")
    following = page.get_by_role("button", name="Next exercise")
    expect(following).to_be_focused()
    expect_accessible(page, "a solved exercise")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Exercise 2")).to_be_visible()
    expect(field).to_be_focused()

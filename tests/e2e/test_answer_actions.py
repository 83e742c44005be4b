"""What can be done with an answer: copy, rate, ask again, edit its question, stop it and go on with it."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.agents.fakes.bedrock import calls, cut, says
from tests.agents.fakes.scripted import Pause
from tests.e2e.chat import (
    CAREFUL,
    FAST,
    PICK_IS_SENT,
    SMALL,
    Chat,
    answers,
    grows,
    pick,
    questions,
    quiet_line,
    step,
)
from tests.e2e.person import ask, finish, send


def test_an_answer_is_copied_rated_made_again_and_its_question_edited(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    model.on("name a prime", says("Seven is a prime. It costs $5 or $10."))
    ask(page, "Please name a prime")
    expect(answers(page)).to_contain_text("It costs $5 or $10.")
    page.locator(".lucide-copy").last.click()
    expect(page.locator(".lucide-check")).to_be_visible()
    assert "Seven is a prime." in page.evaluate("navigator.clipboard.readText()")

    page.locator(".positive-feedback-off").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("A fine prime")
    page.locator("#submit-feedback").click()
    expect(page.locator(".positive-feedback-on")).to_be_visible()
    page.reload()
    expect(page.locator(".positive-feedback-on")).to_be_visible()
    page.locator(".lucide-message-circle").click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("A fine prime")
    page.keyboard.press("Escape")

    pick(page, "model", CAREFUL)
    page.wait_for_timeout(PICK_IS_SENT)
    model.on("name a prime", says("Eleven is one as well."))
    page.get_by_role("button", name="Answer again").click()
    expect(answers(page)).to_have_text(re.compile("Eleven is one as well"))
    finish(page)
    expect(quiet_line(page)).to_have_count(1)
    expect(quiet_line(page)).to_contain_text(CAREFUL)
    assert model.models[-1].endswith("nova-pro-v1:0")

    model.on("And a composite", says("Twelve."))
    ask(page, "And a composite number?")
    expect(page.get_by_role("button", name="Answer again")).to_have_count(1)

    model.on("name a square", says("Nine is a square."))
    edit(page, 0, "Please name a square")
    expect(answers(page)).to_have_text(re.compile("Nine is a square"))
    finish(page)
    expect(questions(page)).to_have_text([re.compile("^Please name a square")])
    told = str(model.requests[-1]["messages"])
    assert "prime" not in told
    assert "composite" not in told

    page.reload()
    expect(answers(page)).to_have_text([re.compile("Nine is a square")])
    expect(questions(page)).to_have_text([re.compile("^Please name a square")])
    model.on("what did I ask", says("For a square."))
    ask(page, "Now what did I ask?")
    assert "Please name a square" in (told := str(model.requests[-1]["messages"]))
    assert "composite" not in told
    finish(page)
    walk_the_versions(chat)


def walk_the_versions(chat: Chat) -> None:
    """All versions are there, chosen by keyboard and on a phone, and the model goes on from the one that is shown."""
    page, model = chat.page, chat.model
    before, after = (page.get_by_role("button", name=f"{which} version") for which in ("Previous", "Next"))
    expect(page.get_by_role("group", name="Version 3 of 3")).to_have_text("3 / 3")
    link = f"{page.url}#{questions(page).first.locator('[id^=step-]').first.get_attribute('id')}"
    expect(after).to_be_disabled()
    before.press("Enter")
    expect(page.get_by_role("group", name="Version 2 of 3")).to_be_visible()
    expect(answers(page)).to_have_text([re.compile("Eleven is one as well"), re.compile("Twelve")])
    expect(before).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 740})
    before.press("Space")
    expect(page.get_by_role("group", name="Version 1 of 3")).to_be_visible()
    expect(before).to_be_disabled()
    expect(after).to_be_focused()
    expect(questions(page)).to_have_text([re.compile("Please name a prime")])
    expect(page.locator(".positive-feedback-on")).to_be_visible()
    page.reload()
    expect(answers(page)).to_have_text([re.compile("Seven is a prime")])
    model.on("And now", says("As before."))
    ask(page, "And now?")
    assert "Seven is a prime" in (told := str(model.requests[-1]["messages"]))
    assert not any(said in told for said in ("square", "Eleven", "Twelve"))
    after.click()
    expect(answers(page)).to_have_text([re.compile("Eleven is one as well"), re.compile("Twelve")])
    page.goto("about:blank")
    page.goto(link)
    expect(answers(page).first).to_have_text(re.compile("Nine is a square"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [violation for violation in found if "versions" in str(violation)] == []


def edit(page: Page, number: int, question: str) -> None:
    """Edit a question by keyboard alone."""
    questions(page).nth(number).locator(".edit-message").focus()
    page.keyboard.press("Enter")
    page.locator("#edit-chat-input").fill(question)
    page.locator(".confirm-edit").click()


def test_an_edited_question_is_shown_in_every_tab(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    for word in ("first", "second"):
        model.on(f"the {word} one", says(f"The {word} answer."))
        ask(page, f"This is the {word} one")
    other = page.context.new_page()
    other.goto(page.url)
    expect(answers(other)).to_have_count(2)

    model.on("a better one", says("The better answer."))
    edit(page, 0, "This is a better one")
    expect(answers(page)).to_have_text(re.compile("The better answer"))
    finish(page)

    for tab in (other, page):
        expect(questions(tab)).to_have_text([re.compile("This is a better one")])
        expect(answers(tab)).to_have_text([re.compile("The better answer")])
    model.on("Go on from it", says("It goes on."))
    ask(other, "Go on from it")
    other.close()


def test_stopping_keeps_what_was_said_and_the_rest_can_follow(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    never = Pause()
    model.on("a long story", grows("Once upon a time ", never, "the end."))
    send(page, "Tell a long story")
    expect(page.get_by_text("Once upon a time")).to_be_visible()
    page.locator("#stop-button").click()
    expect(page.get_by_text("Stopped.")).to_be_visible()
    expect(page.get_by_text("Once upon a time")).to_be_visible()
    expect(page.locator(".loading-cursor")).to_have_count(0)

    page.reload()
    expect(page.get_by_text("Once upon a time")).to_be_visible()
    model.on("Please continue", cut("there was a teacher"))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("This answer was cut off at the model's length limit.")).to_be_visible()
    finish(page)
    model.on("Please continue", says("who knew the end."))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("who knew the end.")).to_be_visible()
    finish(page)
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)
    assert "there was a teacher" in str(model.requests[-1]["messages"])


def test_stopping_a_specialist_keeps_its_text(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    model.on("Slow roots, please", calls(("m1", "math_assistant", {"query": "Find slow roots"})))
    model.on("Find slow roots", grows("The discriminant is 1, so ", Pause(), "the end."))
    send(page, "Slow roots, please")
    said = page.get_by_text("The discriminant is 1, so")
    expect(said).to_be_visible()
    page.locator("#stop-button").click()
    expect(answers(page)).to_contain_text("Stopped.")
    finish(page)
    for is_opened_again in (False, True):
        if is_opened_again:
            page.reload()
            expect(answers(page)).to_contain_text("Stopped.")
        expect(said).to_be_visible()
        expect(step(page, "Math")).to_have_attribute("aria-expanded", "true")
        expect(page.get_by_text("not finished")).to_have_count(0)
        expect(page.locator("[data-step-type=tool] .lucide-sigma")).to_be_visible()  # and no sign of an error
    model.on("Please continue", says("x is 2 or 3."))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("x is 2 or 3.")).to_be_visible()
    finish(page)
    assert "The discriminant is 1, so" in str(model.requests[-1]["messages"])


def test_examples_below_an_answer_fit_a_phone_and_say_what_they_ask(chat: Chat) -> None:
    page = chat.next_chat(SMALL)
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, "What can you do?")
    for question in (
        "Solve the quadratic equation x^2 + 5x + 6 = 0",
        "Help me improve this sentence: Me and him went to store",
    ):
        example = page.get_by_role("button", name=question, exact=True)
        expect(example).to_be_visible()
        assert example.evaluate("e => e.getBoundingClientRect().right <= innerWidth && e.scrollWidth <= e.clientWidth")

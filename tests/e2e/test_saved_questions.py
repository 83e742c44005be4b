"""A question is saved with its star, asked again from the composer, and removed; by keyboard and on a phone."""

from playwright.sync_api import Page, expect

from tests.agents.fakes.bedrock import says
from tests.e2e.chat import FAST, Chat, answers, picker, questions
from tests.e2e.person import ask, composer, finish


def test_a_question_is_saved_asked_again_and_removed(chat: Chat) -> None:
    page = chat.next_chat(FAST)
    for _ in range(2):
        chat.model.on("Which questions", says("Those that are worth asking twice."))
    listed(page)
    expect(page.get_by_text("No saved questions yet")).to_be_visible()
    page.keyboard.press("Escape")
    ask(page, "Which questions shall I keep?")
    star = page.get_by_role("button", name="Save this question")
    expect(star).to_be_enabled()
    star.press("Enter")
    expect(page.get_by_role("button", name="Remove this question from the saved ones")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Remove this question from the saved ones")).to_be_visible()

    page.set_viewport_size({"width": 360, "height": 740})
    listed(page)
    expect(page.get_by_role("row", name="Which questions shall I keep?")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(composer(page)).to_have_text("Which questions shall I keep?")
    expect(page.get_by_role("button", name="Saved questions")).to_be_focused()  # the list has closed, and gives it back
    composer(page).press("Enter")
    expect(questions(page)).to_have_text(["Which questions shall I keep?"] * 2)
    expect(answers(page)).to_have_count(2)  # until it comes the page may not be busy yet
    finish(page)

    listed(page)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("No saved questions yet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Save this question")).to_have_count(2)


def listed(page: Page) -> None:
    """Open the list of saved questions by keyboard."""
    expect(picker(page, "route")).to_be_enabled()  # the last of what a new page brings; before it, buttons change
    page.get_by_role("button", name="Saved questions").focus()
    page.keyboard.press("Enter")

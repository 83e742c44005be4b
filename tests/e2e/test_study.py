"""Study on the embedded model: a learner without an account finds the answer by hints."""

from playwright.sync_api import expect

from tests.e2e.chat import SMALL, Chat, answers, pick
from tests.e2e.person import ask, finish


def test_a_quadratic_is_solved_by_three_hints_and_checked(chat: Chat) -> None:
    page = chat.next_chat(SMALL)
    pick(page, "how", "Study")
    ask(page, "Solve x^2 - 5x + 6 = 0")
    expect(answers(page).last).to_contain_text("Hint 1 of 4")
    page.get_by_role("button", name="Next hint").click()
    expect(answers(page).last).to_contain_text("Hint 2 of 4")
    finish(page)
    page.reload()
    page.get_by_role("button", name="Next hint").click()
    expect(answers(page).last).to_contain_text("Hint 3 of 4")
    finish(page)
    expect(page.get_by_role("button", name="Show me")).to_be_visible()
    expect(answers(page).filter(has_text="x = 2")).to_have_count(0)
    ask(page, "x = 3")
    expect(answers(page).last).to_contain_text("there is another solution")
    ask(page, "3 and 2")
    expect(answers(page).last).to_contain_text("Right, that is the answer.")
    expect(page.get_by_role("button", name="Show me")).to_have_count(0)
    pick(page, "how", "Answer")

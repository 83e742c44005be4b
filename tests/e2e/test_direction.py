"""Arabic, Hebrew and Persian are read from the right, formulas and code between their words from the left."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.chat import FAST, WINDOW, Chat, answers, questions
from tests.e2e.person import ask
from tests.e2e.right_to_left import FACT, QUESTIONS, replies

# The pieces of an element's text in the order in which they are seen in its first line, from the left.
SEEN = """(element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".katex-mathml")) continue;
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+|[^\\s\\u200b]/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      pieces.push([range.getBoundingClientRect(), word[0]]);
    }
  }
  return pieces.sort(([one], [other]) => one.left - other.left).map(([, word]) => word);
}"""
BOX = "element => element.getBoundingClientRect().toJSON()"
TEXT_BOX = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().toJSON();
}"""
BESIDE = """() => {
  const box = (one) => document.querySelector(one).getBoundingClientRect();
  const [page, bar] = [box("main"), box("[data-sidebar=sidebar]")];
  return Math.abs(page.right - bar.left) < 1 && bar.right === innerWidth;
}"""
FORMULA = ["2", "x", "=", "4"]


def seen(element: Locator) -> list[str]:
    return list(element.evaluate(SEEN))


def box(element: Locator) -> dict[str, float]:
    found: dict[str, Any] = element.evaluate(BOX)
    return found


def text_box(element: Locator) -> dict[str, float]:
    found: dict[str, Any] = element.evaluate(TEXT_BOX)
    return found


def is_at_right(inner: dict[str, float], outer: dict[str, float]) -> bool:
    return outer["right"] - inner["right"] < inner["left"] - outer["left"]


@pytest.fixture(scope="module")
def conversation(chat: Chat) -> str:
    """The address of a conversation with a question and an answer in each of the languages."""
    page = chat.next_chat(FAST)
    for question, reply in replies().items():
        chat.model.on(question, reply)
        ask(page, question)
    return page.url


@pytest.fixture
def page(chat: Chat, conversation: str) -> Page:
    chat.page.set_viewport_size(WINDOW)
    chat.page.goto(conversation)
    expect(answers(chat.page)).to_have_count(3)
    return chat.page


def test_what_is_written_from_the_right_is_read_from_the_right(chat: Chat, page: Page) -> None:
    expect(answers(page).locator(".katex-html")).to_have_count(10)
    for formula in answers(page).locator(".katex-html").all():
        assert seen(formula) == FORMULA
    expect_sentences(page)
    expect_blocks(answers(page).first)

    chat.page.goto(f"{chat.cloud.url}/memory")
    page.get_by_label("What should I remember?").fill(FACT)
    page.get_by_role("button", name="Remember", exact=True).click()
    fact = page.get_by_role("article").get_by_text(FACT, exact=True).first
    assert seen(fact)[0] == "."
    assert is_at_right(text_box(fact), box(page.get_by_role("article").first))
    page.get_by_label("Search").first.fill(FACT)
    expect(page.get_by_label("Search").first).to_have_css("direction", "rtl")
    chat.page.goto(f"{chat.cloud.url}/my-data")
    page.get_by_label("erase everything").fill(FACT)
    expect(page.get_by_label("erase everything")).to_have_css("direction", "rtl")


def expect_sentences(page: Page) -> None:
    """Questions, their titles in the sidebar, and the sentences of answers."""
    for question in questions(page).locator("pre").all():
        assert seen(question)[0] == "."
        assert "".join(seen(question)).count("2x=4") == 1
    title = page.locator("#thread-history .truncate").first
    assert seen(title)[-1] == QUESTIONS["arabic"].split()[0]
    paragraphs = answers(page).locator("[role=article]")
    for number, last in ((0, "."), (3, "."), (4, ".")):
        assert seen(paragraphs.nth(number))[0] == last
        assert is_at_right(text_box(paragraphs.nth(number)), box(answers(page).first))
    assert seen(paragraphs.nth(0))[-2:] == ["المعادلة", "لحل"]
    assert seen(paragraphs.nth(2))[-1] == "."  # the English one
    assert not is_at_right(text_box(paragraphs.nth(2)), box(answers(page).first))
    assert seen(answers(page).locator("h1"))[-2:] == ["المعادلة", "حل"]


def expect_blocks(answer: Locator) -> None:
    """Lists, quotes, tables and code."""
    whole = box(answer)
    items = answer.locator("li")
    for item in items.all():
        assert is_at_right(text_box(item), whole)
        assert box(item)["right"] < box(answer.locator("ul"))["right"]  # there is the mark
    expect(answer.locator("blockquote")).to_have_css("border-right-width", "2px")
    expect(answer.locator("blockquote")).to_have_css("border-left-width", "0px")
    name, value = answer.get_by_role("columnheader").all()
    assert box(name)["left"] > box(value)["left"]
    for cell in answer.get_by_role("cell").all():
        assert is_at_right(text_box(cell), box(cell))
    code = answer.locator("pre code")
    assert not is_at_right(text_box(code), box(code))
    assert "".join(seen(answer.locator("code").first)) == "print(2*x)"


def test_the_page_is_mirrored_in_a_language_that_is_written_from_the_right(chat: Chat, page: Page) -> None:
    for width in (1180, 360):
        page.set_viewport_size({"width": width, "height": 860})
        page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
        assert is_at_right(box(answers(page).locator("img").first), {"left": 0, "right": width})
        question = questions(page).locator("pre").first
        assert not is_at_right(box(question), box(questions(page).first))
        star, edit = (questions(page).first.locator(name) for name in (".favorite-message", ".edit-message"))
        bubble = question.locator("xpath=ancestor::*[4]")
        assert 0 <= box(star)["left"] - box(bubble)["right"] < 40
        assert 0 <= box(edit)["left"] - box(star)["right"] < 40
        if width == 360:
            expect(page.locator("[data-sidebar=sidebar]")).to_have_count(0)  # the page has become that of a phone
            page.locator("#sidebar-trigger-button").first.click()
            expect(page.get_by_role("dialog")).to_be_visible()
        bar = page.locator("[data-sidebar=sidebar]").last
        page.wait_for_function(
            "bar => Math.abs(bar.getBoundingClientRect().right - innerWidth) < 1", arg=bar.element_handle()
        )
        row = bar.locator("#thread-history a").first
        assert not is_at_right(box(row.locator("#thread-options")), box(row))
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.set_viewport_size(WINDOW)
    expect(page.locator("[data-sidebar=sidebar]")).to_have_count(1)
    page.locator("#sidebar-trigger-button").first.click()
    page.wait_for_function("() => document.querySelector('main').getBoundingClientRect().width === innerWidth")
    expect(page.locator("[data-sidebar=sidebar]").first).not_to_be_in_viewport()
    page.locator("#header #sidebar-trigger-button").click()
    page.wait_for_function(BESIDE)  # until then everything moves, and a press may miss
    page.get_by_role("button", name=re.compile("^Helpful")).first.click()
    close, dialog = page.get_by_role("button", name="Close"), page.get_by_role("dialog")
    assert not is_at_right(box(close), box(dialog))
    page.keyboard.press("Escape")
    page.reload()  # for whoever has this page next

"""The page for everyone: by keyboard alone, with a screen reader, on a small phone, light or dark, in each language."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, ViewportSize, expect

from chat.chainlit_adapter.bootstrap import distribution, translation
from chat.i18n.language import CATALOGUES, ENGLISH
from tests.chat.i18n.test_language import leaves
from tests.e2e.chat import picker
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import PATIENCE, Profiles
from tests.e2e.person import ALICE, ask, composer, finish, hold_answers, send, sidebar

QUESTION = "Solve the quadratic equation x^2 + 5x + 6 = 0"
Scheme = Literal["light", "dark"]
PHONE: ViewportSize = {"width": 360, "height": 740}
MANY = 80  # more stops than a page has
LOOK_AGAIN = 500  # ms
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": PHONE, "locale": "de-AT"},
    "english": {},
    "spanish": {"locale": "es-MX"},
    "german": {"locale": "de-AT"},
    "chinese": {"locale": "zh-CN"},
}
# The chat has a class for the colours that it follows; no other page has one before somebody chooses.
FOLLOWS = "scheme => !document.documentElement.matches(scheme === 'dark' ? '.light' : '.dark')"
# What the page puts off until it has time waits longer; `later` comes after what is put off in the meantime.
SLOWLY = """() => {
  const wait = window.setTimeout;
  window.setTimeout = (call, time, ...rest) => wait(call, time || 1000, ...rest);
  window.later = new Promise((done) => wait(done, 2500));
}"""
# What opens hears no key of the page until a moment later, as on a slow machine.
UNHEARD = """() => {
  const { addEventListener, removeEventListener } = document;
  const waiting = new Map();
  document.addEventListener = (...of) => {
    if (of[0] !== "keydown") addEventListener.apply(document, of);
    else waiting.set(of[1], setTimeout(() => addEventListener.apply(document, of), 300));
  };
  document.removeEventListener = (...of) => {
    clearTimeout(waiting.get(of[1]));
    removeEventListener.apply(document, of);
  };
}"""
BARRIERS = """async () => {
  const { violations } = await axe.run({ reporter: "no-passes" });
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
}"""


@pytest.fixture(scope="module")
def history(profiles: Profiles, cloud: Cloud) -> None:
    """One conversation of Alice's."""
    with profiles.new_chat(cloud, ("alice", ALICE)) as page:
        ask(page, QUESTION)


@pytest.fixture(params=["english"])
def page(profiles: Profiles, cloud: Cloud, history: None, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new chat in a browser as this test's person has set it up."""
    with profiles.new_chat(cloud, ("alice", ALICE), reduced_motion="reduce", **LOOKS[request.param]) as page:
        yield page


def barriers(page: Page) -> list[Any]:
    """Everything that axe finds: each rule, and the elements that break it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(BARRIERS)
    return found


def look_in(page: Page, scheme: Scheme) -> None:
    """Change the colours of the system, and wait until the open page has followed."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(FOLLOWS, arg=scheme)


def expect_none(page: Page, look: Callable[[], Collection[object]], where: str) -> None:
    """Look again while there is something: a page on a busy machine may not be finished yet."""
    for _ in range(PATIENCE // LOOK_AGAIN):
        if not look():
            return
        page.wait_for_timeout(LOOK_AGAIN)
    assert not look(), where


def expect_no_barrier(page: Page, where: str) -> None:
    """No barrier, and nothing to scroll for sideways."""
    expect_none(page, lambda: barriers(page), where)
    assert page.viewport_size is not None
    assert page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"], where


@pytest.mark.parametrize(("page", "schemes"), [("light", ["light", "dark"]), ("phone", ["light"])], indirect=["page"])
def test_no_screen_has_a_barrier(page: Page, cloud: Cloud, schemes: list[Scheme]) -> None:
    order = [*schemes]

    def look(where: str) -> None:
        for scheme in order:
            look_in(page, scheme)
            expect_no_barrier(page, f"{where}, {scheme}")
        order.reverse()  # so that the next screen begins in these colours

    expect(page.locator("#starters button").first).to_be_visible()
    look("empty")
    page.locator("#mode-picker-trigger-route").click()
    expect(page.locator("#mode-picker-popover-route")).to_be_visible()
    look("picker")
    page.keyboard.press("Escape")

    if page.viewport_size == PHONE:
        icons = page.locator("#header a img")
        assert icons.evaluate_all("icons => icons.map((icon) => icon.offsetWidth)") == [20] * 6
        page.locator("#sidebar-trigger-button").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    sidebar(page, QUESTION).first.click()
    page.locator("#stop-button").wait_for(state="detached")
    expect(page.locator("[data-step-type=assistant_message]").first).to_be_visible()
    page.locator("[data-step-type=tool] button[aria-expanded]").first.click()
    look("history")
    for path in ("/status", "/memory", "/my-data", "/people"):
        page.goto(cloud.url + path)
        look(path)

    hold_answers(page)
    page.goto(cloud.url)
    send(page, QUESTION)
    expect(page.locator("#stop-button")).to_be_visible()
    expect(page.locator("[data-step-type=assistant_message]")).to_be_visible()
    look("streaming")

    page.context.clear_cookies()
    page.goto(cloud.url)
    expect(page.locator("#password")).to_be_visible()
    look("login")


def test_the_search_has_a_name_and_no_barrier(page: Page, cloud: Cloud) -> None:
    page.get_by_role("button", name="Search conversations").click()
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    expect_no_barrier(page, "empty search")
    dialog.get_by_role("combobox").fill("quadratic")
    expect(dialog.get_by_role("option").first).to_be_visible()
    expect_no_barrier(page, "search")


def test_the_header_is_of_controls_with_names(page: Page) -> None:
    header = page.locator("#header")
    account = header.get_by_role("button", name="Account")
    expect(account).to_have_text("A")  # of Alice, not of her subject
    expect(header.get_by_role("group")).to_have_count(0)
    for control in header.locator("a, button").filter(visible=True).all():
        assert control.evaluate("element => element.tabIndex") == 0
        expect(control).to_have_accessible_name(re.compile(r"\w"))


def walk_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press the key until the goal has the focus; it is looked for by its name only where the page was made anew."""
    element = goal.element_handle()
    for _ in range(MANY):
        page.keyboard.press(key)
        if not element.evaluate("element => element.isConnected"):
            element = goal.element_handle()
        if element.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"no way to {goal} by keyboard")


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    expect(page.locator("#starters button").first).to_be_visible()
    skip = page.get_by_role("link", name="Skip to your question")
    walk_to(page, skip)
    page.keyboard.press("Enter")
    expect(composer(page)).to_be_focused()

    walk_to(page, page.get_by_role("button", name="Who answers: Auto"))
    page.keyboard.press("Enter")
    expect(page.locator("#mode-picker-popover-route")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#mode-picker-popover-route")).to_have_count(0)

    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answer = page.locator("[data-step-type=assistant_message]")
    expect(answer).to_contain_text("x = −3 or x = −2")
    finish(page)
    expect(page.get_by_role("status").get_by_text("The answer is complete.")).to_be_attached()

    step = page.get_by_role("button", name=re.compile("^Math · "))
    walk_to(page, step, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(step).to_have_attribute("aria-expanded", "true")
    walk_to(page, answer.get_by_role("button", name="Copy"))
    walk_to(page, answer.get_by_role("button", name="Helpful", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("Clear.")
    walk_to(page, page.get_by_role("dialog").get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(answer.locator(".positive-feedback-on")).to_be_visible()

    fold = page.locator("#sidebar-trigger-button").first
    walk_to(page, fold, "Shift+Tab")
    walk_to(page, page.get_by_role("button", name="Options of this conversation").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Rename")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem")).to_have_count(0)
    walk_to(page, page.get_by_role("link", name="My data"))

    walk_to(page, page.get_by_role("button", name="Account"))
    page.keyboard.press("Enter")
    page.get_by_role("menuitem").first.wait_for()
    for _ in range(page.get_by_role("menuitem").count()):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are signed out")).to_be_visible()


@pytest.mark.parametrize("button", ["Who answers: Auto", "Saved questions", "Light or dark"])
def test_what_is_typed_when_a_list_has_closed_is_not_sent_elsewhere(page: Page, button: str) -> None:
    lists = page.locator("[role=menu], [role=dialog]")
    opener = page.get_by_role("button", name=button)
    expect(picker(page, "route")).to_be_enabled()  # the last of what a new page brings; before it, buttons change
    opener.focus()
    page.keyboard.press("Enter")
    expect(lists).to_have_count(1)
    page.evaluate(SLOWLY)
    page.keyboard.press("Escape")
    expect(lists).to_have_count(0)
    composer(page).focus()
    page.keyboard.type("Solve")
    page.evaluate("later")
    expect(composer(page)).to_be_focused()
    expect(composer(page)).to_have_text("Solve")

    page.evaluate(UNHEARD)
    opener.focus()
    page.keyboard.press("Enter")
    expect(lists).to_have_count(1)
    page.keyboard.press("Escape")
    expect(lists).to_have_count(0)
    expect(opener).to_be_focused()


def test_escape_closes_a_menu_below_a_tooltip(page: Page, cloud: Cloud) -> None:
    options = page.get_by_role("button", name="Options of this conversation").first
    options.focus()
    tooltip = page.get_by_role("tooltip")
    expect(tooltip).to_have_count(1)
    page.keyboard.press("Escape")
    expect(tooltip).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Rename")).to_be_visible()
    expect(page.locator("[data-side=right]", has_text=QUESTION)).to_be_attached()  # the tooltip is open again
    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem")).to_have_count(0)
    expect(options).to_be_focused()


def test_a_newcomer_has_a_solved_equation_after_two_clicks(page: Page, cloud: Cloud) -> None:
    page.get_by_role("button", name="Math", exact=True).click()
    page.get_by_role("button", name="Solve an equation").click()
    expect(page.locator("[data-step-type=assistant_message]")).to_contain_text("x = −3 or x = −2")


GROUND = "() => getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("page", ["dark"], indirect=True)
def test_light_or_dark_follows_the_system_until_the_person_chooses(page: Page, cloud: Cloud) -> None:
    html = page.locator("html")
    expect(html).to_have_class("dark")
    page.emulate_media(color_scheme="light")
    expect(html).to_have_class("light")
    page.goto(f"{cloud.url}/my-data")
    paper = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) != paper
    page.emulate_media(color_scheme="light")
    assert page.evaluate(GROUND) == paper
    page.go_back()

    page.get_by_role("button", name="Light or dark").click()
    page.get_by_role("menuitem", name="Dark").click()
    expect(html).to_have_class("dark")
    page.reload()
    expect(composer(page)).to_be_visible()
    expect(html).to_have_class("dark")
    page.goto(f"{cloud.url}/my-data")
    expect(page.locator("html")).to_have_class("dark")


@pytest.mark.parametrize(
    ("page", "question", "own"),
    [
        ("spanish", "Haz una pregunta…", "Mis datos"),
        ("german", "Stell eine Frage…", "Meine Daten"),
        ("chinese", "请输入你的问题…", "我的数据"),
    ],
    indirect=["page"],
)
def test_the_page_speaks_the_browsers_language(page: Page, question: str, own: str) -> None:
    expect(page.get_by_placeholder(question)).to_be_visible()
    expect(page.locator("html")).not_to_have_attribute("lang", "en")
    language = page.locator("html").get_attribute("lang")
    page.get_by_role("link", name=own).click()
    expect(page.get_by_role("heading", name=own)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language


# Everything that a page shows or tells a screen reader, but for what the person wrote.
TOLD = """() => {
  const told = [];
  const named = "a:has(> [data-sidebar=menu-button]), [cmdk-item]"; // conversations, by their first question
  const theirs = `script, style, [data-step-type=user_message], ${named}`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const renamed = parent.matches(".sr-only") && parent.closest("[aria-label]");
    if (!renamed && !parent.closest(theirs)) told.push(walker.currentNode.data.trim());
  }
  for (const element of document.body.querySelectorAll(`:not(${named}, :is(${named}) > *), #thread-options`))
    for (const name of ["aria-label", "title", "placeholder", "alt"]) told.push(element.getAttribute(name) ?? "");
  return told.filter(Boolean);
}"""


def untranslated() -> set[str]:
    """What a German reads where a translation is not used, and what Chainlit has in English only."""
    translations = json.loads((CATALOGUES / "de.json").read_text("utf-8"))
    said = {english: german for english, german in translations.items() if isinstance(german, str)}
    shipped = distribution().parent.parent / "translations"
    english, german = (leaves(translation(shipped, language)) for language in (ENGLISH, "de"))
    said |= {text: german[where] for where, text in english.items()}
    return {"Output", "logo", "Avatar for Teacher's Assistant", *said} - set(said.values())


@pytest.mark.parametrize("page", ["german"], indirect=True)
def test_nothing_stays_english_for_a_german(page: Page, cloud: Cloud) -> None:
    english = untranslated()
    expect(page.locator("#starters button").first).to_be_visible()
    expect_none(page, lambda: english.intersection(page.evaluate(TOLD)), "empty")

    ask(page, QUESTION)
    for name in ("Mathematik", "Taschenrechner"):
        page.get_by_role("button", name=re.compile(f"^{name} · ")).click()
    expect(page.locator("code", has_text="solve")).to_be_visible()
    expect_none(page, lambda: english.intersection(page.evaluate(TOLD)), "answered")

    page.locator("#search-chats-button").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Schließen")).to_be_visible()
    expect_none(page, lambda: english.intersection(page.evaluate(TOLD)), "search")
    for path in ("/status", "/memory", "/my-data", "/people"):
        page.goto(cloud.url + path)
        expect_none(page, lambda: english.intersection(page.evaluate(TOLD)), path)


def test_nothing_moves_for_who_wants_no_motion(page: Page, cloud: Cloud) -> None:
    expect(composer(page)).to_be_visible()
    moving = """() => [...document.querySelectorAll("*")].flatMap((element) => {
      const { animationDuration, transitionDuration } = getComputedStyle(element);
      return [animationDuration, transitionDuration].filter((time) => parseFloat(time) > 0.01);
    })"""
    assert page.evaluate(moving) == []

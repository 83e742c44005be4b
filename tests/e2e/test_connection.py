"""A page whose conversation is long, whose network is cut, or that is reloaded at once: one server behind a relay."""

import asyncio
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect
from yarl import URL

from chat.history.sqlite.store import SqliteStore
from tests.agents.fakes.bedrock import BedrockFake, says
from tests.agents.fakes.scripted import Pause
from tests.e2e.chat import answers, grows, questions
from tests.e2e.conftest import DESKTOP, PATIENCE
from tests.e2e.fake_bedrock import fake_bedrock
from tests.e2e.person import composer, send, wait_until
from tests.support.alb import Alb, key_endpoint
from tests.support.relay import Relay, relay
from tests.support.server import chat_server
from tests.support.threads import identifier, put_turns, turn

OWNER = "alice-sub"
TURNS = 60
LOST = "The connection is lost."
PHONE: ViewportSize = {"width": 360, "height": 740}
GO = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"  # as a link does
COUNT_DRAWINGS = """
window.drawings = 0;  // of new buttons that bring an answer back for review
new MutationObserver((changes) => {
  const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
  if (added.some((node) => node.matches?.(".lucide-repeat") || node.querySelector?.(".lucide-repeat"))) drawings += 1;
}).observe(document, { childList: true, subtree: true });
"""


@dataclass
class Network:
    """The way of Alice's pages to their server, which holds one long conversation of hers."""

    browser: Browser
    relay: Relay
    alb: Alb
    model: BedrockFake
    thread: str

    @property
    def url(self) -> str:
        return f"http://localhost:{self.relay.port}"

    def open(self, path: str = "/", viewport: ViewportSize = DESKTOP, script: str = "") -> Page:
        """Open a page in a browser profile of its own; a script runs in it first."""
        page = self.new_page(viewport)
        page.add_init_script(script)
        page.goto(self.url + path)
        expect(composer(page)).to_be_visible()
        return page

    def new_page(self, viewport: ViewportSize = DESKTOP) -> Page:
        """Return an empty page in a browser profile of its own, before a network that is whole."""
        self.relay.mend()
        headers = self.alb.headers(OWNER, exp=int(time.time()) + 600)
        context: BrowserContext = self.browser.new_context(
            locale="en-US", extra_http_headers=headers, viewport=viewport
        )
        context.set_default_timeout(PATIENCE)
        return context.new_page()


@pytest.fixture(scope="module")
def network(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    folder, alb, thread = tmp_path_factory.mktemp("connection"), Alb(), identifier("long")
    with ThreadPoolExecutor(1) as pool:  # Playwright has a loop of its own in this thread
        pool.submit(asyncio.run, _prepare(folder, thread)).result()
    with fake_bedrock() as model, key_endpoint(alb) as keys, relay() as way:
        given = {**model.environment(), "PUBLIC_URL": f"http://localhost:{way.port}"}
        with chat_server(folder, keys.url, **given) as server:
            way.target = URL(server.url).port or 0
            yield Network(browser, way, alb, model, thread)


async def _prepare(folder: Path, thread: str) -> None:
    store = SqliteStore(folder / "history.db")
    await put_turns(store, OWNER, thread, TURNS)
    await store.close()


def scroller(page: Page) -> Any:
    return questions(page).first.evaluate_handle("element => element.closest('.overflow-y-auto')")


def place(message: Locator) -> float:
    box = message.bounding_box()
    assert box
    return box["y"]


def test_a_long_conversation_opens_at_its_end_and_goes_on_as_it_is_scrolled_up(network: Network) -> None:
    page = network.open(f"/thread/{network.thread}", script=COUNT_DRAWINGS)
    expect(page.get_by_text(f"Question {TURNS - 1}?", exact=True)).to_be_in_viewport()
    expect(questions(page)).to_have_count(25)
    expect(page.get_by_role("button", name="Practise this later")).to_have_count(25)
    assert page.evaluate("drawings") < 10
    page.wait_for_timeout(500)  # the page has come to rest, and asks for nothing more by itself
    expect(questions(page)).to_have_count(25)

    first = page.get_by_text("Question 35?", exact=True)
    box = scroller(page)
    before = box.evaluate("box => { box.scrollTop = 300; return box.scrollTop }")
    top = place(first)
    expect(questions(page)).to_have_count(50)
    assert abs(place(first) - top) < 3
    assert box.evaluate("box => box.scrollTop") > before + 1000

    box.evaluate("box => { box.scrollTop = 0 }")
    expect(questions(page)).to_have_count(TURNS)
    assert questions(page).all_inner_texts() == [f"Question {number}?" for number in range(TURNS)]
    expect(page.get_by_text("Earlier messages are loading…")).to_have_count(0)

    # A page that comes back after its network was cut is sent the conversation again.
    page.get_by_text("Question 20?", exact=True).evaluate("element => element.scrollIntoView()")
    top = place(page.get_by_text("Question 20?", exact=True))
    asked: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(frame)))
    network.relay.cut()
    expect(page.get_by_text(LOST)).to_be_visible()
    network.relay.mend()
    expect(page.get_by_text(LOST)).to_have_count(0)
    wait_until(page, lambda: any('"earlier"' in str(frame) for frame in asked))
    wait_until(page, lambda: questions(page).count() >= 50)  # a slow page may ask for the last ten as well
    wait_until(page, lambda: abs(place(page.get_by_text("Question 20?", exact=True)) - top) < 60)
    page.context.close()


def test_a_link_leads_to_an_old_message_which_can_be_asked_again(network: Network) -> None:
    old = f"#step-{turn(3)[0]['id']}"
    page = network.open(f"/thread/{network.thread}{old}")
    expect(page.locator(old)).to_be_in_viewport()
    network.model.on("Asked once more", says("Of course."))
    page.locator(old).hover()
    page.locator(old).get_by_role("button", name="Edit the question").click()
    page.locator("#edit-chat-input").fill("Asked once more")
    page.get_by_role("button", name="Confirm").click()
    expect(answers(page).last).to_contain_text("Of course.")
    wait_until(page, lambda: questions(page).count() == 4)
    assert "#" not in page.url
    page.reload()
    expect(questions(page)).to_have_count(4)
    page.context.close()


def test_a_lost_connection_is_said_and_the_answer_goes_on(network: Network) -> None:
    page = network.open()
    held = Pause()
    network.model.on("Tell me slowly", grows("It begins. ", held, "It ends."))
    send(page, "Tell me slowly")
    expect(answers(page)).to_contain_text("It begins.")
    network.relay.cut()
    notice = page.get_by_role("status").filter(has_text=LOST)
    expect(notice).to_contain_text("The answer goes on, and appears here when the connection is back.")
    held.release.set()
    page.wait_for_timeout(1000)
    expect(answers(page)).not_to_contain_text("It ends.")
    network.relay.mend()
    expect(answers(page)).to_contain_text("It ends.")
    expect(notice).to_have_count(0)
    expect(page.locator("#stop-button")).to_have_count(0)

    page.context.set_offline(True)
    expect(notice).to_contain_text("This page reconnects by itself.")
    page.context.set_offline(False)
    expect(notice).to_have_count(0)
    page.context.close()


def test_an_answer_about_the_person_that_is_cut_off_is_asked_for_again(network: Network) -> None:
    page = network.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(URL(request.url).path))
    network.relay.cut_once_before(f'"{OWNER}"'.encode())
    network.model.on("Are you there", says("Indeed."))
    page.goto(network.url)
    send(page, "Are you there")
    expect(answers(page)).to_contain_text("Indeed.")
    assert asked.count("/user") > 1
    assert "/login" not in asked
    page.context.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_reload_right_after_asking_returns_to_the_conversation(network: Network, viewport: ViewportSize) -> None:
    page = network.open(viewport=viewport)
    held = Pause()
    network.model.on("Go on from there", grows("It begins. ", held, "It ends."))
    send(page, "Go on from there")
    expect(answers(page)).to_contain_text("It begins.")
    page.reload()
    page.wait_for_url(re.compile("/thread/"))
    expect(questions(page)).to_have_text(["Go on from there"])
    held.release.set()
    expect(answers(page)).to_contain_text("It ends.")

    page.get_by_role("button", name="New conversation").click()
    network.model.on("Another one", says("Indeed."))
    send(page, "Another one")
    expect(answers(page)).to_contain_text("Indeed.")
    page.wait_for_url(re.compile("/thread/"))
    expect(answers(page)).to_contain_text("Indeed.")
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_url(lambda url: URL(url).path == "/")
    page.reload()
    expect(composer(page)).to_be_visible()
    assert URL(page.url).path == "/"
    page.context.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_new_conversation_is_not_left_when_the_list_of_the_old_one_comes_late(
    network: Network, viewport: ViewportSize
) -> None:
    page = network.open(viewport=viewport)
    held: list[Route] = []
    page.route("**/project/threads", lambda route: held.append(route) if "/thread/" in page.url else route.continue_())
    network.model.on("The old one", says("Indeed."))
    send(page, "The old one")
    wait_until(page, lambda: held)
    expect(answers(page)).to_contain_text("Indeed.")
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_url(lambda url: URL(url).path == "/")
    for route in held:
        with page.expect_response(route.request.url):
            route.continue_()
    page.wait_for_timeout(500)
    assert URL(page.url).path == "/"
    expect(answers(page)).to_have_count(0)
    page.context.close()


def test_a_new_conversation_stays_empty_when_an_old_one_is_still_opening(network: Network) -> None:
    page = network.open()
    held: list[Route] = []
    page.route("**/set-session-cookie", lambda route: held.append(route))
    page.evaluate(GO, f"/thread/{network.thread}")
    wait_until(page, lambda: held)
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_url(lambda url: URL(url).path == "/")
    held.pop(0).continue_()  # with which the old one opens
    wait_until(page, lambda: held)
    page.wait_for_timeout(1000)
    expect(questions(page)).to_have_count(0)
    held.pop(0).continue_()
    network.model.on("The new one", says("Indeed."))
    send(page, "The new one")
    expect(answers(page)).to_contain_text(["Indeed."])
    expect(questions(page)).to_have_text(["The new one"])
    page.context.close()

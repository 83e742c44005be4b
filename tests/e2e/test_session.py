"""What happens to an open page when its session ends, its server restarts, or somebody else signs in."""

import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Response, Route, WebSocket, WebSocketRoute, expect

from tests.e2e.cloud import Cloud
from tests.e2e.conftest import PATIENCE, Profiles
from tests.e2e.person import (
    ALICE,
    BOB,
    ask,
    composer,
    end_session,
    expect_empty_sidebar,
    give_credentials,
    messages,
    send,
    sidebar,
    sign_in_somehow,
    sign_out,
    wait_until,
)

QUESTION = "What is 15% of 240?"
DRAFT = "A question that I have not finished"


# The first answer to what is asked before a socket is opened comes after the second, as it may on a busy machine.
OVERTAKEN = """(() => {
  const real = window.fetch.bind(window);
  let asked = 0, answered = 0;
  window.fetch = async (...given) => {
    if (!String(given[0]?.url ?? given[0]).includes("/set-session-cookie")) return real(...given);
    const first = ++asked === 1;
    const answer = await real(...given);
    if (first) await new Promise((resolve) => setTimeout(resolve, 500));
    document.documentElement.dataset.answered = ++answered;
    return answer;
  };
})()"""


@pytest.fixture(scope="module")
def thread(profiles: Profiles, cloud: Cloud) -> str:
    """The address of a conversation of Alice's."""
    with profiles.new_chat(cloud, ("alice", ALICE)) as page:
        ask(page, QUESTION)
        return page.url


def open_thread(page: Page) -> str:
    """Have a conversation, begin to type, and return the page's address."""
    ask(page, QUESTION)
    composer(page).fill(DRAFT)
    return page.url


def come_back(page: Page) -> None:
    """Look at the page again after a while elsewhere."""
    with suppress(Error):  # the page may have found out by itself, and be on its way to the login
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_an_ended_session_leads_through_the_login_and_back_with_the_draft(alice: Page) -> None:
    page, address = alice, open_thread(alice)
    end_session(page.context)
    come_back(page)
    give_credentials(page, "alice", ALICE)
    page.wait_for_url(address)
    expect(messages(page, QUESTION)).to_be_visible()
    expect(composer(page)).to_have_value(DRAFT)


def test_a_server_restart_is_waited_for_and_survived(alice: Page, cloud: Cloud) -> None:
    page, address = alice, open_thread(alice)
    cloud.kill_chat_server()
    expect(page.get_by_text("The server is restarting")).to_be_visible()
    expect(page.get_by_text("Could not reach the server")).not_to_be_visible()
    expect(page.get_by_text("Bad Gateway")).to_have_count(0)
    expect(page.get_by_text("The server is restarting")).to_have_count(0)
    assert page.url == address
    expect(composer(page)).to_have_value(DRAFT)
    ask(page, "What is 6 * 7?")
    expect(messages(page, re.compile(r"\b42\b"))).to_be_visible()
    expect(messages(page, QUESTION)).to_be_visible()


def test_a_conversation_stays_open_whichever_socket_is_ready_first(alice_signed_in: Page, thread: str) -> None:
    """Its page opens two, the first without the conversation."""
    page = alice_signed_in
    page.add_init_script(OVERTAKEN)
    page.goto(thread)
    expect(page.locator("html")).to_have_attribute("data-answered", "2")
    expect(messages(page, QUESTION)).to_be_visible()
    ask(page, "What is 6 * 7?")
    page.reload()
    assert page.url == thread
    expect(messages(page, re.compile(r"\b42\b"))).to_be_visible()
    expect(messages(page, QUESTION)).to_be_visible()


def test_text_typed_before_the_messages_arrive_is_kept(alice_signed_in: Page, thread: str) -> None:
    """Chainlit moves its composer when they do."""
    page = alice_signed_in
    held: list[tuple[WebSocketRoute, str | bytes]] = []

    def hold_messages(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(
            lambda data: held.append((socket, data)) if '["resume_thread"' in str(data) else socket.send(data)
        )

    page.route_web_socket(re.compile("/ws/"), hold_messages)
    page.goto(thread)
    composer(page).fill("What is 6 * 9?")
    wait_until(page, lambda: held)
    assert messages(page, QUESTION).count() == 0
    for socket, data in held:
        socket.send(data)
    expect(messages(page, QUESTION)).to_be_visible()
    expect(composer(page)).to_have_value("What is 6 * 9?")
    page.locator("#chat-submit:enabled").click()
    expect(messages(page, re.compile(r"\b54\b"))).to_be_visible()
    expect(composer(page)).to_have_value("")


def test_text_typed_before_a_new_chat_has_its_address_is_kept(alice: Page, cloud: Cloud) -> None:
    page = alice
    expect(page.locator("#thread-history a").or_(page.get_by_text("No conversations yet")).first).to_be_visible()
    held: list[Route] = []
    page.route("**/project/threads", lambda route: held.append(route))
    send(page, "What is 6 * 7?")
    expect(messages(page, re.compile(r"\b42\b"))).to_be_visible()
    composer(page).fill(DRAFT)
    wait_until(page, lambda: held)
    assert page.url == f"{cloud.url}/"
    for route in held:
        route.continue_()
    page.wait_for_url("**/thread/*")
    expect(messages(page, re.compile(r"\b42\b"))).to_be_visible()
    expect(composer(page)).to_have_value(DRAFT)

    page.get_by_role("button", name="New conversation").click()
    page.wait_for_url(f"{cloud.url}/")
    expect(composer(page)).to_have_value("")


def test_a_question_entered_before_there_is_a_socket_is_sent_when_there_is_one(
    alice_signed_in: Page, cloud: Cloud
) -> None:
    page, held, open_again = alice_signed_in, list[Route](), False

    def hold(route: Route) -> None:
        if open_again:
            route.continue_()
        else:
            held.append(route)

    page.route("**/set-session-cookie", hold)  # Chainlit asks for it before it opens a socket
    page.goto(cloud.url)
    said = page.locator("#session-notice")
    composer(page).fill(DRAFT)
    composer(page).press("Enter")
    expect(said).to_have_text("Your question is sent as soon as the page is connected.")
    composer(page).press("End")
    page.keyboard.insert_text(", or rather: ")  # and so it is not to be sent
    expect(said).to_be_empty()
    composer(page).fill(QUESTION)
    composer(page).press("Enter")
    expect(said).not_to_be_empty()
    open_again = True
    for route in held:
        route.continue_()
    expect(messages(page, QUESTION)).to_be_visible()
    expect(messages(page, "36")).to_be_visible()
    expect(messages(page, re.compile("."))).to_have_count(2)
    expect(composer(page)).to_have_value("")
    expect(said).to_be_empty()


def test_a_conversation_that_is_not_there_is_said(alice_signed_in: Page, cloud: Cloud) -> None:
    alice = alice_signed_in
    alice.goto(f"{cloud.url}/thread/0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a")
    expect(alice.get_by_text("This is not there, or not any more.")).to_be_visible()
    alice.wait_for_url(f"{cloud.url}/")
    alice.goto(f"{cloud.url}/treads")
    expect(alice.get_by_role("heading", name="Page not found")).to_be_visible()
    alice.get_by_role("link", name="Back to the chat").click()
    expect(composer(alice)).to_be_visible()


def test_signing_out_is_not_cut_off_by_the_end_of_the_session(alice: Page, cloud: Cloud) -> None:
    """The page that is on its way to the login's sign-out must not reload because its session is over."""
    page = alice
    page.evaluate("() => { setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 100); }")
    reloads: list[Route] = []
    page.route(f"{cloud.url}/", lambda route: reloads.append(route))
    sign_out(page)
    wait_until(page, lambda: reloads)
    way_out = reloads[0].fetch(max_redirects=0)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.url == f"{cloud.url}/user" else None)
    wait_until(page, lambda: [answer for answer in answers if not answer.ok][1:])
    reloads[0].fulfill(response=way_out)
    expect(page.get_by_text("You are signed out")).to_be_visible()
    assert len(reloads) == 1


def test_another_persons_sign_in_leaves_nothing_on_the_page(alice: Page, cloud: Cloud) -> None:
    page = alice
    open_thread(page)
    end_session(page.context)
    other = page.context.new_page()
    sign_in_somehow(other, cloud, "bob", BOB)
    expect_empty_sidebar(other)
    come_back(page)
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    page.goto(cloud.url)
    expect_empty_sidebar(page)
    expect(composer(page)).to_have_value("")


def test_signing_out_in_one_tab_ends_the_other(alice_signed_in: Page, thread: str, cloud: Cloud) -> None:
    alice = alice_signed_in
    alice.goto(thread)
    expect(messages(alice, QUESTION)).to_be_visible()
    composer(alice).fill(DRAFT)
    other = alice.context.new_page()
    other.goto(cloud.url)
    expect(sidebar(other, QUESTION).first).to_be_visible()
    end_session(alice.context)
    anew = alice.context.new_page()  # `other` cannot be reloaded while it finds out by itself
    anew.goto(cloud.url)
    expect(anew.get_by_label("Password")).to_be_visible()
    for page in (other, alice):
        come_back(page)
        expect(page.get_by_label("Password")).to_be_visible()


def test_the_page_survives_the_end_of_its_sockets(browser: Browser, tmp_path: Path) -> None:
    """A socket lives a quarter of an hour at most, here six seconds; the person notices nothing."""
    cloud = Cloud(tmp_path / "data", command=(sys.executable, "-m", "tests.e2e.short_lived"))
    cloud.start()
    try:
        page = browser.new_page(locale="en-US")
        page.set_default_timeout(PATIENCE)
        sockets: list[WebSocket] = []
        page.on("websocket", lambda socket: sockets.append(socket))
        sign_in_somehow(page, cloud, "alice", ALICE)
        ask(page, QUESTION)
        composer(page).fill(DRAFT)
        for ended in range(2):
            if len(sockets) <= ended:
                page.wait_for_event("websocket")
            if not sockets[ended].is_closed():
                sockets[ended].wait_for_event("close")
        expect(composer(page)).to_have_value(DRAFT)
        expect(page.get_by_text("The server is restarting")).to_have_count(0)
        ask(page, "What is 6 * 7?")
        expect(messages(page, re.compile(r"\b42\b"))).to_be_visible()
        expect(messages(page, QUESTION)).to_be_visible()
        page.close()
    finally:
        cloud.stop()

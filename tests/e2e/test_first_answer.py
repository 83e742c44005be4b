"""The product's first promise, told as the story of two people. The tests of this file run in order."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.conftest import Profiles
from tests.e2e.person import (
    ALICE,
    BOB,
    ask,
    choose_password,
    composer,
    expect_empty_sidebar,
    finish,
    give_credentials,
    send,
    sidebar,
    sign_in,
    sign_out,
)

QUESTION = "Solve the quadratic equation x^2 + 5x + 6 = 0"


def test_the_block_says_what_a_newcomer_needs(cloud: Cloud) -> None:
    for line in (f"{cloud.url}", "user: alice  temporary password:", "user: bob  temporary password:", "AWS APIs:"):
        assert line in cloud.block
    for line in ("data:", "stop:      Ctrl-C"):
        assert line in cloud.block


def test_without_a_session_the_page_leads_to_the_login(cloud: Cloud) -> None:
    answer = httpx.get(cloud.url)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"http://127.0.0.1:{cloud.port + 1}/oauth2/authorize?")


@pytest.fixture(scope="module")
def page(profiles: Profiles) -> Iterator[Page]:
    """The browser that both people use."""
    context = profiles.fresh()
    yield context.new_page()
    context.close()


def test_alice_signs_in_for_the_first_time_and_gets_her_answer(cloud: Cloud, page: Page) -> None:
    sign_in(page, cloud.url, "alice", "not-her-password")
    expect(page.get_by_role("alert")).to_contain_text("Incorrect username or password")
    expect(page.get_by_label("Username")).to_have_value("alice")

    give_credentials(page, "alice", cloud.temporary_password("alice"))
    expect(page.get_by_text("At least 12 characters")).to_be_visible()
    choose_password(page, "short1A")
    expect(page.get_by_role("alert")).to_contain_text("12")
    choose_password(page, ALICE, ALICE + "x")
    expect(page.get_by_role("alert")).to_contain_text("not the same")
    choose_password(page, ALICE)

    expect(composer(page)).to_be_visible()
    assert page.url.startswith(cloud.url)
    expect(page.get_by_text("Small demonstration model").first).to_be_visible()

    send(page, QUESTION)
    expect(page.get_by_role("button", name=re.compile("Math"))).to_be_visible()
    answer = page.get_by_text("Answer:").last
    expect(answer).to_be_visible()
    finish(page)
    expect(answer.locator("xpath=..")).to_contain_text("x = −3 or x = −2")
    expect(page.get_by_text("✓ checked by calculation")).to_be_visible()
    expect(sidebar(page, QUESTION)).to_be_visible()
    expect_the_specialists_work(page)

    page.reload()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    expect_the_specialists_work(page)


def expect_the_specialists_work(page: Page) -> None:
    """Unfold the specialist and, inside, the calculator with what it was given."""
    page.get_by_role("button", name=re.compile("^Math · ")).click()
    page.get_by_role("button", name=re.compile("^Calculator · ")).click()
    expect(page.get_by_text("expression: Solve the quadratic equation x^2 + 5x + 6 = 0")).to_be_visible()


def test_alice_signs_out_and_bob_finds_nothing_of_hers(cloud: Cloud, page: Page) -> None:
    page.goto(cloud.url)
    sidebar(page, QUESTION).click()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    hers = page.url
    sign_out(page)
    expect(page.get_by_text("You are signed out")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("x = −3")).to_have_count(0)

    page.goto(cloud.url)
    give_credentials(page, "bob", cloud.temporary_password("bob"))
    choose_password(page, BOB)
    expect_empty_sidebar(page)
    page.goto(hers)
    expect(composer(page)).to_be_visible()
    expect(page.get_by_text("x = −3")).to_have_count(0)
    thread = hers.rsplit("/", 1)[1]
    assert page.request.get(f"{cloud.url}/project/thread/{thread}").status == 404


def test_the_conversation_survives_a_restart_with_its_context(cloud: Cloud, page: Page) -> None:
    sign_out(page)
    expect(page.get_by_text("You are signed out")).to_be_visible()
    assert cloud.stop() == 0
    with pytest.raises(httpx.TransportError):
        httpx.get(cloud.url)
    cloud.start()
    assert "user: alice  temporary password" not in cloud.block
    sign_in(page, cloud.url, "alice", ALICE)
    sidebar(page, QUESTION).click()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    ask(page, "What was my previous question?")
    expect(
        page.get_by_text(re.compile("previous question.*x\\^2 \\+ 5x \\+ 6 = 0", re.IGNORECASE)).last
    ).to_be_visible()

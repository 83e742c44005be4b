"""A conversation is shared on a phone in the dark, read by another person, and withdrawn."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import ask, finish
from tests.e2e.test_everyone import PHONE, walk_to
from tests.e2e.test_review import expect_accessible


def test_a_conversation_is_shared_read_and_withdrawn(alice_signed_in: Page, bob_signed_in: Page, cloud: Cloud) -> None:
    alice, bob = alice_signed_in, bob_signed_in
    for page in (alice, bob):
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
    alice.goto(cloud.url)
    ask(alice, "Solve the quadratic equation x^2 + 5x + 6 = 0")
    ask(alice, "Remember that my exam is on Friday")
    finish(alice)
    walk_to(alice, alice.get_by_role("link", name="Share"))
    alice.keyboard.press("Enter")
    alice.wait_for_url("**/share?conversation=*")
    expect(alice.get_by_text("What rests on your memory is left out.")).to_be_visible()
    expect_accessible(alice, "what would be shared")
    walk_to(alice, alice.get_by_role("button", name="Make a link"))
    alice.keyboard.press("Enter")
    link = alice.get_by_label("Copy this link now").input_value()
    assert re.fullmatch(rf"{re.escape(cloud.url)}/shared/[\w-]{{43}}", link)
    copy = alice.get_by_role("button", name="Copy the link")
    walk_to(alice, copy)
    alice.keyboard.press("Enter")  # headless Chromium asks nobody, and refuses
    expect(alice.get_by_role("status")).to_have_text("The link is selected; copy it yourself.")
    assert alice.evaluate("getSelection().toString()") == link
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy.press("Enter")
    expect(alice.get_by_role("status")).to_have_text("Copied.")
    assert alice.evaluate("navigator.clipboard.readText()") == link
    alice.context.clear_permissions()
    expect_accessible(alice, "the link")
    alice.evaluate("document.querySelector('[data-copies]').hidden = true")  # as it is before its script has run
    expect(copy).to_have_count(0)

    bob.goto(link)
    expect(bob.get_by_text("Solve the quadratic equation")).to_have_count(2)  # the title, and the question
    expect(bob.get_by_text("x = −3 or x = −2")).to_be_visible()
    expect(bob.get_by_text("left out here")).to_be_visible()
    assert "Friday" not in bob.content()
    assert "alice" not in bob.content().casefold()
    expect_accessible(bob, "what is shared")

    alice.get_by_role("link", name="Shared conversations").click()
    expect(alice.get_by_role("link", name=re.compile("quadratic"))).to_be_visible()
    expect_accessible(alice, "what she shares")
    alice.get_by_role("button", name="Withdraw the link").click()
    expect(alice.get_by_role("status")).to_have_text("The link was withdrawn; it leads nowhere now.")
    bob.reload()
    expect(bob.get_by_role("alert")).to_contain_text("This link leads nowhere")
    expect_accessible(bob, "a link that has ended")

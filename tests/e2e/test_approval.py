"""The question before a tool from outside gets something, by keyboard on a phone in the dark."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from tests.agents.fakes.bedrock import calls, says
from tests.agents.tools.mcp.hostile_site import HostileSite
from tests.e2e.chat import answers
from tests.e2e.conftest import ENGLISH
from tests.e2e.fake_bedrock import fake_bedrock, on_a_thread
from tests.e2e.person import composer, finish, send
from tests.e2e.test_everyone import PHONE, walk_to
from tests.e2e.test_review import expect_accessible
from tests.support.alb import Alb, key_endpoint
from tests.support.server import chat_server


def reply(body: dict[str, Any]) -> list[Any]:
    """Call the tool for a question, and repeat the result."""
    last = body["messages"][-1]["content"][0]
    if "toolResult" in last:
        return says(last["toolResult"]["content"][0]["text"])
    return calls(("u1", "words_look_up", {"word": "salt"}))


def test_a_call_is_allowed_once_always_or_not(browser: Browser, tmp_path: Path) -> None:
    alb = Alb()
    with fake_bedrock() as model, on_a_thread(HostileSite()) as site, key_endpoint(alb) as keys:
        entry = {"name": "words", "url": f"{site.url}/plain", "specialists": ["general_assistant"], "approve": "ask"}
        model.parameters = {"mcp_servers": json.dumps([entry])}
        model.think(reply)
        with chat_server(tmp_path, keys.url, **model.environment()) as server:
            context = browser.new_context(
                viewport=PHONE, locale=ENGLISH, color_scheme="dark", extra_http_headers=alb.headers(exp=2**32)
            )
            page = context.new_page()
            page.goto(server.public_url)
            expect(composer(page)).to_be_visible()
            page.locator("#mode-picker-trigger-route").click()
            page.get_by_role("option", name="General").click()
            for press, said in (("No", "not allowed"), ("Allow once", "found"), ("Always here", "found")):
                send(page, f"Look up salt: {press}")
                question = page.get_by_text("wants to send this to words")
                expect(question).to_be_visible()
                expect(page.get_by_text('"word": "salt"')).to_be_visible()
                if press == "No":
                    expect_accessible(page, "the question")
                if press == "Allow once":
                    finish(page)
                    page.reload()
                    expect(question).to_be_visible()
                button = page.get_by_role("button", name=press, exact=True)
                walk_to(page, button)
                page.keyboard.press("Enter")
                expect(question).to_have_count(0)
                expect(button).to_have_count(0)
                expect(answers(page).last).to_contain_text(said)
                finish(page)
            send(page, "Look up salt again")
            expect(answers(page)).to_have_count(4)
            finish(page)
            assert sum(b"tools/call" in body for _, body in site.received) == 3
            context.close()

"""What people see of the server: a learner their own usage, an administrator everybody's; a bad parameter is told."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import ALICE, BOB, ask, sign_in_somehow, sign_out

READ_AGAIN = 60_000  # ms; a parameter is in force at most 30 s after it was changed


def put_parameter(cloud: Cloud, name: str, value: str) -> None:
    """Change a parameter as an operator does."""
    aws, endpoint = str(Path(sys.executable).parent / "aws"), f"http://127.0.0.1:{cloud.port + 2}"
    what = ["--name", f"/teachers_assistant/dev/{name}", "--value", value, "--type", "String"]
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    subprocess.run(
        [aws, "ssm", "put-parameter", "--overwrite", *what, "--endpoint-url", endpoint],
        env={"PATH": os.environ["PATH"], **keys},
        check=True,
        capture_output=True,
    )


def to_status(page: Page) -> None:
    page.get_by_role("link", name="Status").or_(page.get_by_role("button", name="Status")).first.click()
    page.wait_for_url("**/status")
    expect(page.get_by_role("heading", name="Status")).to_be_visible()


def test_the_status_page_from_a_phone_and_for_an_administrator(cloud: Cloud, page: Page) -> None:
    put_parameter(cloud, "temperature", "hot")
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in_somehow(page, cloud, "bob", BOB)
    expect(page.locator("#user-nav-button")).to_be_in_viewport(ratio=1)
    ask(page, "What is 12 * 12")
    to_status(page)
    expect(page.get_by_role("row", name="Model Small demonstration model (in this server)")).to_be_visible()
    expect(page.get_by_role("row", name="Conversations works")).to_be_visible()
    expect(page.get_by_role("row", name="Default model works")).to_be_visible()
    expect(page.get_by_role("heading", name="What you used")).to_be_visible()
    expect(page.get_by_role("row", name="Small demonstration model 1")).to_be_visible()
    expect(page.get_by_role("heading", name="What everybody used")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Back to the chat").click()
    sign_out(page)
    expect(page.get_by_text("You are signed out")).to_be_visible()

    page.set_viewport_size({"width": 1280, "height": 860})
    sign_in_somehow(page, cloud, "alice", ALICE)
    to_status(page)
    expect(page.get_by_role("heading", name="What everybody used")).to_be_visible()
    expect(page.get_by_role("row", name="Bob")).to_be_visible()
    expect(page.get_by_text("12 * 12")).to_have_count(0)
    for _ in range(2):  # where midnight has passed since the start, something was asked the day before
        before = page.get_by_role("navigation", name="Days").get_by_role("link").first
        day = before.inner_text()
        before.click()
        page.wait_for_url(f"**/status?day={day}")
    expect(page.get_by_text("Nothing on this day.")).to_be_visible()

    problem = "The parameter temperature is not a number from 0 to 1; 0.3 stays in force."
    for _ in range(READ_AGAIN // 1000):
        if problem in page.request.get(f"{cloud.url}/status").text():
            break
        page.wait_for_timeout(1000)
    page.goto(f"{cloud.url}/status")
    expect(page.get_by_text(problem)).to_be_visible()
    put_parameter(cloud, "temperature", "0.3")

"""`python -m tests.e2e.screenshots FILE`: the README's picture, taken from the running product."""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from infra.install import find_browser
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.person import ask, choose_password, composer, sign_in


def main(picture: Path) -> None:
    """Sign in as a newcomer, ask the first question, unfold the specialist, and take the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        cloud = Cloud(Path(folder) / "data")
        cloud.start()
        try:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1180, "height": 960}, color_scheme="light", locale="en-US")
            sign_in(page, cloud.url, "alice", cloud.temporary_password("alice"))
            choose_password(page, "Algebra-2026-alice")
            expect(composer(page)).to_be_visible()
            ask(page, "Solve the quadratic equation x^2 + 5x + 6 = 0")
            page.get_by_role("button", name=re.compile("^Math · ")).click()
            page.get_by_role("button", name=re.compile("^Calculator · ")).wait_for()
            page.wait_for_timeout(500)  # the fold opens with a short animation
            page.screenshot(path=picture)
            browser.close()
        finally:
            cloud.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

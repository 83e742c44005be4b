"""What the W3C's own checker (vnu) objects to in the HTML of every page of the server, and of the hosted login."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from infra.install import find_browser
from tests.bench import npm_tools
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.person import ALICE, composer, sign_in_somehow

PAGES = ("/", "/memory", "/my-data", "/status", "/choose-a-model")
_JAR = npm_tools.MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def main() -> None:
    """Fetch every page as it is sent, and check it; an objection ends with status 1."""
    if reason := npm_tools.missing("java"):
        print(f"  {reason}")
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        _fetch(Path(folder) / "data", pages)
        checked = subprocess.run(
            ["java", "-jar", str(_JAR), "--format", "json", *map(str, sorted(pages.iterdir()))],
            capture_output=True,
            text=True,
            check=False,
        )
        found = [each for each in json.loads(checked.stderr)["messages"] if each["type"] != "info"]
        for each in found:
            print(f"  {Path(each['url']).stem}: {each['message']}")
        print(f"  {len(list(pages.iterdir()))} pages, {len(found)} objections")
    if found:
        sys.exit(1)


def _fetch(data: Path, pages: Path) -> None:
    cloud = Cloud(data)
    cloud.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
            context = browser.new_context(locale="en-US")
            page = context.new_page()
            (pages / "login.html").write_text(context.request.get(cloud.url).text(), "utf-8")
            sign_in_somehow(page, cloud, "alice", ALICE)
            composer(page).wait_for()
            for path in PAGES:
                name = path.strip("/").replace("/", "-") or "chat"
                (pages / f"{name}.html").write_text(context.request.get(cloud.url + path).text(), "utf-8")
            browser.close()
    finally:
        cloud.stop()


if __name__ == "__main__":
    main()

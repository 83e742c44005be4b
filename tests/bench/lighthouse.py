"""Lighthouse's scores of the signed-in chat page as on a desktop, beside stock Chainlit's page."""

import json
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from infra.install import find_browser
from tests.bench import npm_tools
from tests.bench.load import sides
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.person import ALICE, composer, sign_in_somehow
from tests.support.ports import free_port

ROUNDS = 3
PERFORMANCE, ACCESSIBILITY = 0.9, 1.0  # what the page is to reach on a machine that does nothing else
_NOWHERE = "http://127.0.0.1:1"  # a model that nobody asks


@dataclass(frozen=True, slots=True)
class Scores:
    """What Lighthouse says of one load: scores from 0 to 1, milliseconds, and what it objects to."""

    performance: float
    accessibility: float
    blocking: float
    painted: float
    objections: tuple[str, ...]


def main(rounds: int = ROUNDS) -> None:
    """Look at both pages in turn, so that a busy machine is unfair to neither."""
    if reason := npm_tools.missing("node"):
        print(f"  {reason}")
        return
    measured: dict[str, list[Scores]] = {"ours": [], "stock": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, sides.stock(_NOWHERE) as stock:
        cloud, port = Cloud(Path(folder) / "data"), free_port()
        cloud.start()
        try:
            # Lighthouse opens its page in the default profile, so that is the one that signs in.
            browser = playwright.chromium.launch_persistent_context(
                f"{folder}/profile",
                executable_path=find_browser(),
                args=[*ARGUMENTS, f"--remote-debugging-port={port}"],
                locale="en-US",
            )
            page = browser.new_page()
            sign_in_somehow(page, cloud, "alice", ALICE)
            composer(page).wait_for()
            page.close()
            for _ in range(rounds):
                measured["ours"].append(_look(cloud.url, port, Path(folder)))
                measured["stock"].append(_look(stock.url, port, Path(folder)))
            browser.close()
        finally:
            cloud.stop()
    _tell(measured["ours"], measured["stock"])


def _look(url: str, port: int, folder: Path) -> Scores:
    report = folder / "report.json"
    subprocess.run(
        [
            str(npm_tools.MODULES / ".bin" / "lighthouse"),
            url,
            f"--port={port}",
            "--preset=desktop",
            "--only-categories=performance,accessibility",
            "--disable-storage-reset",  # the session stays
            "--output=json",
            f"--output-path={report}",
            "--quiet",
        ],
        check=True,
        capture_output=True,
    )
    found = json.loads(report.read_text("utf-8"))
    scores, audits = found["categories"], found["audits"]
    weighed = {each["id"] for each in scores["accessibility"]["auditRefs"] if each["weight"]}
    return Scores(
        scores["performance"]["score"],
        scores["accessibility"]["score"],
        audits["total-blocking-time"]["numericValue"],
        audits["largest-contentful-paint"]["numericValue"],
        tuple(name for name in sorted(weighed) if audits[name]["score"] == 0),
    )


def _tell(ours: list[Scores], stock: list[Scores]) -> None:
    for name in ("performance", "accessibility", "blocking", "painted"):
        mine, theirs = (statistics.median(getattr(each, name) for each in side) for side in (ours, stock))
        unit = "ms" if name in ("blocking", "painted") else ""
        print(f"  {name:14} ours {mine:8.2f} {unit:2}  stock {theirs:8.2f} {unit:2}")
    reached = statistics.median(each.performance for each in ours) >= PERFORMANCE
    print(f"  {'within' if reached else 'BEYOND'} the target of {PERFORMANCE} for performance")
    objections = sorted({name for each in ours for name in each.objections})
    print(f"  accessibility: {', '.join(objections) or 'nothing objected to'} (target {ACCESSIBILITY})")


if __name__ == "__main__":
    main()

"""First paint and transfer of the signed-in page against `make run`, beside stock Chainlit's page."""

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from infra.install import find_browser
from tests.bench.load import sides
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.person import ALICE, sign_in_somehow

ROUNDS = 5
COLD, WARM = 1.5, 0.7  # s; what the first paint may take
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
_NOW = "() => performance.now()"
# Stock's page asks other sites for fonts; here that fails at once and costs it nothing.
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"
_NOWHERE = "http://127.0.0.1:1"  # a model that nobody asks


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a page: seconds to the first paint and to the composer, bytes over the wire, and requests."""

    paint: float
    ready: float
    transferred: int
    requests: int


def main(rounds: int = ROUNDS) -> None:
    """Load both pages in turn, with an empty cache and again with a full one."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, sides.stock(_NOWHERE) as stock:
        cloud = Cloud(Path(folder) / "data")
        cloud.start()
        try:
            chromium = playwright.chromium.launch(executable_path=find_browser(), args=[*ARGUMENTS, _ALONE])
            signed_in = _signed_in(chromium, cloud)
            measured: dict[str, list[tuple[Load, Load]]] = {"ours": [], "stock": []}
            for _ in range(rounds):
                measured["ours"].append(_twice(chromium, cloud.url, signed_in))
                measured["stock"].append(_twice(chromium, stock.url, None))
            chromium.close()
        finally:
            cloud.stop()
    for number, (cache, limit) in enumerate({"cold": COLD, "warm": WARM}.items()):
        ours, theirs = ([pair[number] for pair in measured[side]] for side in ("ours", "stock"))
        _tell(cache, limit, ours, theirs)


def _signed_in(browser: Browser, cloud: Cloud) -> Any:
    context = browser.new_context(locale="en-US")
    sign_in_somehow(context.new_page(), cloud, "alice", ALICE)
    state = context.storage_state()
    context.close()
    return state


def _twice(browser: Browser, url: str, signed_in: Any) -> tuple[Load, Load]:
    context = browser.new_context(locale="en-US", storage_state=signed_in)
    cold, warm = _load(context, url), _load(context, url)
    context.close()
    return cold, warm


def _load(context: BrowserContext, url: str) -> Load:
    page = context.new_page()
    sizes: list[float] = []
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url)
    page.locator("#chat-input").wait_for()
    ready = page.evaluate(_NOW)
    page.wait_for_load_state("networkidle")
    load = Load(_paint(page), ready / 1000, int(sum(sizes)), sum(size > 0 for size in sizes))
    page.close()
    return load


def _paint(page: Page) -> float:
    return float(page.evaluate(_PAINT)) / 1000


def _tell(cache: str, limit: float, ours: list[Load], stock: list[Load]) -> None:
    def row(what: str, unit: str, value: Callable[[Load], float], note: str = "") -> None:
        mine, theirs = (statistics.median(map(value, loads)) for loads in (ours, stock))
        ratio = f"{mine / theirs:.2f}" if theirs else "-"
        print(f"  {cache} {what:12} ours {mine:8.2f} {unit:2}  stock {theirs:8.2f} {unit:2}  ratio {ratio}{note}")

    painted = statistics.median(load.paint for load in ours)
    row("first paint", "s", lambda load: load.paint, f"  ({'within' if painted <= limit else 'BEYOND'} {limit} s)")
    row("composer", "s", lambda load: load.ready)
    row("transfer", "KB", lambda load: load.transferred / 1000)
    row("requests", "", lambda load: load.requests)


if __name__ == "__main__":
    main()

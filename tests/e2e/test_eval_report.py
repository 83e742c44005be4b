"""The report of `make eval` can be read: in light and dark, on a phone, and by everyone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.test_everyone import barriers
from tests.eval import accepted, report
from tests.eval.routing import DEVELOPMENT, UNSEEN, read_cases
from tests.eval.run import EvalRun, Measurement

ANSWER = {
    "seconds": 1.0,
    "text": "**Answer:** " + "9" * 200,
    "error": "",
    "tools": [{"name": "calculator", "depth": 1}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report with scores that fell, wrong cases of both halves, and a long word."""
    routed = [next(case for case in read_cases() if case.half == half) for half in (DEVELOPMENT, UNSEEN)]
    measured = [
        *(Measurement("routing", one.id, one.question, {"routing: right": 0.0}, ANSWER, "math") for one in routed),
        *(
            Measurement("truth", f"t-{place}", "What is 3 + 4?", {"truth: stated wrong": float(place < 8)}, ANSWER, "7")
            for place in range(20)
        ),
    ]
    run = EvalRun("a-model:with-a-very-long-name-0123456789", measured=measured, stopped="the budget of $1 is spent")
    before = {"truth: stated wrong": {f"t-{place}": 0.0 for place in range(20)}}
    return report.write(run, accepted.compare(before, run.by_score()), tmp_path)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page which is loaded anew in each size and each colour scheme."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_readable(page: Page, file: Path, scheme: Literal["light", "dark"], width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file.as_uri())
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_text("Fell by more than noise").is_visible()

"""Answers of formulas, prose and code as the page renders them, beside a page that renders a message as a whole.

For each answer: the longest time for which the page's thread was blocked, and how long the answer took, as a ratio to
the model's own time. Chromium's headless mode paints by software. `python -m tests.bench.rendering [KIND...]`.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Route, expect, sync_playwright

from infra.install import find_browser
from tests.agents.fakes.bedrock import START, stop, text
from tests.agents.fakes.scripted import Step, Wait
from tests.e2e.chat import Chat, answers
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.fake_bedrock import fake_bedrock
from tests.e2e.person import ALICE, finish, send, sign_in_somehow

PIECES = 50  # a second
MAX_BLOCK_MS, MAX_RATIO, MAX_OPEN_SECONDS = 200, 1.1, 5.0
CASES = (("formulas", 2), ("formulas", 8), ("paragraph", 8), ("list", 8), ("prose", 16), ("prose", 60), ("code", 60))
WHOLE = frozenset({("formulas", 2)})  # what the page that renders a message as a whole is asked too: it takes minutes
OPENED = 200  # KB, of a conversation that is opened again

_RENDER_WHOLE = "window.renderInBlocks = (React, jsx, Markdown) => Markdown;"
_OBSERVE = """() => {
    window.blocked = [];
    new PerformanceObserver((list) => window.blocked.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: 'longtask' });
}"""


def made(kind: str, size: int) -> str:
    """Return a Markdown text of about `size` KB: formulas of 42 characters on average, prose or code."""
    parts, separator = {
        "formulas": (_formulas(), "\n\n"),
        "paragraph": (_formulas(), " "),
        "list": ((f"{number}. {line}" for number, line in enumerate(_formulas(), 1)), "\n"),
        "prose": (
            (f"Sentence {number} explains *one* step, and **why** it holds. " * 4 for number in _numbers()),
            "\n\n",
        ),
        "code": ((f"    total_{number} = sum(value ** 2 for value in row)  # step" for number in _numbers()), "\n"),
    }[kind]
    length, chosen = 0, []
    while length < size * 1024:
        chosen.append(next(parts))
        length += len(chosen[-1]) + len(separator)
    body = separator.join(chosen)
    return f"```python\ndef work(row):\n{body}\n```\n" if kind == "code" else body


def _numbers() -> Iterator[int]:
    yield from range(1, 100_000)


def _formulas() -> Iterator[str]:
    for number in _numbers():
        yield f"So $\\frac{{x_{{{number}}}^2+1}}{{{number}}}\\le\\sqrt{{{number % 9}}}$."


def script(answer: str) -> tuple[list[Step], float]:
    """Return the model's reply in pieces of eight characters or more, and the seconds that it takes."""
    length = max(8, len(answer) // 1500)  # no answer takes longer than half a minute
    pieces = [answer[at : at + length] for at in range(0, len(answer), length)]
    steps: list[Step] = [START]
    for piece in pieces:
        steps += [text(piece)[0], Wait(1 / PIECES)]
    return [*steps, text("")[-1], *stop()], len(pieces) / PIECES


def main(kinds: tuple[str, ...] = ()) -> None:
    """Print each answer, and the opening of a long one."""
    cases = [case for case in CASES if not kinds or case[0] in kinds]
    with _chat() as chat:
        for kind, size in cases:
            for whole in (True, False) if (kind, size) in WHOLE else (False,):
                _stream(chat, kind, size, whole=whole)
        if not kinds or "open" in kinds:
            _open(chat)


@contextmanager
def _chat() -> Iterator[Chat]:
    with tempfile.TemporaryDirectory() as folder, fake_bedrock() as model, sync_playwright() as playwright:
        command = (sys.executable, "-m", "tests.e2e.on_fake_bedrock", model.url)
        cloud = Cloud(Path(folder) / "data", command=command)
        cloud.start()
        try:
            chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
            page = chromium.new_context(locale="en-US", viewport={"width": 1180, "height": 860}).new_page()
            page.set_default_timeout(300_000)
            sign_in_somehow(page, cloud, "alice", ALICE)
            yield Chat(page, model, cloud)
            chromium.close()
        finally:
            cloud.stop()


def _serve_whole(route: Route) -> None:
    route.fulfill(body=_RENDER_WHOLE, content_type="text/javascript")


def _stream(chat: Chat, kind: str, size: int, *, whole: bool) -> None:
    if whole:
        chat.page.route("**/markdown_blocks.js*", _serve_whole)
    page = chat.new_chat(route="General")
    steps, ideal = script(made(kind, size))
    chat.model.on(f"{kind} {size} {whole}", steps)
    page.evaluate(_OBSERVE)
    send(page, f"{kind} {size} {whole}")
    expect(answers(page)).to_be_visible(timeout=300_000)
    started = time.monotonic()
    finish(page)
    took = time.monotonic() - started
    chat.page.unroute("**/markdown_blocks.js*")
    blocked = max(page.evaluate("() => window.blocked"), default=0)
    held = "as a whole" if whole else _held(blocked <= MAX_BLOCK_MS and took / ideal <= MAX_RATIO)
    print(
        f"  {kind:9} {size:3} KB  longest block {blocked:6.0f} ms  done {took / ideal:5.2f} x the model  ({held})",
        flush=True,
    )


def _open(chat: Chat) -> None:
    chat.model.on("open it", [START, text(made("formulas", OPENED))[0], text("")[-1], *stop()])
    page = chat.new_chat(route="General")
    send(page, "open it")
    finish(page)
    address = page.url
    page.goto("about:blank")
    started = time.monotonic()
    page.goto(address)
    answers(page).locator(".katex").first.wait_for()
    took = time.monotonic() - started
    print(f"  {OPENED} KB of formulas open after {took:.1f} s  ({_held(took <= MAX_OPEN_SECONDS)})", flush=True)


def _held(held: bool) -> str:
    return "within the limit" if held else "BEYOND the limit"


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))

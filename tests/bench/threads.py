"""Opening a conversation of 50, 1,000 and 3,000 messages, and the next answer in it.

`python -m tests.bench.threads [messages...]`: on SQLite in a browser, each length beside the shortest and an empty
page; on DynamoDB the requests of a part, for the time that moto takes grows with all that it holds.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from chat.chainlit_adapter.data_layer import MESSAGES_SHOWN
from chat.history.dynamodb.client import Item
from chat.history.dynamodb.parts import split_step
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import item_key, message_activity, step_item, work_activity
from chat.history.sqlite.store import SqliteStore
from chat.history.step import is_message
from infra.install import find_browser
from tests.e2e.conftest import ARGUMENTS
from tests.support.alb import Alb, key_endpoint
from tests.support.dynamodb import REGION, dynamodb
from tests.support.server import WHOLE, chat_server
from tests.support.threads import identifier, put_turns, turn

SIZES = (50, 1_000, 3_000)
OPENS_WITHIN = 2.0  # s
OWNER = "alice-sub"
_PATIENCE = 300_000  # ms
_MAX_ON_MOTO = 1_000  # messages: it looks at all that it holds for each query, and longer than a store waits
_QUESTION = "What is 6 * 7?"


@dataclass(frozen=True, slots=True)
class Opened:
    """One conversation in the browser.

    Attributes:
        empty: Seconds until a page without a conversation is ready.
        opened: Seconds until the last message is seen.
        answered: Seconds from the next question to its answer.
        largest: Characters of the largest message over the socket.
    """

    empty: float
    opened: float
    answered: float
    largest: int


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Open each conversation on each store."""
    with tempfile.TemporaryDirectory() as folder:
        _run(_fill_sqlite(Path(folder), sizes))
        alb = Alb()
        with (
            key_endpoint(alb) as keys,
            chat_server(Path(folder), keys.url, module=WHOLE) as server,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
            measured = [_open(browser, server.public_url, alb, identifier(str(size))) for size in sizes]
            browser.close()
    for size, opened in zip(sizes, measured, strict=True):
        _tell(size, opened, measured[0])
    with dynamodb() as endpoint, endpoint.table() as table:
        os.environ |= endpoint.environment()
        _run(_count_requests(table, tuple(size for size in sizes if size <= _MAX_ON_MOTO)))


async def _fill_sqlite(folder: Path, sizes: tuple[int, ...]) -> None:
    store = SqliteStore(folder / "history.db")
    for size in sizes:
        await put_turns(store, OWNER, identifier(str(size)), size // 2)
    await store.close()


def _open(browser: Browser, url: str, alb: Alb, thread: str) -> Opened:
    context = browser.new_context(locale="en-US", extra_http_headers=alb.headers(OWNER))
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    sizes: list[int] = [0]
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    for _ in range(2):  # the second finds what the first has loaded
        begun = time.perf_counter()
        page.goto(url)
        page.locator("#chat-input").wait_for()
        empty = time.perf_counter() - begun
    begun = time.perf_counter()
    page.goto(f"{url}/thread/{thread}")
    answers = page.locator("[data-step-type=assistant_message]")
    answers.last.wait_for()
    opened, shown = time.perf_counter() - begun, answers.count()
    begun = time.perf_counter()
    page.locator("#chat-input").fill(_QUESTION)
    page.locator("#chat-submit:enabled").click()
    expect(answers).to_have_count(shown + 1, timeout=_PATIENCE)
    answered = time.perf_counter() - begun
    context.close()
    return Opened(empty, opened, answered, max(sizes))


def _tell(size: int, opened: Opened, first: Opened) -> None:
    within = "within" if opened.opened <= OPENS_WITHIN else "BEYOND"
    print(
        f"  SQLite   {size:5} messages  opened {opened.opened:5.2f} s ({opened.opened / first.opened:4.2f}x; "
        f"{opened.opened / opened.empty:4.2f}x an empty page; {within} {OPENS_WITHIN:g} s)"
        f"  next answer {opened.answered:5.2f} s ({opened.answered / first.answered:4.2f}x)"
        f"  largest message {opened.largest / 1000:5.1f} KB ({opened.largest / first.largest:4.2f}x)"
    )


async def _count_requests(table: str, sizes: tuple[int, ...]) -> None:
    store, first = DynamoStore(REGION, table), 0
    for size in sizes:
        owner, thread = f"owner-{size}", identifier(str(size))
        await _fill_dynamodb(store, owner, thread, size // 2)
        before = store.client.request_count
        page = await store.get_page(owner, thread, messages=MESSAGES_SHOWN)
        requests, read = store.client.request_count - before, len(json.dumps(page.steps))
        first = first or read
        print(
            f"  DynamoDB {size:5} messages  opened by {requests} requests"
            f"  which return {read / 1000:5.1f} KB ({read / first:4.2f}x)"
        )
    await store.close()


async def _fill_dynamodb(store: DynamoStore, owner: str, thread: str, turns: int) -> None:
    """Write the items of a conversation in batches: moto copies the whole table for each step that is put."""
    await store.put_thread(owner, thread, name=f"{turns} turns")
    items: list[Item] = []
    for number in range(turns):
        for step in turn(number):
            position = time.time_ns() // 1000 + len(items)
            activity = message_activity if is_message(step) else work_activity
            key = {**item_key(owner, step_item(thread, step["id"])), "thread": thread}
            place = {"position": position, "active": activity(thread, position)}
            items.append({**key, **place, **split_step(step).pieces[0]})
    await store.client.write_all(puts=items)


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread: Playwright has a loop of its own in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)

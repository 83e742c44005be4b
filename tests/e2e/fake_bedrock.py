"""Servers of tests on a thread of their own, for tests whose thread belongs to the browser."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TypeVar

from tests.agents.fakes.bedrock import BedrockFake

T = TypeVar("T", bound=AbstractAsyncContextManager[object])


@contextmanager
def fake_bedrock() -> Iterator[BedrockFake]:
    """A fake that answers while the test drives the browser; script it with `on`, release a `Pause` to go on."""
    with on_a_thread(BedrockFake()) as fake:
        yield fake


@contextmanager
def on_a_thread(server: T) -> Iterator[T]:
    """Let a server answer while the test drives the browser."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        async with server:
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()

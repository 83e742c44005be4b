"""Bedrock's protocol on a thread of its own, for tests whose thread belongs to the browser."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.agents.fakes.bedrock import BedrockFake


@contextmanager
def fake_bedrock() -> Iterator[BedrockFake]:
    """A fake that answers while the test drives the browser; script it with `on`, release a `Pause` to go on."""
    fake = BedrockFake()
    ready, loop = threading.Event(), asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        async with fake:
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield fake
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()

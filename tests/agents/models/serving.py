"""Servers that handle a connection as a test demands."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.factory import DEFAULT_BEDROCK

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def reply_text(model: StreamingBedrockModel, question: str = "Hello") -> str:
    messages: Any = [{"role": "user", "content": [{"text": question}]}]
    deltas = [
        chunk["contentBlockDelta"]["delta"] async for chunk in model.stream(messages) if "contentBlockDelta" in chunk
    ]
    return "".join(delta["text"] for delta in deltas)


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[str]:
    """Starts a server that handles each connection with a function."""
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await serve(reader, writer)
        writer.close()
        with suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.split(b":")[1]))
    return head


async def model_at(url: str, runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch) -> StreamingBedrockModel:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", url)
    return StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime)

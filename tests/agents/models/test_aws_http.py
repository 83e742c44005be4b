"""Connections to AWS, seen through a Bedrock model."""

import asyncio
from contextlib import aclosing, suppress
from urllib.parse import urlsplit

import pytest
from strands.types.streaming import StreamEvent

from agents.aws import AwsSession
from agents.errors import ModelSilent, ReplyBrokenOff
from agents.models import connections as settings
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.connections import Connections
from agents.models.factory import DEFAULT_BEDROCK
from tests.agents.fakes.bedrock import START, BedrockFake, Pause, says, stop, text
from tests.agents.fakes.scripted import AnswerMessage
from tests.agents.models.serving import model_at, read_request, reply_text, serving
from tests.agents.support import set_pace
from tests.support.waiting import PATIENCE, eventually

WHOLE = b"".join(step for step in says("Hi.") if isinstance(step, bytes))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(WHOLE)


async def test_connection_is_reused(runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        while await read_request(reader):
            writer.write(HEAD + WHOLE)

    async with serving(answer) as url:
        model = await model_at(url, runtime, monkeypatch)
        assert [await reply_text(model) for _ in range(5)] == ["Hi."] * 5
        assert opened == 1


@pytest.mark.parametrize("abort", [False, True], ids=["closed", "reset"])
async def test_dead_kept_connection_is_replaced_silently(
    runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch, abort: bool
) -> None:
    requests: list[bytes] = []

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await read_request(reader))
        writer.write(HEAD + WHOLE)
        requests.append(await read_request(reader))
        if abort:
            writer.transport.abort()

    async with serving(once) as url:
        model = await model_at(url, runtime, monkeypatch)
        assert [await reply_text(model) for _ in range(2)] == ["Hi."] * 2
    assert len(requests) == 3


async def test_request_is_repeated_once_when_the_server_hangs_up(
    runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests: list[bytes] = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await read_request(reader))

    async with serving(hang_up) as url:
        with pytest.raises(ReplyBrokenOff):
            await reply_text(await model_at(url, runtime, monkeypatch))
    assert len(requests) == 2


@pytest.mark.parametrize(
    "beginning", [b"", b"HTTP/1.1 200 OK\r\nContent-Le", HEAD, HEAD + WHOLE[:200]], ids=["not", "head", "body", "half"]
)
async def test_silent_server_is_given_up(
    runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(settings, "_READ_SECONDS", 0.2)
    requests: list[bytes] = []

    async def stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await read_request(reader))
        writer.write(beginning)
        await reader.read()  # until the other side leaves

    async with serving(stall) as url:
        with pytest.raises(ModelSilent):
            await reply_text(await model_at(url, runtime, monkeypatch))
        await eventually(lambda: bool(requests))
    assert len(requests) == 1


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n: x\r\n\r\n", b"\x15\x03\x01"])
async def test_reply_that_is_not_http_is_broken_off(
    runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer)

    async with serving(other) as url:
        with pytest.raises(ReplyBrokenOff):
            await reply_text(await model_at(url, runtime, monkeypatch))


async def test_reply_may_arrive_byte_by_byte(runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        for byte in HEAD + WHOLE:
            writer.write(bytes([byte]))
            await asyncio.sleep(0)

    async with serving(slowly) as url:
        assert await reply_text(await model_at(url, runtime, monkeypatch)) == "Hi."


async def test_streams_beyond_the_pool_wait_and_do_not_fail(
    credentials: None, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_CONNECT_SECONDS", 1)  # which they wait longer than
    pauses = [Pause() for _ in range(12)]
    steps: list[AnswerMessage] = [[START, pause, *says("Hi.")[1:]] for pause in pauses]
    bedrock.think(lambda _: steps.pop(0))
    connections = Connections(answers=1)
    runtime = BedrockRuntime(AwsSession("us-east-1"), connections)
    model = StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime)
    bedrock.on("Hello", says("Hi."))
    await reply_text(model)  # loads what the first request needs
    asking = [asyncio.create_task(reply_text(model)) for _ in pauses]
    for pause in pauses[:8]:
        await pause.reached.wait()
    await asyncio.sleep(1.5)
    assert len(bedrock.requests) == 1 + 8
    for pause in pauses:
        pause.release.set()
    assert await asyncio.gather(*asking) == ["Hi."] * 12
    runtime.close()
    await connections.close()


async def test_first_text_comes_at_once_and_the_rest_in_one_piece_with_the_end(
    model: StreamingBedrockModel, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_pace(monkeypatch, 3600)  # the end of the reply does not wait for it
    pause = Pause()
    bedrock.think(lambda _: [START, *text("a")[:1], pause, *text("b")[:1], *text("c"), *stop()])
    async with aclosing(model.stream([{"role": "user", "content": [{"text": "Hello"}]}])) as stream:
        assert "messageStart" in await anext(stream)
        assert delta(await anext(stream)) == "a"
        pause.release.set()
        assert delta(await anext(stream)) == "bc"
        assert [next(iter(chunk)) async for chunk in stream] == ["contentBlockStop", "messageStop", "metadata"]


async def test_text_is_read_again_after_the_pace(
    model: StreamingBedrockModel, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_pace(monkeypatch, 0.001)
    pauses = [Pause() for _ in range(3)]
    bedrock.think(lambda _: [START, *(step for pause in pauses for step in (*text("a")[:1], pause)), *says()[1:]])
    async with aclosing(model.stream([{"role": "user", "content": [{"text": "Hello"}]}])) as stream:
        assert "messageStart" in await anext(stream)
        for pause in pauses:
            assert delta(await anext(stream)) == "a"
            pause.release.set()


def delta(chunk: StreamEvent) -> str:
    return str(chunk["contentBlockDelta"]["delta"]["text"])


async def test_cancellation_at_any_moment_leaves_no_connection_open(
    model: StreamingBedrockModel, bedrock: BedrockFake
) -> None:
    """Before the request is signed, while it connects, waits and reads, and after the end."""
    bedrock.think(lambda _: says(*"abcdefgh"))
    for steps in range(60):
        asking = asyncio.create_task(reply_text(model))
        for _ in range(steps):
            await asyncio.sleep(0.0005 if steps % 2 else 0)
        asking.cancel()
        with suppress(asyncio.CancelledError):
            assert await asking == "abcdefgh"
    assert await reply_text(model) == "abcdefgh"


@pytest.mark.parametrize("begun", [False, True], ids=["before the first word", "after it"])
async def test_leaving_closes_the_connection(bedrock: BedrockFake, model: StreamingBedrockModel, begun: bool) -> None:
    await left(bedrock, model, begun)


@pytest.mark.parametrize("begun", [False, True], ids=["before the first word", "after it"])
async def test_leaving_closes_a_secured_connection(secured: BedrockFake, runtime: BedrockRuntime, begun: bool) -> None:
    await left(secured, StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime), begun)


async def test_leaving_does_not_wait_for_a_closing_handshake(
    secured: BedrockFake, runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the reply has begun the server hears nothing more; only the end of the connection is seen."""
    begun, closed = asyncio.Event(), asyncio.Event()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection("127.0.0.1", urlsplit(secured.url).port)

        async def answer() -> None:
            while data := await back.read(65_536):
                writer.write(data)

        answering = asyncio.create_task(answer())
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                if not begun.is_set():
                    forth.write(data)
        closed.set()
        forth.close()
        await answering

    secured.think(lambda _: [START, Pause()])
    async with serving(relay) as url:
        model = await model_at(url.replace("http://127.0.0.1", "https://localhost"), runtime, monkeypatch)
        async with aclosing(model.stream([{"role": "user", "content": [{"text": "Hello"}]}])) as stream:
            await anext(stream)
            begun.set()
        await asyncio.wait_for(closed.wait(), PATIENCE)


async def left(fake: BedrockFake, model: StreamingBedrockModel, begun: bool) -> None:
    """Leave a reply while the other side says nothing more, and wait until it notices."""
    pause = Pause()
    fake.think(lambda _: [START, *text("So far"), pause] if begun else [pause])
    async with aclosing(model.stream([{"role": "user", "content": [{"text": "Hello"}]}])) as stream:
        if begun:
            assert "messageStart" in await anext(stream)
            await pause.reached.wait()
        else:
            first = asyncio.ensure_future(anext(stream))
            await pause.reached.wait()
            first.cancel()
            with suppress(asyncio.CancelledError):
                await first
    await asyncio.wait_for(pause.left.wait(), PATIENCE)

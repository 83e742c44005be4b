"""What a token costs between Bedrock's socket and strands, by HTTP library and parser."""

import asyncio
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from multiprocessing.connection import Connection
from typing import Any, cast

import boto3
import httpx
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.eventstream import EventStreamBuffer
from botocore.parsers import EventStreamJSONParser
from strands.models import BedrockModel
from strands.types.content import Messages

from agents.aws import AwsSession
from agents.models.aws_http import AwsReply, send
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.reply import ConverseReply
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.connections import Connections
from agents.models.sdk_adapter.botocore_replies import ReplyParser
from tests.agents.fakes.bedrock import START, event, stop

STREAMS, TOKENS, A_SECOND = 50, 100, 50
MODEL = "us.amazon.nova-2-lite-v1:0"
HELLO: Messages = [{"role": "user", "content": [{"text": "Hello"}]}]
WORDS = [f"word{number} " for number in range(TOKENS)]

Stream = AsyncGenerator[Any, None]
Parse = Callable[[bytes], Iterable[Any]]


@dataclass(frozen=True)
class Cost:
    """What one way of reading costs."""

    token: float
    first: float
    slowest: float
    memory: int


def main() -> None:
    """Measure each way in a process of its own against one server, and print them side by side."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    server = spawn.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{here.recv()}"
    with ProcessPoolExecutor(1, spawn, max_tasks_per_child=1) as fresh:
        costs = {name: fresh.submit(_measure, name, url).result() for name in WAYS}
    server.kill()
    ours = next(iter(costs.values())).token
    print(f"  {STREAMS} streams of {TOKENS} tokens, {A_SECOND} a second each")
    for name, cost in costs.items():
        print(
            f"  {name:34} {cost.token * 1e6:4.0f} µs CPU a token  {cost.token / ours:5.2f} x   "
            f"first token {cost.first * 1e3:3.0f} ms, p95 {cost.slowest * 1e3:3.0f} ms   {cost.memory:3} MB"
        )


def _measure(name: str, url: str) -> Cost:
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": url,
    }
    return asyncio.run(_run(WAYS[name]))


async def _run(way: Callable[["_Ways"], Stream]) -> Cost:
    ways = _Ways()
    firsts: list[float] = []

    async def read() -> None:
        begun, said = time.perf_counter(), ""
        async for chunk in way(ways):
            if "contentBlockDelta" in chunk:
                if not said:
                    firsts.append(time.perf_counter() - begun)
                said += chunk["contentBlockDelta"]["delta"]["text"]
        assert said == "".join(WORDS)

    await read()
    firsts.clear()
    begun = time.process_time()
    await asyncio.gather(*(read() for _ in range(STREAMS)))
    cpu = (time.process_time() - begun) / STREAMS / TOKENS
    await ways.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Cost(cpu, statistics.median(firsts), statistics.quantiles(firsts, n=20)[-1], memory)


class _Ways:
    """The ways, made of parts; each signs its request as we do, save the stock model, which does it itself."""

    def __init__(self) -> None:
        self._connections = Connections()
        self._runtime = BedrockRuntime(AwsSession("us-east-1"), self._connections)
        self._httpx = httpx.AsyncClient(limits=httpx.Limits(max_connections=STREAMS), timeout=60)
        self._client = boto3.client("bedrock-runtime", "us-east-1")

    def ours(self) -> Stream:
        """What the server does."""
        return self._model.stream(HELLO)

    @cached_property
    def _model(self) -> StreamingBedrockModel:
        return StreamingBedrockModel(MODEL, 0.3, self._runtime)

    def stock(self) -> Stream:
        """What people write today, with threads enough for all."""
        return self._stock.stream(HELLO)

    @cached_property
    def _stock(self) -> BedrockModel:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(STREAMS))  # else six at a time are answered
        session, config = boto3.Session(region_name="us-east-1"), Config(max_pool_connections=STREAMS)
        return BedrockModel(model_id=MODEL, boto_session=session, boto_client_config=config)

    async def aiohttp(self, parse: Parse) -> Stream:
        """Read with aiohttp."""
        with closing(await send(self._connections, await self._signed())) as reply:
            while data := await reply.read():
                for chunk in parse(data):
                    yield chunk

    async def httpx(self, parse: Parse) -> Stream:
        """Read with httpx."""
        request = await self._signed()
        headers = dict(request.headers.items())
        async with self._httpx.stream("POST", request.url, content=request.body, headers=headers) as reply:
            async for data in reply.aiter_raw():
                for chunk in parse(data):
                    yield chunk

    def lean(self) -> Parse:
        """Read deltas of text ourselves."""
        return ConverseReply(cast(AwsReply, None), ReplyParser(self._client, "ConverseStream")).feed

    def sdk(self) -> Parse:
        """Leave it all to the SDK."""
        shape = self._client.meta.service_model.operation_model("ConverseStream").get_event_stream_output()
        buffer, parser = EventStreamBuffer(), EventStreamJSONParser()

        def parse(data: bytes) -> Iterator[Any]:
            buffer.add_data(data)
            return (parser.parse(message.to_response_dict(), shape) for message in buffer)

        return parse

    async def close(self) -> None:
        """Let go of everything."""
        self._runtime.close()
        await self._connections.close()
        await self._httpx.aclose()

    async def _signed(self) -> AWSPreparedRequest:
        request, _ = await self._runtime.run(self._runtime.write, {"modelId": MODEL, "messages": HELLO})
        return request


WAYS: dict[str, Callable[[_Ways], Stream]] = {
    "ours: aiohttp, our parser": _Ways.ours,
    "aiohttp, the SDK's parser": lambda ways: ways.aiohttp(ways.sdk()),
    "httpx, our parser": lambda ways: ways.httpx(ways.lean()),
    "httpx, the SDK's parser": lambda ways: ways.httpx(ways.sdk()),
    "stock strands, a thread a stream": _Ways.stock,
}


def _serve(tell: Connection) -> None:
    asyncio.run(_Fake().serve(tell))


class _Fake:
    """Bedrock at a steady pace; its bytes are made beforehand, so that it is no bottleneck."""

    def __init__(self) -> None:
        deltas = [
            event("contentBlockDelta", contentBlockIndex=0, delta={"text": word}, p="abcdefghijklm") for word in WORDS
        ]
        last = [event("contentBlockStop", contentBlockIndex=0), *stop()]
        self._begin = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(START)
        self._deltas = [_chunked(delta) for delta in deltas]
        self._end = b"".join(_chunked(step) for step in last if isinstance(step, bytes)) + _chunked(b"")

    async def serve(self, tell: Connection) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=STREAMS)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                await reader.readexactly(int(lengths[0].split(b":")[1]))
                writer.write(self._begin)
                begun = time.monotonic()
                for number, delta in enumerate(self._deltas):
                    await asyncio.sleep(max(0, begun + number / A_SECOND - time.monotonic()))
                    writer.write(delta)
                writer.write(self._end)
        writer.close()


def _chunked(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


if __name__ == "__main__":
    main()

"""The three sides of the comparison, each on the same fake: our server, stock, and the floor."""

import asyncio
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import httpx

from tests.bench.load import process
from tests.bench.load.measured import Heard, Run
from tests.bench.load.person import Person
from tests.bench.load.workload import FIRST, TOKENS, Kind, Question
from tests.support.alb import Alb, key_endpoint
from tests.support.ports import free_port
from tests.support.server import WHOLE, chat_server

_STOCK = Path(__file__).parent.parent / "stock" / "app.py"
_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Side:
    """A Chainlit server that people talk to.

    Args:
        name: What it is called.
        url: Where it listens.
        pid: Its process.
        headers: What the load balancer adds for each person.
        log: Where it writes what goes wrong.
    """

    name: str
    url: str
    pid: int
    headers: Callable[[int], dict[str, str]]
    log: Path

    def run(self, kind: Kind, people: int, sampling: AbstractContextManager[None] | None = None) -> Run:
        """Let so many people ask at once; `sampling` is entered while they are answered."""
        return asyncio.run(self._run(kind, people, sampling or contextlib.nullcontext()))

    async def _run(self, kind: Kind, people: int, sampling: AbstractContextManager[None]) -> Run:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            there = [Person(session, self.url, self.headers(number)) for number in range(people)]
            for person in there:  # one after the other: people do not open their pages in the same instant
                await person.connect()
            await asyncio.sleep(1)  # whatever else a page is told at first
            process.forget_peak(self.pid)
            before = process.cpu(self.pid)
            asking = (person.ask(Question(kind, number)) for number, person in enumerate(there))
            with sampling:
                answers = await asyncio.gather(*asking, return_exceptions=True)
            used, held = process.cpu(self.pid) - before, process.peak(self.pid)
            await asyncio.gather(*(person.close() for person in there))
        lost = Heard(float("inf"), float("inf"), right=False)
        heard = [lost if isinstance(answer, BaseException) else answer for answer in answers]
        return Run(heard, people * TOKENS, used, held)


def run_together(servers: Sequence[Side], kind: Kind, people: int) -> list[Run]:
    """Let so many people ask each of several servers, all at once."""

    async def run() -> list[Run]:
        return list(await asyncio.gather(*(server._run(kind, people, contextlib.nullcontext()) for server in servers)))

    return asyncio.run(run())


@contextlib.contextmanager
def model(first: float = FIRST, rate: float = math.inf) -> Iterator[str]:
    """Run the fake in a process of its own; yields its address.

    Args:
        first: Seconds to the first token.
        rate: The requests of a second beyond which it refuses.
    """
    command = [sys.executable, "-m", "tests.bench.load.fake", str(first), str(rate)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as fake:
        assert fake.stdout
        try:
            yield f"http://127.0.0.1:{int(fake.stdout.readline())}"
        finally:
            fake.kill()


def floor(model_url: str, kind: Kind, people: int) -> Run:
    """Let so many plain clients ask the model itself."""
    command = [sys.executable, "-m", "tests.bench.load.floor", model_url, kind, str(people)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return Run(**{**told, "answers": [Heard(**answer) for answer in told["answers"]]})


@contextlib.contextmanager
def ours(model_url: str, *, module: Sequence[str] = WHOLE, **changes: str) -> Iterator[Side]:
    """Run the real `python -m chat`, or a module that runs it, asked with the headers of a load balancer."""
    alb = Alb()
    with tempfile.TemporaryDirectory() as folder, key_endpoint(alb) as keys:
        given = {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": model_url,
            "AWS_ENDPOINT_URL_SSM": model_url,
        }
        with chat_server(Path(folder), keys.url, module=module, **given | changes) as server:

            def headers(number: int) -> dict[str, str]:
                return {**alb.headers(f"person-{number}"), "origin": server.public_url}

            yield Side("ours", server.url, server.process.pid, headers, server.log)


@contextlib.contextmanager
def stock(model_url: str) -> Iterator[Side]:
    """Run what people write today, as `chainlit run`."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "stock.log").open("wb") as log:
        command = [sys.executable, "-m", "chainlit", "run", str(_STOCK), "--headless", "--port", str(port)]
        with subprocess.Popen(command, env=_stock_environment(folder, model_url), stdout=log, stderr=log) as server:
            url = f"http://127.0.0.1:{port}"
            try:
                _wait_until_answering(server, url)
                yield Side("stock", url, server.pid, lambda _: {}, Path(folder) / "stock.log")
            finally:
                server.terminate()


def _stock_environment(folder: str, model_url: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "CHAINLIT_APP_ROOT": folder,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": model_url,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _wait_until_answering(server: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(url)
            return
        time.sleep(0.05)
    raise RuntimeError("stock Chainlit did not start")

"""Runs the real `python -m chat` on loopback, without its warm-up unless a test asks for the `WHOLE` of it."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.support.alb import ARN, CLIENT, ISSUER
from tests.support.forks import Fork
from tests.support.ports import free_port
from tests.support.waiting import PATIENCE, wait_until

WHOLE = ("chat",)


@dataclass
class ChatServer:
    """A running server and where it keeps things."""

    url: str
    public_url: str
    process: "subprocess.Popen[bytes] | Fork"
    log: Path

    def log_text(self) -> str:
        return self.log.read_text("utf-8")


def environment(folder: Path, keys_url: str, port: int, **changes: str) -> dict[str, str]:
    """The whole environment of a server: nothing of the test's own comes with it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PORT": str(port),
        "ALB_ARN": ARN,
        "COGNITO_ISSUER": ISSUER,
        "COGNITO_CLIENT_ID": CLIENT,
        "COGNITO_DOMAIN": "http://127.0.0.1:1",
        "COGNITO_JWKS_URL": "http://127.0.0.1:1/jwks.json",
        "PUBLIC_URL": f"http://localhost:{port}",
        "ALB_PUBLIC_KEYS_URL": keys_url,
        "HISTORY_URL": f"sqlite:///{folder}/history.db",
        "AWS_EC2_METADATA_DISABLED": "true",
        **changes,
    }


@contextmanager
def chat_server(
    folder: Path, keys_url: str, *, module: Sequence[str] | None = None, **changes: str
) -> Iterator[ChatServer]:
    """Start the server, wait until it is healthy, and stop it at the end.

    Args:
        folder: Holds its history and its log.
        keys_url: Serves the keys of the load balancer.
        module: What Python runs, with its arguments: the `WHOLE` server; without, one that loads less is forked.
        changes: Further settings.
    """
    port = free_port()
    log = folder / "chat.log"
    given = environment(folder, keys_url, port, **changes)
    process = Fork(given, log) if module is None else _started(module, given, log)
    server = ChatServer(f"http://127.0.0.1:{port}", f"http://localhost:{port}", process, log)
    try:
        wait_until(lambda: _is_healthy(server), lambda: f"the server is not healthy:\n{server.log_text()}")
        yield server
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started(module: Sequence[str], given: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen([sys.executable, "-m", *module], env=given, stdout=output, stderr=output)


@asynccontextmanager
async def started(
    folder: Path, keys_url: str, *, module: Sequence[str] | None = None, **changes: str
) -> AsyncIterator[ChatServer]:
    """The same for a test whose own loop serves what the server looks for as it starts: it is not held up."""
    starting = chat_server(folder, keys_url, module=module, **changes)
    server = await asyncio.to_thread(starting.__enter__)
    try:
        yield server
    finally:
        await asyncio.to_thread(starting.__exit__, None, None, None)


def _is_healthy(server: ChatServer) -> bool:
    if server.process.poll() is not None:
        raise RuntimeError(f"the server ended at start:\n{server.log_text()}")
    with socket.socket() as probe:  # a try costs a fiftieth of a request, and a start takes many
        probe.settimeout(PATIENCE)
        if probe.connect_ex(("127.0.0.1", urlsplit(server.url).port)):
            return False
    try:
        return httpx.get(f"{server.url}/health").status_code == 200
    except httpx.TransportError:
        return False

"""Runs the real `python -m chat` on loopback."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.support.alb import ARN, CLIENT, ISSUER
from tests.support.ports import free_port

START_SECONDS = 60


@dataclass
class ChatServer:
    """A running server and where it keeps things."""

    url: str
    public_url: str
    process: "subprocess.Popen[bytes]"
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
def chat_server(folder: Path, keys_url: str, **changes: str) -> Iterator[ChatServer]:
    """Start the server, wait until it is healthy, and stop it at the end."""
    port = free_port()
    log = folder / "chat.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "chat"],
            env=environment(folder, keys_url, port, **changes),
            stdout=output,
            stderr=output,
        )
    server = ChatServer(f"http://127.0.0.1:{port}", f"http://localhost:{port}", process, log)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(server: ChatServer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended at start:\n{server.log_text()}")
        try:
            if httpx.get(f"{server.url}/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the server was not healthy in {START_SECONDS} s:\n{server.log_text()}")

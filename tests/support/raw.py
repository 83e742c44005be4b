"""Requests exactly as written: doubled headers, odd names and half upgrades included."""

import base64
import contextlib
import os
import socket
from urllib.parse import urlsplit

from tests.support.waiting import PATIENCE


def status_of(
    url: str, headers: list[tuple[str, str]], *, method: str = "GET", path: str = "/", body: bytes = b""
) -> int:
    """Send one request and return the status of the answer; 0 when the connection just ends."""
    return _status(_exchange(url, _request(url, method, path, headers, body)))


def upgrade_status(
    url: str, headers: list[tuple[str, str]], *, path: str = "/ws/socket.io/?EIO=4&transport=websocket"
) -> int:
    """Ask for a WebSocket and return the status of the answer: 101 when it was accepted."""
    key = base64.b64encode(os.urandom(16)).decode()
    upgrade = [
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", key),
    ]
    return _status(_exchange(url, _request(url, "GET", path, [*upgrade, *headers], b"")))


def _request(url: str, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}"]
    if body and not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _exchange(url: str, request: bytes) -> bytes:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) as connection:
        with contextlib.suppress(OSError):  # refused before all was sent; the answer may be there all the same
            connection.sendall(request)
        try:
            return connection.recv(4096)
        except OSError:
            return b""


def _status(answer: bytes) -> int:
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 1 else 0

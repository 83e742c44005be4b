"""The five ports of the local cloud: read from the environment and bound before anything starts."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from infra.local.errors import StartError

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104  # asked for by a container, whose engine publishes to loopback
DEFAULT_PORT = 8000
_ABSENT = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)  # a machine without IPv6


@dataclass(frozen=True, slots=True)
class Ports:
    """The addresses of each part: loopback, unless `LISTEN` exposes the page and the login."""

    edge: int
    login: int
    aws: int
    chat: int
    keys: int
    published: str = LOOPBACK

    @classmethod
    def starting_at(cls, first: int, published: str = LOOPBACK) -> Self:
        """Five ports in a row, the edge first."""
        return cls(first, first + 1, first + 2, first + 3, first + 4, published)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """The ports that `PORT` asks for, 8000 and up without it, and the address that `LISTEN` asks for."""
        text = environment.get("PORT", "").strip() or str(DEFAULT_PORT)
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535 - 4):
            raise StartError(f"PORT is {text!r}, not a whole number from 1 to 65531; try PORT=9000 make run")
        address = environment.get("LISTEN", "").strip() or LOOPBACK
        if address not in (LOOPBACK, EVERYWHERE):
            raise StartError(f"LISTEN is {address!r}; it may be {LOOPBACK}, or {EVERYWHERE} inside a container")
        return cls.starting_at(int(text), address)

    @property
    def public_url(self) -> str:
        """The public URL: a host name, while the login uses an IP address, so that they share no cookies."""
        return f"http://localhost:{self.edge}"

    @property
    def login_url(self) -> str:
        """Base of the hosted login."""
        return f"http://{LOOPBACK}:{self.login}"

    @property
    def aws_url(self) -> str:
        """Endpoint of the AWS APIs."""
        return f"http://{LOOPBACK}:{self.aws}"

    @property
    def chat_url(self) -> str:
        """Base of the chat server, the edge's only target."""
        return f"http://{LOOPBACK}:{self.chat}"

    @property
    def keys_url(self) -> str:
        """Base of the signing keys."""
        return f"http://{LOOPBACK}:{self.keys}"


def listen(port: int, address: str = LOOPBACK) -> socket.socket:
    """Binds a port on an address.

    Raises:
        StartError: when the port is taken or may not be used.
    """
    return _bind(socket.AF_INET, address, port)


def listen_localhost(port: int, address: str = LOOPBACK) -> list[socket.socket]:
    """Binds a port on an address and on every other address of `localhost`."""
    sockets = [listen(port, address)]
    try:
        sockets.append(_bind(socket.AF_INET6, "::1", port))
    except OSError as error:
        if error.errno not in _ABSENT:
            raise
    except StartError:
        sockets[0].close()
        raise
    return sockets


def require_free(port: int) -> None:
    """Raises early if a port is taken, not later in another process."""
    listen(port).close()


def _bind(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind((address, port))
        bound.listen(128)
        bound.setblocking(False)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise StartError(f"Port {port} is in use; choose another: PORT=9000 make run") from error
        if error.errno == errno.EACCES:
            raise StartError(f"Port {port} needs more rights; choose one from 1024 up: PORT=9000 make run") from error
        raise
    return bound

"""A name that leads somewhere else at each look-up (DNS rebinding), and where connections to it go."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

SITE = "127.0.0.1"  # the only address to which a connection is really made


@contextmanager
def rebinding(answers: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Answer the look-ups of the running loop, and yield the hosts that it is asked to connect to.

    Args:
        answers: The addresses of each look-up; the last one is the answer to all further ones.
    """
    loop: Any = asyncio.get_running_loop()
    connect, look_up = loop.create_connection, loop.getaddrinfo
    connected: list[str] = []
    left = list(answers)

    async def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        addresses = left.pop(0) if len(left) > 1 else left[0]
        kinds = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(kinds[":" in each], socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    async def create_connection(factory: Any, host: str, port: int, **more: Any) -> Any:
        connected.append(host)
        if host != SITE:
            raise OSError("there is no network beyond this machine")
        return await connect(factory, host, port, **more)

    loop.getaddrinfo, loop.create_connection = getaddrinfo, create_connection
    try:
        yield connected
    finally:
        loop.getaddrinfo, loop.create_connection = look_up, connect

"""Looks at a server with OpenAI's chat API as a question would, without having the model answer one."""

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import httpx

from agents.errors import ReplyBrokenOff, UserFacingError
from agents.models.connections import Connections
from agents.ssrf import AddressRefused

if TYPE_CHECKING:
    from agents.models.openai_compatible.model import Server

_MAX_LIST_BYTES = 8_000_000  # ten times the longest public list of models
# A request that no server accepts; whoever says so has the address and takes the key.
_IMPOSSIBLE = {"messages": [], "max_tokens": 1, "stream": True}
_MALFORMED = ("http_400", "http_422")

Receive = Callable[[dict[str, Any]], AsyncGenerator[bytes, None]]


async def examine(server: "Server", name: str, connections: Connections, receive: Receive) -> bool:
    """Check whether a question would be answered.

    Args:
        server: The server.
        name: The name of the model on it.
        connections: The shared connections.
        receive: Sends a request and yields its reply, as a question does.

    Returns:
        True if the server lists the model; False if only a question shows whether it answers: many servers list no
        models, or answer to any name.

    Raises:
        Exception: A question would fail, as one of the exceptions that `agents.errors` explains.
    """
    try:
        async with aclosing(receive({"model": name, **_IMPOSSIBLE})) as chunks:
            async for _ in chunks:
                break
    except UserFacingError as refusal:
        if refusal.code not in _MALFORMED:
            raise
    except (httpx.HTTPError, ReplyBrokenOff) as error:
        raise UserFacingError(
            "Requests at {place} fail; look at the log of that server.", code="failing", place=server.place
        ) from error
    return await _is_listed(server, name, connections)


async def _is_listed(server: "Server", name: str, connections: Connections) -> bool:
    """Return whether the server says that it has the model; False also if what it says is not understood."""
    try:
        entries = json.loads(await _read_list(server, connections))["data"]
        return any(entry["id"] in (name, f"{name}:latest") for entry in entries)  # Ollama adds this tag to a bare name
    except (httpx.HTTPError, AddressRefused, ValueError, KeyError, TypeError, RecursionError):
        return False


async def _read_list(server: "Server", connections: Connections) -> bytes:
    client = await connections.checked()
    headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    body = b""
    async with client.stream("GET", f"{server.url}/models", headers=headers) as response:
        if response.status_code != 200:
            return b""
        async for data in response.aiter_bytes():
            body += data
            if len(body) > _MAX_LIST_BYTES:
                return b""
    return body

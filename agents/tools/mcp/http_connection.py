"""A server behind an address: the protocol's streamable HTTP.

Each request is a POST, answered by one JSON object or by a stream of events that holds the response.
"""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count

import httpx

from agents.models.connections import Connections
from agents.ssrf import AddressRefused
from agents.tools.mcp import messages
from agents.tools.mcp.messages import Message

_SESSION = "mcp-session-id"
_VALID_SESSION = re.compile(r"[!-~]{1,1000}")
_ACCEPT = "application/json, text/event-stream"
_LINE_END = re.compile(rb"\r\n|\n|\r(?!$)")


class HttpConnection:
    """A session with one server; its addresses are checked when they are connected to, and no redirection is followed.

    Args:
        server: The name of the server.
        url: Its address.
        secret: The header that holds its secret, if it has one.
        most: How many bytes of a reply are read.
    """

    def __init__(self, server: str, url: str, secret: dict[str, str], most: int) -> None:
        self._server, self._url, self._most = server, url, most
        self._headers = {"accept": _ACCEPT, "accept-encoding": "identity", "user-agent": "teachers-assistant"} | secret
        self._connections = Connections(1)
        self._ids = count(1)
        self.is_open = True
        self.must_list = True

    async def request(self, method: str, params: Message) -> Message:
        """Send a request, and return the response to it.

        Raises:
            McpError: The server cannot be reached, or breaks the protocol.
        """
        number = next(self._ids)
        try:
            return await self._exchange({"id": number, "method": method, "params": params}, number)
        except (httpx.ConnectError, httpx.ConnectTimeout, AddressRefused):
            self.is_open = False
            raise messages.unreachable(self._server) from None
        except (httpx.HTTPError, OSError):
            self.is_open = False
            raise messages.ended(self._server) from None
        except ValueError:
            self.is_open = False
            raise messages.unusable(self._server) from None

    async def notify(self, method: str) -> None:
        """Send a notification.

        Raises:
            McpError: The server cannot be reached.
        """
        try:
            await self._post({"method": method})
        except (httpx.HTTPError, OSError, AddressRefused):
            self.is_open = False
            raise messages.unreachable(self._server) from None

    async def close(self) -> None:
        """End the session."""
        self.is_open = False
        with suppress(httpx.HTTPError, OSError, AddressRefused):
            if _SESSION in self._headers:
                client = await self._connections.checked()
                await client.delete(self._url, headers=self._headers, timeout=1)
        await self._connections.close()

    async def _exchange(self, message: Message, number: int) -> Message:
        client = await self._connections.checked()
        headers = {**self._headers, "content-type": "application/json"}
        async with client.stream("POST", self._url, content=messages.encode(message), headers=headers) as reply:
            if reply.status_code != 200 or "content-encoding" in reply.headers:
                raise ValueError("no reply of the protocol")
            client.cookies.clear()
            session = reply.headers.get(_SESSION)
            if session is not None and message["method"] == "initialize":
                if not _VALID_SESSION.fullmatch(session):
                    raise ValueError("no session")
                self._headers[_SESSION] = session
            kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind == "application/json":
                response = messages.decode(b"".join([part async for part in self._bounded(reply)]))
                if response.get("id") != number or not messages.is_response(response):
                    raise ValueError("no response to the request")
                return response
            if kind != "text/event-stream":
                raise ValueError("neither JSON nor events")
            return await self._response_among(reply, number)

    async def _response_among(self, reply: httpx.Response, number: int) -> Message:
        others = 0
        async for data in _events(self._bounded(reply)):
            message = messages.decode(data)
            if messages.is_response(message) and message.get("id") == number:
                return message
            others += 1
            if others > messages.MAX_OTHER_MESSAGES:
                raise ValueError("too many messages")
            if message.get("method") == "notifications/tools/list_changed":
                self.must_list = True
            if (answer := messages.reply_to(message)) is not None:
                await self._post(answer)
        raise httpx.RemoteProtocolError("the stream ended without the response")

    async def _post(self, message: Message) -> None:
        client = await self._connections.checked()
        headers = {**self._headers, "content-type": "application/json"}
        async with client.stream("POST", self._url, content=messages.encode(message), headers=headers):
            pass  # the body of the reply says nothing

    async def _bounded(self, reply: httpx.Response) -> AsyncIterator[bytes]:
        left = self._most
        async for part in reply.aiter_raw():
            left -= len(part)
            if left < 0:
                raise ValueError("too long")
            yield part

    def speak(self, protocol: str) -> None:
        """Name the version that was agreed on in each further request."""
        self._headers["mcp-protocol-version"] = protocol


async def _events(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the data of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    pending: list[bytes] = []  # of the line that has not ended
    data: list[bytes] = []
    async for part in parts:
        pending.append(part)
        if b"\n" not in part and b"\r" not in part:
            continue
        *lines, rest = _LINE_END.split(b"".join(pending))
        pending = [rest]
        for line in lines:
            if line.startswith(b"data:"):
                data.append(line[5:].removeprefix(b" "))
            elif not line and data:
                yield b"\n".join(data)
                data = []

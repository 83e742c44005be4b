"""Open sockets, and why the server closes one: age, signing out, another person, or being denied."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager
from http.cookies import CookieError, SimpleCookie

from starlette.types import Message, Receive, Send

from chat.identity.caller import Caller
from chat.identity.token import Headers, header_values

# A socket ends at most 15 minutes after its token was signed. The token does not say when that was; it is at most its
# usual life of 120 s, and our leeway, before the upgrade.
MAX_AGE = 15 * 60 - 120 - 5  # seconds

BROWSER = "browser"  # cookie: names the browser, proves nothing
_CLOSE = 1012  # "service restart" (IANA registry of WebSocket close codes): pages reconnect by themselves


class OpenSocket:
    """One open socket, closed by the server when `end` is called or `MAX_AGE` is reached."""

    def __init__(self, caller: Caller, browser: str | None, receive: Receive, send: Send) -> None:
        self.caller = caller
        self.browser = browser
        self._receive = receive
        self._send = send
        self._deadline = time.monotonic() + MAX_AGE
        self._ending = asyncio.Event()
        self._closed = False

    def end(self) -> None:
        """Ask for the socket to be closed."""
        self._ending.set()

    async def receive(self) -> Message:
        """Return the next message from the page, or a disconnect once the server closes the socket."""
        message = asyncio.ensure_future(self._receive())
        ending = asyncio.ensure_future(self._ending.wait())
        try:
            remaining = max(0.0, self._deadline - time.monotonic())
            await asyncio.wait({message, ending}, timeout=remaining, return_when=asyncio.FIRST_COMPLETED)
            if message.done():
                return message.result()
        finally:
            message.cancel()
            ending.cancel()
        await self._close()
        return {"type": "websocket.disconnect", "code": _CLOSE}

    async def send(self, message: Message) -> None:
        """Send to the page, unless the socket is closed."""
        if not self._closed:
            await self._send(message)

    async def _close(self) -> None:
        if not self._closed:
            self._closed = True
            await self._send({"type": "websocket.close", "code": _CLOSE})


class SocketRegistry:
    """All open sockets of this process, by the browser that opened them.

    Args:
        secure: Whether cookies are for https only.
    """

    def __init__(self, *, secure: bool) -> None:
        self._secure = "; Secure" if secure else ""
        self._open: set[OpenSocket] = set()

    def __len__(self) -> int:
        return len(self._open)

    @asynccontextmanager
    async def open(self, caller: Caller, headers: Headers, receive: Receive, send: Send) -> AsyncIterator[OpenSocket]:
        """Register a socket while it is served."""
        self.register_caller(caller, headers)
        socket = OpenSocket(caller, _browser(headers), receive, send)
        self._open.add(socket)
        try:
            yield socket
        finally:
            self._open.discard(socket)

    def register_caller(self, caller: Caller, headers: Headers) -> list[tuple[bytes, bytes]]:
        """End the sockets that another person opened in the caller's browser.

        Returns:
            Headers that name the browser, if it has no name yet.
        """
        browser = _browser(headers)
        if browser is None:
            name = secrets.token_urlsafe(16)
            cookie = f"{BROWSER}={name}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{self._secure}"
            return [(b"set-cookie", cookie.encode())]
        for socket in self._open:
            if socket.browser == browser and socket.caller.sub != caller.sub:
                socket.end()
        return []

    def end(self, caller: Caller, headers: Headers) -> None:
        """End every socket that this person has open in this browser."""
        browser = _browser(headers)
        for socket in self._open:
            if socket.caller.sub == caller.sub and socket.browser == browser:
                socket.end()

    def end_denied(self, denied: Container[str]) -> None:
        """End every socket of people who are denied, by subject."""
        for socket in self._open:
            if socket.caller.sub in denied:
                socket.end()


def _browser(headers: Headers) -> str | None:
    try:
        cookies = SimpleCookie("; ".join(header_values(headers, b"cookie")))
    except CookieError:
        return None
    return cookies[BROWSER].value if BROWSER in cookies and cookies[BROWSER].value else None

"""Forwards requests and WebSockets to the target as streams."""

from __future__ import annotations

import asyncio
import re

import aiohttp
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, WSMsgType, web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from infra.local.load_balancer.fixed_responses import bare_answer

CONNECT_SECONDS = 10
IDLE_SECONDS = 600
MAX_MESSAGE_BYTES = 64 * 1024 * 1024
_HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
_VALID_NAME = re.compile("[A-Za-z0-9-]+")  # the ALB's "drop invalid header fields": no underscore twins
_Socket = web.WebSocketResponse[bool] | aiohttp.ClientWebSocketResponse[bool]


def relay_session() -> ClientSession:
    """Returns an HTTP client session that does not change what it forwards."""
    return ClientSession(
        connector=TCPConnector(limit=0, keepalive_timeout=2),  # less than the target's, so never a dead one
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        timeout=ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=IDLE_SECONDS),
        max_line_size=65536,
        max_field_size=65536,
    )


def end_to_end(headers: CIMultiDictProxy[str]) -> CIMultiDict[str]:
    """Returns the end-to-end headers, without hop-by-hop ones."""
    named = {name.strip().lower() for value in headers.getall("Connection", ()) for name in value.split(",")}
    dropped = _HOP_BY_HOP | named
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in dropped)


def inbound(headers: CIMultiDictProxy[str]) -> CIMultiDict[str]:
    """Returns the client's headers that may reach the target: no identity headers."""
    return CIMultiDict(
        (name, value)
        for name, value in end_to_end(headers).items()
        if _VALID_NAME.fullmatch(name) and not name.lower().startswith("x-amzn-oidc-")
    )


def is_upgrade(request: web.Request) -> bool:
    """Whether a request asks for a WebSocket."""
    return request.headers.get("Upgrade", "").lower() == "websocket"


class Relay:
    """Forwards to one target.

    Args:
        http: a session of `relay_session`.
        target: base URL of the chat server.
    """

    def __init__(self, http: ClientSession, target: str) -> None:
        self._http = http
        self._target = target

    async def request(self, request: web.Request, headers: CIMultiDict[str], cookies: list[str]) -> web.StreamResponse:
        """Forwards one HTTP request and streams the response."""
        headers.pop("Expect", None)
        try:
            answer = await self._http.request(
                request.method,
                self._url(request),
                headers=headers,
                data=request.content if request.can_read_body else None,
                allow_redirects=False,
            )
        except TimeoutError:
            return bare_answer(504)
        except (aiohttp.ClientError, OSError):
            return bare_answer(502)
        async with answer:
            response = web.StreamResponse(
                status=answer.status, reason=answer.reason, headers=end_to_end(answer.headers)
            )
            response.headers.extend([("Set-Cookie", cookie) for cookie in cookies])
            await response.prepare(request)
            try:
                async for chunk in answer.content.iter_any():
                    await response.write(chunk)
            except (aiohttp.ClientError, TimeoutError):
                _abort(request)  # a truncated response must not look complete
            else:
                await response.write_eof()
        return response

    async def socket(self, request: web.Request, headers: CIMultiDict[str], cookies: list[str]) -> web.StreamResponse:
        """Joins a client's WebSocket with one to the target until either side ends."""
        offered = ",".join(headers.getall("Sec-WebSocket-Protocol", ()))
        for name in [name for name in headers if name.lower().startswith("sec-websocket-")]:
            headers.popall(name, None)
        try:
            target = await self._http.ws_connect(
                self._url(request),
                headers=headers,
                protocols=[name.strip() for name in offered.split(",") if name.strip()],
                autoclose=False,
                autoping=False,
                max_msg_size=MAX_MESSAGE_BYTES,
                decode_text=False,
            )
        except aiohttp.WSServerHandshakeError as error:
            return bare_answer(error.status)
        except TimeoutError:
            return bare_answer(504)
        except (aiohttp.ClientError, OSError):
            return bare_answer(502)
        async with target:
            client = web.WebSocketResponse(
                protocols=[target.protocol] if target.protocol else [],
                autoclose=False,
                autoping=False,
                compress=False,
                max_msg_size=MAX_MESSAGE_BYTES,
                decode_text=False,
            )
            client.headers.extend([("Set-Cookie", cookie) for cookie in cookies])
            await client.prepare(request)
            if not await _join(client, target):
                _abort(request)  # as the load balancer does when the target disappears
        return client

    def _url(self, request: web.Request) -> URL:
        return URL(self._target + request.raw_path, encoded=True)


async def _join(client: web.WebSocketResponse, target: aiohttp.ClientWebSocketResponse[bool]) -> bool:
    """Copies both ways; returns whether the client received a close frame."""
    upward = asyncio.create_task(_pump(client, target))
    downward = asyncio.create_task(_pump(target, client))
    try:
        await asyncio.wait((upward, downward), return_when=asyncio.FIRST_COMPLETED)
        return upward.done() or downward.result()
    finally:
        upward.cancel()
        downward.cancel()
        await asyncio.gather(upward, downward, return_exceptions=True)


async def _pump(source: _Socket, sink: _Socket) -> bool:
    """Copies frames until a close frame (True) or a broken connection (False)."""
    while True:
        message = await source.receive()
        if message.type in (WSMsgType.TEXT, WSMsgType.BINARY, WSMsgType.PING, WSMsgType.PONG):
            try:
                await sink.send_frame(message.data, message.type)
            except (ConnectionError, aiohttp.ClientError):
                return False
        elif message.type is WSMsgType.CLOSE:
            code = message.data or 1000
            await sink.close(code=code, message=str(message.extra or "").encode())
            await source.close(code=code)
            return True
        else:
            return False


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()

# ruff: noqa: E501 - what a hostile server sends
"""A server behind an address that misbehaves as the path of the request says, and keeps what it received."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from tests.agents.fakes.loopback import Loopback

LINK_LOCAL = "http://169.254.169.254/latest/meta-data/"
_TOOL = {"name": "look_up", "description": "Looks up a word.", "inputSchema": {"type": "object", "properties": {}}}


class HostileSite(Loopback):
    """The server.

    Attributes:
        received: The headers and the body of each request.
    """

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self._ended = asyncio.Event()

    async def __aexit__(self, *details: object) -> None:
        """Let the requests end that wait for ever."""
        self._ended.set()
        await super().__aexit__(*details)

    def application(self) -> web.Application:
        """See `Loopback`."""
        application = web.Application()
        application.router.add_route("*", "/{mode}", self._answer)
        return application

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        self.received.append((dict(request.headers), body))
        mode = request.match_info["mode"]
        message: dict[str, Any] = json.loads(body) if body else {}
        if "id" not in message or "method" not in message:
            return web.Response(status=202)
        headers = {"Mcp-Session-Id": "s1", "Set-Cookie": "tracks=you"} if message["method"] == "initialize" else {}
        if mode == "bad_session":
            return _json(message, {}, {"Mcp-Session-Id": "x" * 2000})
        if message["method"] == "initialize":
            if mode == "hangs":
                await self._ended.wait()
            return _json(message, {"protocolVersion": "2025-06-18", "capabilities": {}}, headers)
        if message["method"] == "tools/list":
            return _json(message, {"tools": [_TOOL]}, headers)
        return await self._call(mode, request, message)

    async def _call(self, mode: str, request: web.Request, message: dict[str, Any]) -> web.StreamResponse:
        result = {"content": [{"type": "text", "text": "found"}]}
        match mode:
            case "redirects":
                return web.Response(status=307, headers={"Location": LINK_LOCAL})
            case "wrong_type":
                return web.Response(text="<html>", content_type="text/html")
            case "no_json":
                return web.Response(text="{", content_type="application/json")
            case "wrong_id":
                return _json({"id": 99}, result)
            case "compressed":
                return web.Response(body=b"x", headers={"Content-Encoding": "gzip", "Content-Type": "application/json"})
            case "refuses":
                return web.Response(status=500)
            case "gone":
                return web.Response(status=404)
            case "huge":
                return await _stream(request, "application/json", [b"x" * 65_536] * 800)  # 50 MB
            case "endless":
                return await _stream(request, "text/event-stream", [b": alive\n\n" * 4096] * 100_000)
            case "floods":
                progress = b'data: {"jsonrpc":"2.0","method":"notifications/progress"}\n\n'
                return await _stream(request, "text/event-stream", [progress * 100] * 100)
            case "dies":
                response = await _stream(request, "text/event-stream", [b"data: {"])
                if request.transport is not None:
                    request.transport.close()
                return response
            case "hangs_in_call":
                await self._ended.wait()
                return web.Response()
            case "asks_back":
                asks = b'event: message\r\ndata: {"jsonrpc":"2.0","id":"s1",\r\ndata: "method":"sampling/createMessage"}\r\n\r\n'
                whole = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode()
                return await _stream(request, "text/event-stream", [asks[:20], asks[20:], b"data:" + whole + b"\n\n"])
            case _:
                return _json(message, result)


def _json(message: dict[str, Any], result: dict[str, Any], headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"jsonrpc": "2.0", "id": message["id"], "result": result}, headers=headers)


async def _stream(request: web.Request, kind: str, parts: list[bytes]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": kind})
    await response.prepare(request)
    with suppress(ConnectionError):  # whoever has read enough leaves
        for part in parts:
            await response.write(part)
    return response

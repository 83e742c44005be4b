"""A tiny target behind the edge: says what reached it, over HTTP and WebSocket."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from collections import defaultdict

from aiohttp import WSMsgType, web


async def echo(request: web.Request) -> web.Response:
    body = await request.text()
    return web.json_response(
        {
            "method": request.method,
            "path": request.raw_path,
            "headers": [[name, value] for name, value in request.headers.items()],
            "body": body,
        },
        headers=[("Set-Cookie", "one=1"), ("Set-Cookie", "two=2")],
    )


async def slow_lines(request: web.Request) -> web.StreamResponse:
    """The second line waits for a request to /release."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b"data: first\n\n")
    released: asyncio.Event = request.app[RELEASED]
    await released.wait()
    await response.write(b"data: second\n\n")
    return response


async def release(request: web.Request) -> web.Response:
    request.app[RELEASED].set()
    return web.Response()


async def cut(request: web.Request) -> web.StreamResponse:
    """Promises more than it sends."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"half")
    assert request.transport is not None
    request.transport.abort()
    return response


async def socket(request: web.Request) -> web.WebSocketResponse:
    if "refuse" in request.query:
        raise web.HTTPForbidden
    name = request.query.get("name", secrets.token_hex())
    answer = web.WebSocketResponse(protocols=("second",), max_msg_size=0)
    await answer.prepare(request)
    await answer.send_json({"headers": [[name, value] for name, value in request.headers.items()]})
    async for message in answer:
        if message.type is WSMsgType.BINARY:
            await answer.send_bytes(message.data)
        elif message.data == "close":
            await answer.close(code=4321, message=b"as asked")
        elif message.data == "vanish":
            assert request.transport is not None
            request.transport.abort()
        else:
            await answer.send_str(message.data)
    request.app[CLOSED][name].set_result(answer.close_code)
    return answer


async def closed(request: web.Request) -> web.Response:
    """The close code with which a client left."""
    return web.json_response(await request.app[CLOSED][request.query["name"]])


async def end(request: web.Request) -> web.Response:
    os.kill(os.getpid(), signal.SIGKILL)
    return web.Response()


async def health(request: web.Request) -> web.Response:
    return web.Response(text="ok")


RELEASED = web.AppKey("released", asyncio.Event)
CLOSED = web.AppKey("closed", dict[str, "asyncio.Future[int | None]"])


def application() -> web.Application:
    app = web.Application()
    app[RELEASED] = asyncio.Event()
    app[CLOSED] = defaultdict(lambda: asyncio.get_running_loop().create_future())
    app.router.add_get("/health", health)
    app.router.add_get("/slow-lines", slow_lines)
    app.router.add_get("/release", release)
    app.router.add_get("/cut", cut)
    app.router.add_get("/closed", closed)
    app.router.add_get("/end", end)
    app.router.add_get("/ws/socket", socket)
    app.router.add_route("*", "/{path:.*}", echo)
    return app


async def serve() -> None:
    runner = web.AppRunner(application(), max_field_size=65536, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, os.environ["HOST"], int(os.environ["PORT"])).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.stdout.write("upstream starts\n")
    sys.stdout.flush()
    if "--stubborn" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    asyncio.run(serve())

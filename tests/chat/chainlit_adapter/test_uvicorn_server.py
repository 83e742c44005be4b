"""Uvicorn's signal handling, and whether uvicorn still has the methods that are replaced."""

import asyncio
import inspect
import signal

import httpx
import uvicorn
from starlette.responses import PlainTextResponse

from chat.chainlit_adapter.uvicorn_server import DrainingServer
from tests.support.ports import free_port
from tests.support.waiting import eventually


def test_uvicorn_still_has_the_methods_that_are_replaced() -> None:
    for name in ("handle_exit", "startup"):
        stock, ours = getattr(uvicorn.Server, name, None), getattr(DrainingServer, name)
        assert stock is not None, f"uvicorn.Server.{name} is gone: signals do not reach DrainingServer"
        parameters = [list(inspect.signature(method).parameters) for method in (stock, ours)]
        assert parameters[0] == parameters[1], f"uvicorn.Server.{name} takes other arguments now"


async def test_first_signal_drains_before_the_server_ends() -> None:
    drained = asyncio.Event()
    config = uvicorn.Config(PlainTextResponse("served"), port=free_port(), lifespan="off", log_config=None)
    server = DrainingServer(config, drained.wait)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    server.handle_exit(signal.SIGTERM, None)
    async with httpx.AsyncClient() as browser:
        assert (await browser.get(f"http://127.0.0.1:{config.port}/")).text == "served"
    assert not serving.done()
    drained.set()
    await serving


async def test_second_signal_ends_at_once() -> None:
    config = uvicorn.Config(PlainTextResponse("served"), port=free_port(), lifespan="off", log_config=None)
    never = asyncio.Event()
    server = DrainingServer(config, never.wait)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    server.handle_exit(signal.SIGTERM, None)
    server.handle_exit(signal.SIGTERM, None)
    await serving

"""Uvicorn's signal handling, and whether uvicorn still has the methods that are replaced."""

import asyncio
import inspect
import signal

import httpx
import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from chat.chainlit_adapter.uvicorn_server import DrainingServer
from tests.support.ports import free_port
from tests.support.upstream import Upstream
from tests.support.waiting import eventually

UVICORN = Upstream("uvicorn", "chat/chainlit_adapter/uvicorn_server.py")


@pytest.mark.guard
@pytest.mark.parametrize("name", ["handle_exit", "startup"])
def test_uvicorn_has_the_methods_that_are_replaced(name: str) -> None:
    stock, ours = UVICORN.find(f"uvicorn:Server.{name}"), getattr(DrainingServer, name)
    parameters = [list(inspect.signature(method).parameters) for method in (stock, ours)]
    UVICORN.require(parameters[0] == parameters[1], f"a Server.{name} of the arguments {parameters[1]}")


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

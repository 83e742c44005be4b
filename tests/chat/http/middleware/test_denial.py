"""An administrator ends somebody's session while they use it; everybody else notices nothing."""

import asyncio
import uuid

import httpx
from aiohttp import ClientSession, WSMsgType

from chat.history.__main__ import main
from tests.chat.identity import forgeries
from tests.support.alb import Alb
from tests.support.raw import status_of, upgrade_status
from tests.support.server import ChatServer
from tests.support.waiting import wait_until

SOCKET = "/ws/socket.io/?EIO=4&transport=websocket"


def test_a_denied_person_is_out_at_once(server: ChatServer, server_alb: Alb) -> None:
    sub = str(uuid.uuid4())
    command = ["--history", f"sqlite:///{server.log.parent}/history.db"]

    def headers(person: str = sub) -> forgeries.Headers:
        return list(server_alb.headers(person).items())

    async def use_the_page() -> None:
        async with ClientSession() as http, http.ws_connect(server.url + SOCKET, headers=headers()) as socket:
            assert (await socket.receive()).type is WSMsgType.TEXT
            assert await asyncio.to_thread(main, ["deny", sub, *command]) == 0
            while (message := await socket.receive()).type is WSMsgType.TEXT:
                await socket.send_str("3")  # the heartbeat's answer
            assert message.type is WSMsgType.CLOSE

    assert status_of(server.url, headers(), path="/user") == 200
    asyncio.run(use_the_page())
    assert status_of(server.url, headers(), path="/user") == 401
    assert upgrade_status(server.url, headers()) == 401
    page = httpx.get(server.url, headers=[*headers(), ("Accept", "text/html,*/*")])
    assert page.status_code == 303
    assert "/logout?" in page.headers["location"]
    expired = [cookie for cookie in page.headers.get_list("set-cookie") if "Max-Age=0" in cookie]
    assert any(cookie.startswith("AWSELBAuthSessionCookie-0=") for cookie in expired)
    assert status_of(server.url, headers("somebody-else"), path="/user") == 200

    assert main(["allow", sub, *command]) == 0
    wait_until(lambda: status_of(server.url, headers(), path="/user") == 200)

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import ClientSession, WSMsgType

from infra.local.supervisor import LocalCloud
from tests.infra.local.people import PASSWORD, sign_in


@pytest.fixture
async def signed_in(http: ClientSession, cloud: LocalCloud, user: str) -> ClientSession:
    assert (await sign_in(http, cloud.ports.public_url, user, PASSWORD)).status == 200
    return http


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_a_request_arrives_as_it_was_sent(signed_in: ClientSession, cloud: LocalCloud, method: str) -> None:
    async with signed_in.request(
        method, f"{cloud.ports.public_url}/project/x?a=1&a=2", data="ünïcode", headers={"X-Mine": "yes"}
    ) as response:
        arrived = await response.json()
    assert (arrived["method"], arrived["path"], arrived["body"]) == (method, "/project/x?a=1&a=2", "ünïcode")
    assert ["X-Mine", "yes"] in arrived["headers"]
    assert ["Content-Length", "9"] in arrived["headers"]
    assert response.headers.getall("Set-Cookie") == ["one=1", "two=2"]


async def test_a_body_of_unknown_length_is_streamed(signed_in: ClientSession, cloud: LocalCloud) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    async with signed_in.post(f"{cloud.ports.public_url}/project/file", data=parts()) as response:
        assert len((await response.json())["body"]) == 1_000_000


async def test_head_has_no_body(signed_in: ClientSession, cloud: LocalCloud) -> None:
    async with signed_in.head(f"{cloud.ports.public_url}/anything") as response:
        assert response.status == 200
        assert int(response.headers["Content-Length"]) > 0
        assert await response.read() == b""


async def test_an_answer_is_not_held_back(signed_in: ClientSession, cloud: LocalCloud) -> None:
    async with signed_in.get(f"{cloud.ports.public_url}/slow-lines") as response:
        assert await response.content.readline() == b"data: first\n"
        async with signed_in.get(f"{cloud.ports.public_url}/release") as released:
            assert released.status == 200
        assert (await response.content.read()).endswith(b"data: second\n\n")


async def test_a_cut_answer_does_not_look_whole(signed_in: ClientSession, cloud: LocalCloud) -> None:
    with pytest.raises(aiohttp.ClientError):
        async with signed_in.get(f"{cloud.ports.public_url}/cut") as response:
            await response.read()


async def test_sockets_carry_text_bytes_and_the_identity(signed_in: ClientSession, cloud: LocalCloud) -> None:
    forged = {"x-amzn-oidc-data": "forged", "x_amzn_oidc_data": "forged"}
    url = f"{cloud.ports.public_url}/ws/socket"
    async with signed_in.ws_connect(url, headers=forged, protocols=("first", "second"), max_msg_size=0) as socket:
        assert socket.protocol == "second"
        names = [name.lower() for name, value in (await socket.receive_json())["headers"] if value != "forged"]
        assert names.count("x-amzn-oidc-data") == 1
        assert not any("_" in name for name in names)
        await socket.send_str("héllo")
        assert await socket.receive_str() == "héllo"
        large = bytes(range(256)) * 40_000
        await socket.send_bytes(large)
        assert await socket.receive_bytes() == large


async def test_heartbeats_pass_through(signed_in: ClientSession, cloud: LocalCloud) -> None:
    async with signed_in.ws_connect(f"{cloud.ports.public_url}/ws/socket", autoping=False) as socket:
        await socket.receive()
        await socket.ping(b"beat")
        pong = await socket.receive()
        assert (pong.type, pong.data) == (WSMsgType.PONG, b"beat")


async def test_close_codes_pass_both_ways(signed_in: ClientSession, cloud: LocalCloud) -> None:
    async with signed_in.ws_connect(f"{cloud.ports.public_url}/ws/socket?name=target") as socket:
        await socket.receive()
        await socket.send_str("close")
        message = await socket.receive()
        assert (message.type, message.data, message.extra) == (WSMsgType.CLOSE, 4321, "as asked")
    async with signed_in.ws_connect(f"{cloud.ports.public_url}/ws/socket?name=client") as socket:
        await socket.receive()
        await socket.close(code=4999)
    for name, code in (("target", 4321), ("client", 4999)):
        async with signed_in.get(f"{cloud.ports.public_url}/closed?name={name}") as response:
            assert await response.json() == code


async def test_a_target_that_vanishes_closes_the_socket_without_a_goodbye(
    signed_in: ClientSession, cloud: LocalCloud
) -> None:
    async with signed_in.ws_connect(f"{cloud.ports.public_url}/ws/socket") as socket:
        await socket.receive()
        await socket.send_str("vanish")
        assert (await socket.receive()).type in (WSMsgType.CLOSED, WSMsgType.ERROR)
        assert socket.close_code == 1006


@pytest.mark.parametrize(("path", "status"), [("/ws/socket?refuse", 403), ("/ws/nothing-here", 200)])
async def test_a_refused_handshake_is_passed_on(
    signed_in: ClientSession, cloud: LocalCloud, path: str, status: int
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await signed_in.ws_connect(cloud.ports.public_url + path)
    assert refused.value.status == status


async def test_a_socket_without_a_session_is_denied(http: ClientSession, cloud: LocalCloud) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(f"{cloud.ports.public_url}/ws/socket")
    assert refused.value.status == 401

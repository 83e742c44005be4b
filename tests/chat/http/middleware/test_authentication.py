"""Authentication, over real HTTP requests and WebSocket upgrades, in front of the real server."""

import httpx
import pytest

from tests.chat.identity import forgeries
from tests.chat.identity.forgeries import Forgery
from tests.support.alb import Alb
from tests.support.raw import status_of, upgrade_status
from tests.support.server import ChatServer

# Ours, and the HTTP server's for what is no valid HTTP.
REFUSED = {401, 400}


@pytest.mark.parametrize("forgery", forgeries.ALL, ids=lambda forgery: forgery.name)
def test_forged_request_is_refused(forgery: Forgery, server: ChatServer, server_alb: Alb) -> None:
    assert status_of(server.url, forgery.build(server_alb)) in REFUSED


@pytest.mark.parametrize("forgery", forgeries.ALL, ids=lambda forgery: forgery.name)
def test_forged_upgrade_is_refused(forgery: Forgery, server: ChatServer, server_alb: Alb) -> None:
    assert upgrade_status(server.url, forgery.build(server_alb)) in REFUSED


def test_signed_request_and_upgrade_are_accepted(server: ChatServer, server_alb: Alb) -> None:
    assert status_of(server.url, forgeries.signed(server_alb)) == 200
    assert upgrade_status(server.url, forgeries.signed(server_alb)) == 101


def test_refused_upgrade_closes_its_connection(server: ChatServer) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    answer = httpx.get(
        f"{server.url}/ws/socket.io/", headers={**headers, "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    )
    assert (answer.status_code, answer.headers["connection"]) == (401, "close")


@pytest.mark.parametrize(
    "headers",
    [
        [("Cookie", "access_token=eyJhbGciOiJIUzI1NiJ9.e30.x")],
        [("Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x")],
        [("X-Forwarded-User", "alice-sub"), ("X-Amzn-Oidc-Identity", "alice-sub")],
        [("Cookie", "AWSELBAuthSessionCookie-0=anything")],
    ],
    ids=lambda headers: headers[0][0] + headers[0][1][:12],
)
def test_no_other_credential_is_accepted(headers: forgeries.Headers, server: ChatServer) -> None:
    assert status_of(server.url, headers, path="/user") == 401
    assert upgrade_status(server.url, headers) == 401


def test_refusal_is_logged_without_the_token(server: ChatServer, server_alb: Alb) -> None:
    token = server_alb.token(header={"signer": forgeries.OTHER_ARN})
    status_of(server.url, forgeries.sent(token))
    log = server.log_text()
    assert '"check": "signer"' in log
    assert token[:40] not in log

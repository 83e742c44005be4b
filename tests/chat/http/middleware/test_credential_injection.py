"""What the application receives: one credential, which is made here, and no header about who sent the request."""

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from chat.identity.checks import TrustedIssuer
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier
from tests.support.alb import ARN, CLIENT, ISSUER, Alb
from tests.support.gate import protected
from tests.support.server import ChatServer

STRAY = [
    (b"authorization", b"Bearer x"),
    (b"x-amzn-oidc-accesstoken", b"not a token"),
    (b"cookie", b"theme=dark; access_token=theirs; AWSELBAuthSessionCookie-0=sealed"),
    (b"cookie", b"access_token_0=theirs; AWSALBAuthNonce=nonce"),
    (b"accept", b"*/*"),
]


@pytest.mark.parametrize(
    "connection",
    [{"type": "http", "method": "GET", "path": "/user"}, {"type": "websocket", "path": "/ws/socket.io/"}],
    ids=lambda connection: connection["type"],
)
async def test_application_receives_one_credential(
    connection: Scope, alb: Alb, keys: KeyStore, groups: GroupReader
) -> None:
    passed: list[Scope] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        raise AssertionError(f"refused: {message}")

    signed = [(name.encode(), value.encode()) for name, value in alb.headers().items()]
    verifier = Verifier(TrustedIssuer(ARN, ISSUER, CLIENT), keys, groups)
    await protected(behind, verifier)({**connection, "headers": [*signed, *STRAY]}, receive, send)
    (scope,) = passed
    assert scope["headers"] == [(b"accept", b"*/*"), (b"cookie", b"theme=dark; access_token=x")]


def test_verified_identity_replaces_every_other(server: ChatServer, server_alb: Alb) -> None:
    """Stock Chainlit answers Alice here, for a request that is signed for Bob."""
    alice = httpx.get(f"{server.url}/user", headers=server_alb.headers("alice-sub"))
    assert "access_token" not in alice.headers.get("set-cookie", "")
    headers = {**server_alb.headers("bob-sub", name="Bob"), "cookie": "access_token=x", "authorization": "Bearer x"}
    bob = httpx.get(f"{server.url}/user", headers=headers)
    assert bob.json()["identifier"] == "bob-sub"

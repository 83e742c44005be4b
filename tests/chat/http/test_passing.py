"""What a request carries once it is past the gate: one credential, which is ours, and no word about who sent it."""

import pytest
from starlette.types import Message, Receive, Scope, Send

from chat.identity.checks import Expected
from chat.identity.groups import Groups
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier
from tests.support.alb import ARN, CLIENT, ISSUER, Alb
from tests.support.gate import gate_before

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
async def test_one_credential_passes_the_gate(connection: Scope, alb: Alb, keys: KeyStore, groups: Groups) -> None:
    passed: list[Scope] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        raise AssertionError(f"refused: {message}")

    signed = [(name.encode(), value.encode()) for name, value in alb.headers().items()]
    verifier = Verifier(Expected(ARN, ISSUER, CLIENT), keys, groups)
    await gate_before(behind, verifier)({**connection, "headers": [*signed, *STRAY]}, receive, send)
    (scope,) = passed
    assert scope["headers"] == [(b"accept", b"*/*"), (b"cookie", b"theme=dark; access_token=x")]

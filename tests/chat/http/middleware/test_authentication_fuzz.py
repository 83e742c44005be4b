"""A thousand generated requests, or ten thousand: none is accepted, and none raises an error."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.identity.checks import TrustedIssuer
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier
from tests.support.alb import ARN, CLIENT, ISSUER, Alb, key_endpoint
from tests.support.gate import protected
from tests.support.keys import NoLastKey

CASES = 5 * settings().max_examples  # in each of the two tests: 500, and 5,000 with the profile "thorough"
ALB = Alb()


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """The application behind the middleware."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"secret"})


class Prober:
    """Sends requests to the real middleware, without HTTP between: an exception here is a 500 there."""

    def __init__(self, runner: asyncio.Runner, keys_url: str) -> None:
        self._runner = runner
        self._keys_url = keys_url
        self._app = runner.run(self._build())

    async def _build(self) -> ASGIApp:
        verifier = Verifier(
            TrustedIssuer(ARN, ISSUER, CLIENT),
            KeyStore(self._keys_url, NoLastKey()),
            GroupReader("http://127.0.0.1:1", "", ""),
        )
        return protected(behind, verifier)

    def status(self, headers: list[tuple[bytes, bytes]], path: str = "/") -> int:
        return self._runner.run(self._request(headers, path))

    async def _request(self, headers: list[tuple[bytes, bytes]], path: str) -> int:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app({"type": "http", "method": "GET", "path": path, "headers": headers}, receive, send)
        status: int = sent[0]["status"]
        return status


@contextmanager
def probing() -> Iterator[Prober]:
    with asyncio.Runner() as runner, key_endpoint(ALB) as endpoint:
        yield Prober(runner, endpoint.url)


@pytest.fixture(scope="module")
def prober() -> Iterator[Prober]:
    with probing() as running:
        yield running


def test_signed_request_is_accepted(prober: Prober) -> None:
    headers = [(name.encode(), value.encode()) for name, value in ALB.headers().items()]
    assert prober.status(headers) == 200


names = st.sampled_from(
    [
        b"x-amzn-oidc-data",
        b"x-amzn-oidc-identity",
        b"x-amzn-oidc-accesstoken",
        b"x_amzn_oidc_data",
        b"cookie",
        b"origin",
    ]
) | st.binary(max_size=30)
token_like = st.lists(st.binary(max_size=60), max_size=5).map(b".".join)
header_lists = st.lists(st.tuples(names, st.binary(max_size=200) | token_like), max_size=8)


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(headers=header_lists, path=st.text(max_size=30))
def test_no_generated_bytes_are_accepted(prober: Prober, headers: list[tuple[bytes, bytes]], path: str) -> None:
    assert prober.status(headers, path) in ({200} if path == "/health" else {401})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
# Names that are checked; any other may have any value.
CHECKED = {"kid", "alg", "iss", "client", "signer", "exp"}


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    name=st.sampled_from(sorted(CHECKED)),
    value=json_values,
    more=st.dictionaries(st.text(max_size=12), json_values, max_size=3),
)
def test_no_signed_but_changed_token_is_accepted(prober: Prober, name: str, value: Any, more: dict[str, Any]) -> None:
    honest = {**ALB.header(), **ALB.payload()}
    if value == honest[name] or (name == "exp" and isinstance(value, int | float) and value > 0):
        return
    token = ALB.token(header={**{key: v for key, v in more.items() if key not in honest}, name: value})
    headers = [(b"x-amzn-oidc-data", token.encode()), (b"x-amzn-oidc-identity", b"alice-sub")]
    assert prober.status(headers) == 401

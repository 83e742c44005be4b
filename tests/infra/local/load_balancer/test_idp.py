"""A login that misbehaves, and what the edge makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import ClientSession, web

from infra.local.load_balancer import idp
from infra.local.load_balancer.idp import IdentityProvider, IdpRefusedError, IdpUnavailableError
from infra.local.ports import LOOPBACK

TOKENS = {"access_token": "a", "refresh_token": "r", "expires_in": 3600}
CLAIMS = {"sub": "s", "email_verified": "true"}


@pytest.fixture
async def answers() -> AsyncIterator[tuple[dict[str, Any], IdentityProvider]]:
    """A login whose answers a test chooses, by path: a body, a status, or a coroutine function."""
    chosen: dict[str, Any] = {"/oauth2/token": TOKENS, "/oauth2/userInfo": CLAIMS}

    async def answer(request: web.Request) -> web.Response:
        body = chosen[request.path]
        if isinstance(body, Callable):  # type: ignore[arg-type]
            await body()
        if isinstance(body, int):
            return web.json_response({"error": "x"}, status=body)
        return web.json_response(body) if not isinstance(body, str) else web.Response(text=body)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, 0).start()
    async with ClientSession() as http:
        url = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
        yield chosen, IdentityProvider(http, url, ("client", "secret"), "callback", 60)
    await runner.cleanup()


async def test_a_session_holds_claims_and_tokens(answers: tuple[dict[str, Any], IdentityProvider]) -> None:
    _, provider = answers
    session = await provider.redeem("code")
    assert (session.claims, session.access_token, session.refresh_token) == (CLAIMS, "a", "r")
    assert session.access_expires > session.expires


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("/oauth2/token", 400, IdpRefusedError),
        ("/oauth2/token", 500, IdpRefusedError),
        ("/oauth2/token", {}, IdpRefusedError),
        ("/oauth2/token", [], IdpRefusedError),
        ("/oauth2/token", "not json", IdpRefusedError),
        ("/oauth2/token", {"access_token": "a", "expires_in": "soon"}, IdpRefusedError),
        ("/oauth2/userInfo", 401, IdpRefusedError),
        ("/oauth2/userInfo", {"sub": "s" * 12_000}, IdpUnavailableError),
        ("/oauth2/userInfo", asyncio.Event().wait, IdpUnavailableError),
    ],
)
async def test_what_goes_wrong_has_a_kind(
    answers: tuple[dict[str, Any], IdentityProvider],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    body: object,
    error: type[Exception],
) -> None:
    chosen, provider = answers
    chosen[path] = body
    if callable(body):  # which never comes to an end
        monkeypatch.setattr(idp, "TIME_LIMIT", 0.2)
    with pytest.raises(error):
        await provider.redeem("code")


async def test_nobody_there_is_unavailable() -> None:
    async with ClientSession() as http:
        provider = IdentityProvider(http, f"http://{LOOPBACK}:1", ("client", "secret"), "callback", 60)
        with pytest.raises(IdpUnavailableError):
            await provider.redeem("code")

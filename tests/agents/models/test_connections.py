"""Addresses that an operator configures, seen through an OpenAI-compatible model."""

import asyncio
import ssl
from pathlib import Path

import pytest

from agents import tls
from agents.events import Error
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.support import ask, text_at


async def test_each_address_of_a_name_is_tried(on_openai: TurnContext, openai: OpenAIFake) -> None:
    """Localhost has an address of each kind on most machines, and the server listens on one."""
    openai.parameters["openai_compatible_url"] = f"http://localhost:{openai.port}/v1"
    openai.think(lambda _: says("Hi."))
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    assert openai.headers[0]["Host"] == f"localhost:{openai.port}"


@pytest.mark.parametrize(
    ("scheme", "addresses", "reason"),
    [
        ("http", ["169.254.169.254"], "it leads to addresses that serve the machine itself"),
        ("https", ["169.254.170.2"], "it leads to addresses that serve the machine itself"),
        ("http", ["127.0.0.1", "169.254.169.254"], "it leads to addresses that serve the machine itself"),
        ("https", ["fe80::1%2"], "it leads to addresses that serve the machine itself"),
        ("http", ["203.0.113.9", "8.8.8.8"], "plain http reaches only this machine and private networks; use https"),
    ],
)
async def test_name_that_leads_to_a_forbidden_address_is_refused(
    on_openai: TurnContext,
    openai: OpenAIFake,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    addresses: list[str],
    reason: str,
) -> None:
    async def lookup(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (address, 80)) for address in addresses]

    openai.parameters["openai_compatible_url"] = f"{scheme}://models.internal/v1"
    await on_openai.parameters.current()
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
    (error,) = [event for event in await ask("Hello", on_openai) if isinstance(event, Error)]
    place = "the address in the parameter openai_compatible_url"
    assert error.message == f"The server may not call {place}: {reason}."


@pytest.mark.parametrize(
    ("host", "trusted", "told"),
    [
        ("localhost", True, "Hi."),
        ("127.0.0.1", True, "is not trusted; renew it."),
        ("localhost", False, "is not trusted; renew it."),
    ],
)
async def test_certificate_must_match_the_name(
    on_openai: TurnContext,
    openai: OpenAIFake,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    trusted: bool,
    told: str,
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr("agents.models.connections.trusted", tls.trusted.__wrapped__)  # not the cached one
    async with OpenAIFake(context) as secured:
        secured.think(lambda _: says("Hi."))
        openai.parameters["openai_compatible_url"] = f"https://{host}:{secured.port}/v1"
        events = await ask("Hello", on_openai)
    assert told in "".join(getattr(event, "message", getattr(event, "text", "")) for event in events)

"""What an OpenAI-compatible server gets, and where the server may not be sent."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agents import tls
from agents.events import Error
from agents.models import ollama
from agents.models.connections import Connections
from agents.models.ollama import Ollama
from agents.parameters import ParameterValues
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import AnswerMessage, Refusal
from tests.agents.support import ask, text_at


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    connections = Connections()
    yield connections
    await connections.close()


async def test_the_request_and_the_key(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.parameters["openai_compatible_key"] = "sk-test"
    openai.think(lambda _: says("Hi."))
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    (body,) = openai.requests
    assert (body["model"], body["stream"], body["max_tokens"]) == ("qwen3", True, 4096)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "math_assistant" in {tool["function"]["name"] for tool in body["tools"]}
    assert openai.headers[0]["Authorization"] == "Bearer sk-test"
    assert openai.headers[0]["Host"].startswith("127.0.0.1:")


async def test_without_a_key_none_is_sent(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.think(lambda _: says("Hi."))
    await ask("Hello", on_openai)
    assert "Authorization" not in openai.headers[0]


async def test_what_a_model_does_not_take_is_left_out(on_openai: TurnContext, openai: OpenAIFake) -> None:
    def answer(body: dict[str, Any]) -> AnswerMessage:
        for name in ("max_tokens", "temperature"):
            if name in body:
                error = {"message": "secret", "code": "unsupported_parameter", "param": name}
                return Refusal(400, body=json.dumps({"error": error}))
        return says("Hi.")

    openai.think(answer)
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    assert len(openai.requests) == 3
    assert openai.requests[-1]["max_completion_tokens"] == 4096


async def test_an_ollama_that_is_silent_is_not_waited_for(
    connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ollama, "TIMEOUT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(ollama, "PORT", silent.getsockname()[1])
        found = Ollama(connections)
        await found.refresh()
    assert not found.models


async def test_an_ollama_that_is_too_busy_to_answer_keeps_its_models(
    connections: Connections, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ollama, "REFRESH_SECONDS", 0.0)
    monkeypatch.setattr(ollama, "PORT", openai.port)
    found = Ollama(connections)
    await found.refresh()
    monkeypatch.setattr(ollama, "TIMEOUT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(ollama, "PORT", silent.getsockname()[1])
        await found.refresh()
    assert found.models == ("llama3.2:latest",)


async def test_a_name_is_called_at_whichever_address_answers(on_openai: TurnContext, openai: OpenAIFake) -> None:
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
async def test_a_name_may_not_lead_anywhere(
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
async def test_a_certificate_is_held_against_the_name(
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
    monkeypatch.setattr("agents.models.connections.trusted", tls.trusted.__wrapped__)  # as at a start
    async with OpenAIFake(context) as secured:
        secured.think(lambda _: says("Hi."))
        openai.parameters["openai_compatible_url"] = f"https://{host}:{secured.port}/v1"
        events = await ask("Hello", on_openai)
    assert told in "".join(getattr(event, "message", getattr(event, "text", "")) for event in events)


async def test_ollama_is_found_and_answers(
    on_openai: TurnContext, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ollama, "PORT", openai.port)
    choices = {choice.id: choice for choice in await on_openai.factory.choices(ParameterValues())}
    assert choices["ollama/llama3.2:latest"].provider == "Ollama"
    assert "ollama/nomic-embed-text:latest" not in choices
    openai.think(lambda _: says("Hi."))
    context = TurnContext("o", "t", on_openai.factory, on_openai.parameters, "ollama/llama3.2:latest")
    assert text_at(await ask("Hello", context)) == "Hi."
    assert openai.requests[0]["model"] == "llama3.2:latest"
    assert openai.looked == 1  # the answer did not look again


async def test_ollama_is_looked_for_again_when_the_last_look_is_old(
    connections: Connections, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Ollama(connections)
    await found.refresh()
    monkeypatch.setattr(ollama, "PORT", openai.port)
    await found.refresh()
    assert not found.models
    assert openai.looked == 0
    monkeypatch.setattr(ollama, "REFRESH_SECONDS", 0.0)
    found = Ollama(connections)
    await found.refresh()
    assert found.models == ("llama3.2:latest",)
    openai.models = ["qwen3:4b"]
    await found.refresh()
    assert list(found.models) == ["qwen3:4b"]


@pytest.mark.parametrize("name", ["AWS_EXECUTION_ENV", "ECS_CONTAINER_METADATA_URI_V4"])
async def test_on_aws_nobody_looks_for_ollama(
    connections: Connections, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(ollama, "PORT", openai.port)
    monkeypatch.setenv(name, "AWS_ECS_FARGATE")
    found = Ollama(connections)
    await found.refresh()
    assert (found.models, openai.looked) == ((), 0)

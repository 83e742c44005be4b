import socket
from collections.abc import AsyncIterator

import pytest

from agents.models import ollama
from agents.models.connections import Connections
from agents.models.ollama import Ollama
from agents.parameters import ParameterValues
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.support import ask, text_at


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    connections = Connections()
    yield connections
    await connections.close()


async def test_silent_ollama_is_not_waited_for(connections: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama, "TIMEOUT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(ollama, "PORT", silent.getsockname()[1])
        found = Ollama(connections)
        await found.refresh()
    assert not found.models


async def test_busy_ollama_keeps_its_models(
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


async def test_models_of_ollama_are_refreshed_when_they_are_old(
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
async def test_ollama_is_not_looked_for_on_aws(
    connections: Connections, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(ollama, "PORT", openai.port)
    monkeypatch.setenv(name, "AWS_ECS_FARGATE")
    found = Ollama(connections)
    await found.refresh()
    assert (found.models, openai.looked) == ((), 0)

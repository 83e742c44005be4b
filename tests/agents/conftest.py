import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from agents.documents.reader import documents
from agents.mathematics.pool import AlgebraPool, algebra
from agents.models import ollama
from agents.models.factory import DEFAULT_BEDROCK, ModelFactory
from agents.parameters import Parameters
from agents.tools import calculator
from agents.tools.proofreading.tool import proofreader
from agents.tools.python.sandbox import sandbox
from agents.turn.run_turn import TurnContext
from tests.agents.fakes import bedrock as converse
from tests.agents.fakes import chat
from tests.agents.fakes.bedrock import BedrockFake
from tests.agents.fakes.dialects import Provider
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.sagemaker_chat import SageMakerChatFake
from tests.agents.fakes.scripted import ScriptedServer
from tests.support.waiting import PATIENCE

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection outside this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_ollama(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides an Ollama that runs on this machine."""
    monkeypatch.setattr(ollama, "PORT", 1)
    monkeypatch.setattr(ollama, "TIMEOUT_SECONDS", PATIENCE)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.fixture(scope="session", autouse=True)
def end_processes() -> Iterator[None]:
    yield
    algebra.close()
    documents.close()
    proofreader.close()
    sandbox.close()


@pytest.fixture(scope="session")
def embedded_factory() -> Iterator[ModelFactory]:
    factory = ModelFactory("us-east-1")
    yield factory
    asyncio.run(factory.close())


@pytest.fixture
def embedded(embedded_factory: ModelFactory) -> TurnContext:
    return TurnContext("sub-1", "thread-1", embedded_factory, Parameters("us-east-1", "test"), "embedded")


@pytest.fixture
async def bedrock(monkeypatch: pytest.MonkeyPatch, credentials: None) -> AsyncIterator[BedrockFake]:
    async with BedrockFake() as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", fake.url)
        yield fake


@asynccontextmanager
async def turn_on(
    fake: ScriptedServer, monkeypatch: pytest.MonkeyPatch, model: str | None = None
) -> AsyncIterator[TurnContext]:
    """A turn on this model; the fake serves the parameters too."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", fake.url)
    factory = ModelFactory("us-east-1")
    yield TurnContext("sub-1", "thread-1", factory, Parameters("us-east-1", "test", factory.aws), model)
    await factory.close()


@pytest.fixture
async def on_bedrock(bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TurnContext]:
    async with turn_on(bedrock, monkeypatch) as context:
        yield context


@pytest.fixture
async def sagemaker(monkeypatch: pytest.MonkeyPatch, credentials: None) -> AsyncIterator[SageMakerChatFake]:
    async with SageMakerChatFake() as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", fake.url)
        fake.parameters = {"sagemaker_model_endpoint": "chat-endpoint"}
        yield fake


@pytest.fixture
async def on_sagemaker(sagemaker: SageMakerChatFake, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TurnContext]:
    async with turn_on(sagemaker, monkeypatch, "sagemaker") as context:
        yield context


@pytest.fixture
async def openai() -> AsyncIterator[OpenAIFake]:
    async with OpenAIFake() as fake:
        fake.parameters = {"openai_compatible_url": f"{fake.url}/v1", "openai_compatible_model": "qwen3"}
        yield fake


@pytest.fixture
async def on_openai(openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TurnContext]:
    async with turn_on(openai, monkeypatch, "openai_compatible") as context:
        yield context


@pytest.fixture(params=["bedrock", "sagemaker", "openai"])
def provider(request: pytest.FixtureRequest) -> Provider:
    name = request.param
    context: TurnContext = request.getfixturevalue(f"on_{name}")
    write = converse if name == "bedrock" else chat
    model = {"bedrock": DEFAULT_BEDROCK, "openai": "openai_compatible"}.get(name, name)
    return Provider(request.getfixturevalue(name), write, context, model)


@pytest.fixture
def adder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replaces SymPy's process, which takes a second to start."""
    pool = AlgebraPool()
    monkeypatch.setattr(pool, "_module", "tests.agents.fakes.adder")
    monkeypatch.setattr(calculator, "algebra", pool)
    yield
    pool.close()

"""The model against llama.cpp's own HTTP server, which listens beside the embedded model's library."""

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from strands.types.tools import ToolSpec

from agents.agent.output import AgentOutput
from agents.agent.runner import Outcome, run_agent
from agents.demo_model.weights import find_smollm2
from agents.errors import to_user_facing
from agents.events import Event, Notice, Text, Usage
from agents.models.factory import ModelFactory
from agents.models.openai_compatible.model import OpenAICompatibleModel
from agents.parameters import ParameterValues
from agents.specialists import Limits
from tests.support.waiting import PATIENCE

CONTEXT_TOKENS = 256
KEY = "sk-llama"
WHERE = "the address in the parameter openai_compatible_url"
TOOL: ToolSpec = {
    "name": "ping",
    "description": "Says pong.",
    "inputSchema": {"json": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}},
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of the server."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(find_smollm2())
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.n_parallel = 1
    params.n_ctx = CONTEXT_TOKENS
    params.cache_ram_mib = 0
    params.verbosity = -1
    params.api_keys = [KEY]
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@dataclass
class Serving:
    """A factory, and the parameters with which it finds the server."""

    factory: ModelFactory
    url: str

    async def model(self, name: str = "smollm2", key: str = KEY, max_tokens: int = 4) -> OpenAICompatibleModel:
        values = ParameterValues(
            default_model_id="openai_compatible",
            openai_compatible_url=self.url,
            openai_compatible_model=name,
            openai_compatible_key=key,
            temperature=0.0,
        )
        await self.factory.examine(values)
        model = await self.factory.create(None, values)
        assert isinstance(model, OpenAICompatibleModel)
        model.update_config(max_tokens=max_tokens)
        return model


@pytest.fixture
async def serving(url: str) -> AsyncIterator[Serving]:
    factory = ModelFactory("us-east-1")
    yield Serving(factory, url)
    await factory.close()


async def ask(model: OpenAICompatibleModel, question: str, history: Any = None) -> tuple[Outcome, list[Event]]:
    events: list[Event] = []
    limits = Limits(turns=2, tool_calls=1, seconds=PATIENCE)
    output = AgentOutput((), events.append)
    return await run_agent(model, "Be brief.", (), limits, question, output=output, history=history), events


async def test_answer_is_streamed_and_its_tokens_are_counted(serving: Serving) -> None:
    outcome, events = await ask(await serving.model(), "Say hello.")
    assert outcome.text
    assert outcome.stop_reason == "max_tokens"
    assert "".join(event.text for event in events if isinstance(event, Text)).strip() == outcome.text
    (usage,) = [event for event in events if isinstance(event, Usage)]
    assert usage.output_tokens == 4
    assert usage.input_tokens + usage.cache_read_tokens > 10
    assert (await ask(await serving.model(), "Say hello."))[0].text == outcome.text  # the connection is used again


async def test_tools_are_accepted(serving: Serving) -> None:
    model = await serving.model(max_tokens=2)
    chunks = [chunk async for chunk in model.stream([{"role": "user", "content": [{"text": "Call ping."}]}], [TOOL])]
    assert any("messageStop" in chunk for chunk in chunks)


async def test_server_of_one_model_ignores_its_name(serving: Serving) -> None:
    outcome, _ = await ask(await serving.model("no-such-model"), "Say hello.")
    assert outcome.text


async def test_conversation_that_is_too_long_is_sent_again_without_its_beginning(serving: Serving) -> None:
    history = [
        {"role": "user", "content": [{"text": "Hello. " * CONTEXT_TOKENS}]},
        {"role": "assistant", "content": [{"text": "Hi."}]},
        {"role": "user", "content": [{"text": "How are you?"}]},
        {"role": "assistant", "content": [{"text": "Well."}]},
    ]
    outcome, events = await ask(await serving.model(), "Good.", history)
    assert outcome.text
    assert any(isinstance(event, Notice) for event in events)


async def test_question_that_is_too_long_is_told(serving: Serving) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - whatever the agent loop makes of it
        await ask(await serving.model(), "Hello. " * CONTEXT_TOKENS)
    assert to_user_facing(refused.value).code == "too_long"


async def test_wrong_key_is_told(serving: Serving) -> None:
    with pytest.raises(Exception, match=f"The key was refused at {WHERE}"):
        await serving.model(key="wrong")

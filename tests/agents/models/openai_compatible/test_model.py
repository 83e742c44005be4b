import json
from typing import Any

from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import AnswerMessage, Refusal
from tests.agents.support import ask, text_at


async def test_request_carries_the_model_the_tools_and_the_key(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.parameters["openai_compatible_key"] = "sk-test"
    openai.think(lambda _: says("Hi."))
    assert text_at(await ask("Hello", on_openai)) == "Hi."
    (body,) = openai.requests
    assert (body["model"], body["stream"], body["max_tokens"]) == ("qwen3", True, 4096)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "math_assistant" in {tool["function"]["name"] for tool in body["tools"]}
    assert openai.headers[0]["Authorization"] == "Bearer sk-test"
    assert openai.headers[0]["Host"].startswith("127.0.0.1:")


async def test_request_without_a_key_has_no_authorization(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.think(lambda _: says("Hi."))
    await ask("Hello", on_openai)
    assert "Authorization" not in openai.headers[0]


async def test_parameters_that_the_model_refuses_are_left_out(on_openai: TurnContext, openai: OpenAIFake) -> None:
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

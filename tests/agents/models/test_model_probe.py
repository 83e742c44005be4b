"""The question of a few tokens: what counts as an answer, on every provider."""

import pytest

from agents.errors import UserFacingError
from agents.models.factory import ModelFactory
from agents.parameters import OPENAI_COMPATIBLE, ParameterValues
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import BedrockFake, calls, failure, says
from tests.agents.fakes.scripted import AnswerMessage, Refusal
from tests.agents.support import ask

NO_TOOLS = Refusal(400, "ValidationException", "This model doesn't support tool use.")


async def test_an_answer_makes_the_default_model_known_to_work(credentials: None, bedrock: BedrockFake) -> None:
    factory = ModelFactory("us-east-1")
    assert not await factory.examine(ParameterValues())
    bedrock.think(lambda _: says("Yes."))
    await factory.probe(ParameterValues())
    (request,) = bedrock.requests
    assert request["toolConfig"]["tools"]
    assert await factory.examine(ParameterValues())
    assert not await factory.examine(ParameterValues(default_model_id="us.amazon.nova-pro-v1:0"))
    await factory.close()


async def test_the_answer_to_a_learner_shows_it_too(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Yes."))
    await ask("Are you there?", on_bedrock)
    assert await on_bedrock.factory.examine(ParameterValues())


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (NO_TOOLS, "no_tools"),
        (Refusal(403, "AccessDeniedException"), "no_access"),
        (Refusal(404, "ResourceNotFoundException"), "not_found"),
        (Refusal(500, "InternalServerException"), "broken_off"),
        (says(""), "empty_answer"),
        (says(" \n"), "empty_answer"),
        ([failure("modelStreamErrorException")], "broken_off"),
    ],
)
async def test_what_is_no_answer_is_told(
    credentials: None, bedrock: BedrockFake, reply: AnswerMessage, code: str
) -> None:
    factory = ModelFactory("us-east-1")
    bedrock.think(lambda _: reply)
    with pytest.raises(UserFacingError) as told:
        await factory.probe(ParameterValues())
    assert told.value.code == code
    assert "secret" not in str(told.value)
    with pytest.raises(UserFacingError) as shown:
        await factory.examine(ParameterValues())
    assert shown.value is told.value
    assert not await factory.examine(ParameterValues(temperature=0.5))  # what was wrong may be corrected
    bedrock.think(lambda _: says("Yes."))
    await factory.probe(ParameterValues())
    assert await factory.examine(ParameterValues())
    await factory.close()


async def test_a_call_of_the_tool_is_an_answer(credentials: None, bedrock: BedrockFake) -> None:
    factory = ModelFactory("us-east-1")
    bedrock.think(lambda _: calls(("n", "note", {"text": "yes"})))
    await factory.probe(ParameterValues())
    await factory.close()


async def test_the_demonstration_model_answers(embedded: TurnContext) -> None:
    await embedded.factory.probe(ParameterValues())


async def test_a_server_that_is_not_there(credentials: None) -> None:
    factory = ModelFactory("us-east-1")
    values = ParameterValues(
        default_model_id=OPENAI_COMPATIBLE,
        openai_compatible_url="http://127.0.0.1:1/v1",
        openai_compatible_model="qwen3",
    )
    with pytest.raises(UserFacingError, match="Nothing answers"):
        await factory.probe(values)
    await factory.close()

import pytest
from strands.types.content import Messages, ReasoningContentBlock

from agents.demo_model.model import DemoModel
from agents.errors import UserFacingError
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.factory import DEFAULT_BEDROCK, EMBEDDED, ModelChoice, ModelFactory
from agents.models.sagemaker import SageMakerModel
from agents.parameters import ParameterValues, read_values
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.support import ask

ARN = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc"


@pytest.fixture
def factory() -> ModelFactory:
    return ModelFactory("us-east-1")


async def test_without_credentials_only_the_embedded_model_is_offered(factory: ModelFactory) -> None:
    values = ParameterValues()
    (choice,) = await factory.choices(values)
    assert (choice.id, choice.provider) == (EMBEDDED, "Embedded")
    assert "demonstration" in choice.label
    assert isinstance(await factory.create(None, values), DemoModel)


async def test_with_credentials_nova_is_the_default(factory: ModelFactory, credentials: None) -> None:
    choices = await factory.choices(ParameterValues())
    assert [choice.label for choice in choices] == [
        "Amazon Nova 2 Lite",
        "Amazon Nova Pro",
        "Claude Haiku 4.5",
        "Claude Sonnet 4.5",
        "Small demonstration model",
    ]
    model = await factory.create(None, ParameterValues())
    assert isinstance(model, StreamingBedrockModel)
    assert model.get_config()["model_id"] == DEFAULT_BEDROCK


@pytest.mark.parametrize("model_id", ["some.model-of-another-name-v9", ARN, EMBEDDED])
async def test_parameter_sets_the_default(factory: ModelFactory, credentials: None, model_id: str) -> None:
    values = ParameterValues(default_model_id=model_id, temperature=0.7)
    choices = await factory.choices(values)
    assert choices[0].id == model_id
    assert len({choice.id for choice in choices}) == len(choices)
    config = (await factory.create(None, values)).get_config()
    assert (config["model_id"], config["temperature"]) == (model_id, 0.7)


async def test_custom_deployment_is_offered_when_it_is_configured(factory: ModelFactory, credentials: None) -> None:
    values = ParameterValues(bedrock_custom_model_deployment_arn=ARN)
    labels = {choice.id: choice.label for choice in await factory.choices(values)}
    assert labels[ARN] == "Bedrock custom model deployment"
    assert ARN not in {choice.id for choice in await factory.choices(ParameterValues())}


async def test_models_are_cached_by_temperature(factory: ModelFactory, credentials: None) -> None:
    first = await factory.create(None, ParameterValues())
    assert await factory.create(None, ParameterValues()) is first
    assert await factory.create(None, ParameterValues(temperature=0.9)) is not first


@pytest.mark.parametrize("model_id", ["us.amazon.nova-pro-v1:0", "", "../secret"])
async def test_model_that_is_not_offered_is_refused(factory: ModelFactory, model_id: str) -> None:
    with pytest.raises(UserFacingError, match="no longer offered"):
        await factory.create(model_id, ParameterValues())


SET = {
    "sagemaker_model_endpoint": "chat-endpoint",
    "openai_compatible_url": "https://models.example/v1",
    "openai_compatible_model": "qwen3",
}


def offered(choices: list[ModelChoice]) -> dict[str, str]:
    return {choice.id: choice.provider for choice in choices}


async def test_provider_is_offered_when_it_is_configured(factory: ModelFactory, credentials: None) -> None:
    some = offered(await factory.choices(read_values(SET, ParameterValues())))
    assert (some["sagemaker"], some["openai_compatible"]) == ("SageMaker", "OpenAI-compatible")
    assert isinstance(await factory.create("sagemaker", read_values(SET, ParameterValues())), SageMakerModel)
    none = offered(await factory.choices(ParameterValues()))
    assert not {"sagemaker", "openai_compatible"} & set(none)


@pytest.mark.parametrize("missing", ["openai_compatible_url", "openai_compatible_model"])
async def test_half_a_configuration_is_not_offered(factory: ModelFactory, missing: str) -> None:
    values = read_values({name: value for name, value in SET.items() if name != missing}, ParameterValues())
    assert list(offered(await factory.choices(values))) == [EMBEDDED]  # and without credentials no SageMaker either


@pytest.mark.parametrize("model_id", ["sagemaker", "openai_compatible", "embedded", "ollama/llama3.2"])
async def test_every_provider_can_be_the_default(factory: ModelFactory, credentials: None, model_id: str) -> None:
    values = read_values(SET | {"default_model_id": model_id, "temperature": "0.7"}, ParameterValues())
    choices = await factory.choices(values)
    assert choices[0].id == model_id
    config = (await factory.create(None, values)).get_config()
    assert (config["model_id"], config["temperature"]) == (model_id, 0.7)


@pytest.mark.parametrize("family", ["claude", "nova", "other"])
async def test_parameter_and_not_the_arn_names_the_family(
    on_bedrock: TurnContext, bedrock: BedrockFake, family: str
) -> None:
    """The ARN's name says one thing and the parameter another; the parameter holds."""
    arn = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/" + (
        "amazon.nova" if family == "claude" else "anthropic.claude"
    )
    bedrock.parameters = {"default_model_id": arn, "bedrock_custom_model_family": family}
    bedrock.on("You are the Teacher", calls(("m1", "math_assistant", {"query": ""})))
    bedrock.on("You are the Teacher", says("Hi."))
    await ask("Hello", on_bedrock)
    assert bedrock.models == [arn, arn]
    (result,) = bedrock.requests[1]["messages"][-1]["content"]
    assert ("status" in result["toolResult"]) == (family == "claude")


@pytest.mark.parametrize(("family", "kept"), [("claude", ["signed", "redacted"]), ("nova", []), ("other", [])])
async def test_family_decides_what_is_sent_back(
    factory: ModelFactory, credentials: None, family: str, kept: list[str]
) -> None:
    values = ParameterValues(default_model_id=ARN, bedrock_custom_model_family=family)
    model = await factory.create(None, values)
    assert isinstance(model, StreamingBedrockModel)
    reasoning: dict[str, ReasoningContentBlock] = {
        "signed": {"reasoningText": {"text": "hm", "signature": "x"}},
        "unsigned": {"reasoningText": {"text": "hm"}},
        "redacted": {"redactedContent": b"x"},
    }
    messages: Messages = [
        {"role": "assistant", "content": [{"reasoningContent": block}]} for block in reasoning.values()
    ]
    messages.append(
        {
            "role": "user",
            "content": [{"toolResult": {"toolUseId": "a", "status": "success", "content": [{"json": {"n": 1}}]}}],
        }
    )
    *thoughts, result = model.format_request(messages)["messages"]
    assert len(thoughts) == len(kept)
    expected = {"json": {"n": 1}} if family == "claude" else {"text": '{"n": 1}'}
    assert result["content"][0]["toolResult"]["content"] == [expected]

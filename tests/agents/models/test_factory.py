import pytest

from agents.errors import LearnerError
from agents.models.bedrock import StreamingBedrockModel
from agents.models.embedded.model import EmbeddedModel
from agents.models.factory import DEFAULT_BEDROCK, EMBEDDED, ModelFactory
from agents.settings import ParameterValues

ARN = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc"


@pytest.fixture
def factory() -> ModelFactory:
    return ModelFactory("us-east-1")


async def test_without_credentials_the_embedded_model_is_the_default_and_alone(factory: ModelFactory) -> None:
    values = ParameterValues()
    (choice,) = await factory.choices(values)
    assert (choice.id, choice.provider) == (EMBEDDED, "Embedded")
    assert "demonstration" in choice.label
    assert isinstance(await factory.create(None, values), EmbeddedModel)


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
async def test_the_parameter_decides_the_default(factory: ModelFactory, credentials: None, model_id: str) -> None:
    values = ParameterValues(default_model_id=model_id, temperature=0.7)
    choices = await factory.choices(values)
    assert choices[0].id == model_id
    assert len({choice.id for choice in choices}) == len(choices)
    config = (await factory.create(None, values)).get_config()
    assert (config["model_id"], config["temperature"]) == (model_id, 0.7)


async def test_a_custom_deployment_is_offered_when_it_is_set(factory: ModelFactory, credentials: None) -> None:
    values = ParameterValues(bedrock_custom_model_deployment_arn=ARN)
    labels = {choice.id: choice.label for choice in await factory.choices(values)}
    assert labels[ARN] == "Bedrock custom model deployment"
    assert ARN not in {choice.id for choice in await factory.choices(ParameterValues())}


async def test_models_are_kept_for_each_temperature(factory: ModelFactory, credentials: None) -> None:
    first = await factory.create(None, ParameterValues())
    assert await factory.create(None, ParameterValues()) is first
    assert await factory.create(None, ParameterValues(temperature=0.9)) is not first


@pytest.mark.parametrize("model_id", ["us.amazon.nova-pro-v1:0", "", "../secret"])
async def test_only_what_is_offered_can_be_had(factory: ModelFactory, model_id: str) -> None:
    with pytest.raises(LearnerError, match="no longer offered"):
        await factory.create(model_id, ParameterValues())

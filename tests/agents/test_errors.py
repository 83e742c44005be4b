"""Each failure of each provider, as the bytes that the real service sends, is one sentence that names what to fix."""

import json
import logging
import socket

import pytest

from agents.agent import retry
from agents.events import Done, Error, Retry
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import BedrockFake
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.sagemaker_chat import SageMakerChatFake, failure
from tests.agents.fakes.scripted import Raw, Refusal, ScriptedServer
from tests.agents.support import ask

SECRET = "secret details"
BUSY = "The model is busy right now; please ask again in a minute."
BROKEN = "The model stopped answering before it was done; please ask again."
TOO_LONG = "This conversation has become too long for the model; start a new one and ask again."
EXPIRED = "The server's sign-in to AWS has expired; renew it, or choose another model."
INVALID = "AWS does not accept the server's credentials; replace them, or choose another model."
ON_DEMAND = (
    "Invocation of model ID anthropic.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn’t supported. "
    "Retry your request with the ID or ARN of an inference profile that contains this model."
)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)


async def sentence(context: TurnContext, fake: ScriptedServer, refusal: Refusal) -> tuple[str, int]:
    """What the learner reads, and how often the model was asked again."""
    fake.think(lambda _: refusal)
    events = await ask("Hello", context)
    (error,) = [event for event in events if isinstance(event, Error)]
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "error"
    assert error.message.count(". ") == 0
    assert SECRET not in str(events)
    return error.message, len([event for event in events if isinstance(event, Retry)])


@pytest.mark.parametrize(
    ("refusal", "told", "retries"),
    [
        (Refusal(403, "ExpiredTokenException"), EXPIRED, 0),
        (Refusal(403, "UnrecognizedClientException"), INVALID, 0),
        (Refusal(403, "InvalidSignatureException"), INVALID, 0),
        (
            Refusal(403, "AccessDeniedException", "You don't have access to the model with the specified model ID."),
            "This AWS account may not use this model yet; ask for access to it in Bedrock, or choose another model.",
            0,
        ),
        (
            Refusal(400, "ValidationException", "The provided model identifier is invalid."),
            "This model does not exist in the server's region; choose another model, or correct default_model_id or "
            "AWS_REGION.",
            0,
        ),
        (
            Refusal(404, "ResourceNotFoundException"),
            "This model does not exist in the server's region; choose another model, or correct default_model_id or "
            "AWS_REGION.",
            0,
        ),
        (
            Refusal(400, "ValidationException", ON_DEMAND),
            "This model is reached through an inference profile only; put the profile's id, as in us.…, into "
            "default_model_id.",
            0,
        ),
        (
            Refusal(400, "ValidationException", "This model doesn't support tool use in streaming mode."),
            "This model cannot call tools, and the specialists are reached as tools; choose another model.",
            0,
        ),
        (Refusal(400, "ValidationException", "Input is too long for requested model."), TOO_LONG, 0),
        (
            Refusal(400, "ValidationException"),
            "The model refused the request as it was sent; try to put the question differently.",
            0,
        ),
        (Refusal(429, "ThrottlingException"), BUSY, 2),
        (Refusal(429, "ModelNotReadyException"), BUSY, 2),
        (Refusal(503, "ServiceUnavailableException"), BUSY, 2),
        (Refusal(400, "ServiceQuotaExceededException"), BUSY, 0),
        (Refusal(500, "InternalServerException"), BROKEN, 2),
        (Refusal(500, body=""), BROKEN, 2),
        (Refusal(502, body="<html>bad gateway</html>"), BROKEN, 2),
        (Refusal(424, "ModelErrorException"), BROKEN, 0),
        (Refusal(408, "ModelTimeoutException"), BROKEN, 0),
    ],
)
async def test_bedrock(
    on_bedrock: TurnContext, bedrock: BedrockFake, refusal: Refusal, told: str, retries: int
) -> None:
    assert await sentence(on_bedrock, bedrock, refusal) == (told, retries)


def model_error(status: int, message: str) -> Refusal:
    body = {"ErrorCode": "CLIENT_ERROR_FROM_MODEL", "OriginalStatusCode": status, "OriginalMessage": message}
    return Refusal(424, "ModelError", body=json.dumps(body | {"LogStreamArn": "arn", "message": SECRET}))


@pytest.mark.parametrize(
    ("refusal", "told", "retries"),
    [
        (Refusal(403, "ExpiredTokenException"), EXPIRED, 0),
        (Refusal(403, "UnrecognizedClientException"), INVALID, 0),
        (
            Refusal(403, "AccessDeniedException", "User is not authorized to perform: sagemaker:InvokeEndpoint"),
            "The server may not call this SageMaker endpoint; allow sagemaker:InvokeEndpointWithResponseStream.",
            0,
        ),
        (
            Refusal(400, "ValidationError", "Endpoint chat-endpoint of account 123456789012 not found."),
            "This SageMaker endpoint does not exist in the server's region; correct the parameter "
            "sagemaker_model_endpoint.",
            0,
        ),
        (
            Refusal(400, "ValidationError", "Inference Component Name header is required for endpoints to which…"),
            "This SageMaker endpoint has no such inference component; correct the parameter "
            "sagemaker_model_inference_component.",
            0,
        ),
        (Refusal(400, "ThrottlingException", "Rate exceeded"), BUSY, 2),
        (Refusal(503, "ServiceUnavailable"), BUSY, 2),
        (Refusal(500, "InternalFailure"), BROKEN, 2),
        (Refusal(502, body="<html>bad gateway</html>"), BROKEN, 2),
        (model_error(429, "Model is overloaded"), BUSY, 2),
        (model_error(500, "CUDA out of memory"), BROKEN, 2),
        (model_error(400, "This model's maximum context length is 8192 tokens."), TOO_LONG, 0),
        (model_error(413, "Input validation error: `inputs` must have less than 4096 tokens."), TOO_LONG, 0),
        (
            model_error(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
            "This SageMaker model cannot call tools, and the specialists are reached as tools; deploy it with tool "
            "calling switched on, or choose another model.",
            0,
        ),
        (model_error(422, SECRET), "The SageMaker model refused the request; its endpoint's log says why.", 0),
    ],
)
async def test_sagemaker(
    on_sagemaker: TurnContext, sagemaker: SageMakerChatFake, refusal: Refusal, told: str, retries: int
) -> None:
    assert await sentence(on_sagemaker, sagemaker, refusal) == (told, retries)


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (failure("ModelStreamError", ErrorCode="StreamBroken", Message=SECRET), BROKEN),
        (failure("InternalStreamFailure", Message=SECRET), BROKEN),
        (failure("ModelStreamError", Message="maximum context length is 8192 tokens"), TOO_LONG),
        (failure("ThrottlingException", Message=SECRET), BUSY),
        (Raw(b"no frame at all, but long enough to be taken for one"), BROKEN),
    ],
)
async def test_sagemaker_in_mid_stream(
    on_sagemaker: TurnContext, sagemaker: SageMakerChatFake, frame: Raw, told: str
) -> None:
    sagemaker.think(lambda _: [frame])
    events = await ask("Hello", on_sagemaker)
    assert [event.message for event in events if isinstance(event, Error)] == [told]


def openai_error(status: int, code: str, message: str = SECRET) -> Refusal:
    return Refusal(status, body=json.dumps({"error": {"message": message, "type": "x", "code": code}}))


WHERE = "the address in the parameter openai_compatible_url"


@pytest.mark.parametrize(
    ("refusal", "told", "retries"),
    [
        (
            openai_error(401, "invalid_api_key"),
            f"The key was refused at {WHERE}; put a valid one into the parameter openai_compatible_key.",
            0,
        ),
        (
            openai_error(403, "forbidden"),
            f"The key has no access to this model at {WHERE}; choose another model.",
            0,
        ),
        (
            openai_error(404, "model_not_found"),
            f"This model was not found at {WHERE}; correct the parameter openai_compatible_model or "
            "openai_compatible_url.",
            0,
        ),
        (Refusal(302), f"The reply at {WHERE} points elsewhere; put the final address there.", 0),
        (openai_error(429, "rate_limit_exceeded"), BUSY, 2),
        (
            openai_error(429, "insufficient_quota"),
            "The account of the parameter openai_compatible_key has no quota left.",
            0,
        ),
        (openai_error(503, "overloaded"), BUSY, 2),
        (openai_error(500, "server_error"), BROKEN, 2),
        (openai_error(400, "context_length_exceeded"), TOO_LONG, 0),
        (
            openai_error(400, "x", "registry.ollama.ai/library/gemma:latest does not support tools"),
            "This model cannot call tools, and the specialists are reached as tools; choose another model.",
            0,
        ),
        (
            openai_error(400, "invalid_request"),
            f"The request was refused at {WHERE}; try to put the question differently.",
            0,
        ),
    ],
)
async def test_openai_compatible(
    on_openai: TurnContext, openai: OpenAIFake, refusal: Refusal, told: str, retries: int
) -> None:
    assert await sentence(on_openai, openai, refusal) == (told, retries)


async def test_web_page_at_the_address_is_not_a_model(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.content_type = "text/html"
    openai.think(lambda _: [b"<html>"])
    events = await ask("Hello", on_openai)
    (error,) = [event for event in events if isinstance(event, Error)]
    assert error.message == (f"A web page answers at {WHERE}, not a model; such an address ends like https://host/v1.")


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("openai_compatible", f"Nothing answers at {WHERE}; start the server there, or correct the parameter."),
        ("sagemaker", "SageMaker cannot be reached from this server; check its network and the setting AWS_REGION."),
        (None, "AWS cannot be reached from this server; check its network and the setting AWS_REGION."),
    ],
)
async def test_a_refused_connection(
    bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch, closed_port: int, model: str | None, told: str
) -> None:
    nowhere = f"http://127.0.0.1:{closed_port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", bedrock.url)
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", nowhere)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", nowhere)
    bedrock.parameters = {
        "openai_compatible_url": nowhere,
        "openai_compatible_model": "qwen3",
        "sagemaker_model_endpoint": "chat-endpoint",
    }
    factory = ModelFactory("us-east-1")
    events = await ask("Hello", TurnContext("o", "t", factory, Parameters("us-east-1", "test"), model))
    assert [event.message for event in events if isinstance(event, Error)] == [told]
    await factory.close()


async def test_no_credentials(bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", bedrock.url)
    bedrock.parameters = {"default_model_id": "us.amazon.nova-pro-v1:0"}
    factory = ModelFactory("us-east-1")
    events = await ask("Hello", TurnContext("o", "t", factory, Parameters("us-east-1", "test")))
    assert [event.message for event in events if isinstance(event, Error)] == [
        "The server is not signed in to AWS, which this model needs; give it credentials, or choose another model."
    ]
    await factory.close()


async def test_arn_of_another_region_is_refused(bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", bedrock.url)
    bedrock.parameters = {"default_model_id": "arn:aws:bedrock:eu-west-1:123456789012:custom-model-deployment/abc"}
    factory = ModelFactory("us-east-1")
    events = await ask("Hello", TurnContext("o", "t", factory, Parameters("us-east-1", "test")))
    assert [event.message for event in events if isinstance(event, Error)] == [
        "This model lives in eu-west-1, but the server calls us-east-1; correct the model's ARN or AWS_REGION."
    ]
    await factory.close()


async def test_log_has_the_code_and_no_message(
    on_openai: TurnContext, openai: OpenAIFake, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await sentence(on_openai, openai, openai_error(401, "invalid_api_key"))
    (record,) = [record for record in caplog.records if record.message == "answer_failed"]
    assert record.__dict__["error_code"] == "http_401"
    assert SECRET not in "".join(str(record.__dict__) for record in caplog.records)

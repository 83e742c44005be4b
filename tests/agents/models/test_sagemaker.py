import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import DONE, says
from tests.agents.fakes.sagemaker_chat import SageMakerChatFake
from tests.agents.fakes.scripted import Raw, Step
from tests.agents.support import ask, text_at


async def test_request_names_the_endpoint_and_the_component(
    on_sagemaker: TurnContext, sagemaker: SageMakerChatFake
) -> None:
    sagemaker.parameters["sagemaker_model_inference_component"] = "chat-component"
    sagemaker.think(lambda _: says("Hi."))
    assert text_at(await ask("Hello", on_sagemaker)) == "Hi."
    assert sagemaker.endpoints == ["chat-endpoint"]
    assert sagemaker.headers[0]["X-Amzn-SageMaker-Inference-Component"] == "chat-component"
    (body,) = sagemaker.requests
    assert "model" not in body
    assert (body["stream"], body["stream_options"]) == (True, {"include_usage": True})


async def test_request_without_a_component_names_none(on_sagemaker: TurnContext, sagemaker: SageMakerChatFake) -> None:
    sagemaker.think(lambda _: says("Hi."))
    await ask("Hello", on_sagemaker)
    assert "X-Amzn-SageMaker-Inference-Component" not in sagemaker.headers[0]


async def test_signature_equals_that_of_botocore(
    on_sagemaker: TurnContext, sagemaker: SageMakerChatFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
    sagemaker.think(lambda _: says("Hi."))
    await ask("Hello", on_sagemaker)
    sent = sagemaker.headers[0]
    assert sent["X-Amz-Security-Token"] == "session"
    assert "/us-east-1/sagemaker/aws4_request" in sent["Authorization"]
    url = f"{sagemaker.url}/endpoints/chat-endpoint/invocations-response-stream"
    signed = sent["Authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    headers = {name: value for name, value in sent.items() if name.lower() in signed}
    auth = SigV4Auth(boto3.Session().get_credentials().get_frozen_credentials(), "sagemaker", "us-east-1")
    request = AWSRequest("POST", url, headers, sagemaker.bodies[0])
    request.context["timestamp"] = sent["X-Amz-Date"]
    signature = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    assert sent["Authorization"].endswith(f"Signature={signature}")


async def test_parts_of_a_reply_may_be_cut_anywhere(on_sagemaker: TurnContext, sagemaker: SageMakerChatFake) -> None:
    """Neither the frames nor the lines and letters inside them come whole."""
    whole = b"".join(step for step in says("¡Olé, ", "你好!") if isinstance(step, bytes))
    parts = b"".join(sagemaker.encode(whole[at : at + 7]) for at in range(0, len(whole), 7))
    steps: list[Step] = [Raw(parts[at : at + 11]) for at in range(0, len(parts), 11)]
    sagemaker.think(lambda _: steps)
    assert text_at(await ask("Hello", on_sagemaker)) == "¡Olé, 你好!"


async def test_lines_of_plain_json_are_read_too(on_sagemaker: TurnContext, sagemaker: SageMakerChatFake) -> None:
    lines: list[Step] = [
        step.removeprefix(b"data: ") for step in says("Hi.") if isinstance(step, bytes) and step != DONE
    ]
    sagemaker.think(lambda _: lines)
    assert text_at(await ask("Hello", on_sagemaker)) == "Hi."

"""A request written again equals the one that botocore writes, but for the names that botocore gives its attempts."""

from typing import Any

import boto3
import pytest
from botocore.config import Config

from agents.models.sdk_adapter.botocore_requests import RequestWriter
from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

BOTOCORE = Upstream("botocore", "agents/models/sdk_adapter/request_template.py")
PART = "signatures and bodies that can be computed again"
MODELS = (
    "us.amazon.nova-2-lite-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/ab12",
    "a b/ü",
)


def parameters(model_id: str, text: str = "Hello", **more: object) -> dict[str, Any]:
    return {"modelId": model_id, "messages": [{"role": "user", "content": [{"text": text}]}], **more}


def writer(token: str | None = None, url: str = "https://bedrock.example") -> RequestWriter:
    session = boto3.Session("key", "secret", token, region_name="eu-central-1")
    config = Config(retries={"total_max_attempts": 1})
    client = session.client("bedrock-runtime", endpoint_url=url, config=config)
    return RequestWriter(client, "ConverseStream", session.get_credentials())


@pytest.mark.parametrize("model_id", MODELS)
@pytest.mark.parametrize("token", [None, "a token"])
@pytest.mark.parametrize("url", ["https://bedrock.example", "http://127.0.0.1:4566"])
def test_second_request_is_signed_as_botocore_signs_it(model_id: str, token: str | None, url: str) -> None:
    requests = writer(token, url)
    assert requests.write_at_once(parameters(model_id)) is None  # nothing to write it from yet
    requests.write(parameters(model_id))
    asked = parameters(model_id, "Grüße 你好 \x00", inferenceConfig={"temperature": 0.5, "maxTokens": 7})
    again, stock = requests.write_at_once(asked), requests.write(asked)
    if again is not None and again.headers["X-Amz-Date"] != stock.headers["X-Amz-Date"].decode():
        again = requests.write_at_once(asked)  # a second began between the two
    assert again is not None
    kept = {name: value for name, value in stock.headers.items() if name.lower() != "amz-sdk-invocation-id"}
    plain = {name: value.decode() if isinstance(value, bytes) else str(value) for name, value in kept.items()}
    BOTOCORE.require({name: again.headers[name] for name in plain} == plain, PART)
    BOTOCORE.require((again.url, again.body) == (stock.url, stock.body), PART)


def test_bytes_of_a_file_are_left_to_botocore() -> None:
    requests = writer()
    requests.write(parameters("m"))
    picture = {"image": {"format": "png", "source": {"bytes": b"PNG"}}}
    assert requests.write_at_once({"modelId": "m", "messages": [{"role": "user", "content": [picture]}]}) is None


def test_credentials_that_expire_soon_are_left_to_botocore() -> None:
    requests = writer()
    requests.write(parameters("m"))
    assert requests.write_at_once(parameters("m")) is not None
    requests._credentials.refresh_needed = lambda: True
    assert requests.write_at_once(parameters("m")) is None


def test_nothing_is_written_at_once_without_credentials() -> None:
    requests = writer()
    requests.write(parameters("m"))
    requests._credentials = None
    assert requests.write_at_once(parameters("m")) is None

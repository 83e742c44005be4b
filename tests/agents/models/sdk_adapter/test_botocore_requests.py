from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

BOTOCORE = Upstream("botocore", "agents/models/sdk_adapter/botocore_requests.py")
NOWHERE = "http://127.0.0.1:1"
PROXY = "http://proxy.example:3128"


@pytest.fixture
def client() -> Any:
    config = Config(retries={"total_max_attempts": 1})
    session = boto3.Session("key", "secret", region_name="us-east-1")
    return session.client("bedrock-runtime", endpoint_url=NOWHERE, config=config)


def test_names_are_there() -> None:
    for path in (
        "botocore:xform_name",
        "botocore.awsrequest:AWSPreparedRequest",
        "botocore.awsrequest:AWSRequest.prepare",
        "botocore.hooks:BaseEventHooks.register_last",
    ):
        BOTOCORE.find(path)
    BOTOCORE.require_parameters("botocore.awsrequest:AWSRequest", "method", "url", "headers", "data")
    BOTOCORE.require_parameters("botocore.auth:SigV4Auth", "credentials", "service_name", "region_name")


def test_client_hands_over_the_signed_request_before_it_sends(client: Any) -> None:
    from agents.models.sdk_adapter.botocore_requests import RequestWriter

    part = "an event before-send whose handler can stop a signed request"
    parameters = {"modelId": "a b", "messages": [{"role": "user", "content": [{"text": "Hello"}]}]}
    try:
        request = RequestWriter(client, "ConverseStream").write(parameters)
    except (BotoCoreError, AssertionError, AttributeError):
        BOTOCORE.require(False, part)
    BOTOCORE.require(b"Credential=key/" in request.headers["Authorization"], part)
    BOTOCORE.require(request.url == f"{NOWHERE}/model/a%20b/converse-stream", "requests with their whole address")
    BOTOCORE.require(b"Hello" in request.body, "requests with their body as bytes")
    client.close()


def test_any_request_can_be_signed() -> None:
    from agents.models.sdk_adapter.botocore_requests import sign

    credentials = boto3.Session("key", "secret").get_credentials().get_frozen_credentials()
    request = sign(credentials, "sagemaker", "us-east-1", f"{NOWHERE}/x", {"Content-Type": "text/plain"}, b"body")
    BOTOCORE.require(
        "/us-east-1/sagemaker/aws4_request" in request.headers["Authorization"], "a SigV4Auth that signs any request"
    )


def test_proxy_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    BOTOCORE.find("botocore.utils:get_environ_proxies")
    BOTOCORE.find("botocore.httpsession:ProxyConfiguration.proxy_url_for")
    from agents.models.sdk_adapter.botocore_requests import proxy_for

    for name, value in {"https_proxy": PROXY, "no_proxy": "direct.example"}.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.upper(), value)
    BOTOCORE.require(proxy_for("https://aws.example") == PROXY, "proxies from HTTPS_PROXY")
    BOTOCORE.require(proxy_for("https://direct.example") is None, "exceptions from NO_PROXY")

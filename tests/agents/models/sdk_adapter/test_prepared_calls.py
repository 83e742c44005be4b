"""A prepared call is answered as botocore answers it, and whatever is unusual is left to botocore; real HTTP."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zlib import crc32

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from agents.models.sdk_adapter.prepared_calls import PreparedCalls
from tests.support.serving import serving
from tests.support.upstream import Upstream

BOTOCORE = Upstream("botocore", "agents/models/sdk_adapter/prepared_calls.py")
KEY = {"TableName": "t", "Key": {"owner": {"S": "Größe \ud83d\ude00"}}, "ConsistentRead": True}
ITEM = {"Item": {"text": {"S": '"B":'}, "count": {"N": "3"}, "parts": {"L": [{"NULL": True}, {"BOOL": False}]}}}


class Service:
    """Answers each request with the next of some answers; the last one is repeated."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, bytes, dict[str, str]]] = []

    def will(self, *answers: Any, status: int = 200, **headers: str) -> None:
        for answer in answers:
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            given = {"x-amz-crc32": str(crc32(body)), **{name.replace("_", "-"): one for name, one in headers.items()}}
            self.answers.append((status, body, given))

    @contextmanager
    def running(self) -> Iterator[str]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                service.requests.append((dict(self.headers.items()), body))
                status, answer, headers = service.answers[0]
                if len(service.answers) > 1:
                    service.answers.pop(0)
                self.send_response(status)
                for name, value in {**headers, "content-length": str(len(answer))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
            yield url


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def client(service: Service) -> Iterator[Any]:
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "aws_session_token": "c"}
    config = Config(retries={"mode": "legacy", "total_max_attempts": 1})
    with service.running() as url:
        made = boto3.client("dynamodb", "us-east-1", endpoint_url=url, config=config, **keys)
        yield made
        made.close()


@pytest.fixture
def calls(client: Any, service: Service) -> PreparedCalls:
    """The calls of a client, of which one is prepared."""
    prepared = PreparedCalls(client, ["ConditionalCheckFailedException", "TransactionCanceledException"])
    service.will(ITEM)
    assert prepared.call("GetItem", KEY)["Item"] == ITEM["Item"]
    assert list(prepared._templates) == ["GetItem"]
    service.requests.clear()
    return prepared


@pytest.mark.guard
def test_client_has_what_is_used() -> None:
    made = boto3.client("dynamodb", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    BOTOCORE.require(hasattr(made._endpoint, "http_session"), "`_endpoint.http_session` of a client")
    frozen = made._request_signer._credentials.get_frozen_credentials()
    BOTOCORE.require(frozen.access_key == "a", "`_request_signer._credentials` of a client")
    made.close()


def test_prepared_request_is_what_botocore_writes(calls: PreparedCalls, client: Any, service: Service) -> None:
    other = {**KEY, "Key": {"owner": {"S": "another"}}, "ProjectionExpression": "a"}
    assert calls.call("GetItem", other) == ITEM
    client.get_item(**other)
    (ours, body), (theirs, their_body) = service.requests
    assert body == their_body
    changing = {"X-Amz-Date", "Authorization", "amz-sdk-invocation-id", "amz-sdk-request"}
    assert {name: ours[name] for name in ours.keys() - changing} == {
        name: theirs[name] for name in theirs.keys() - changing
    }
    assert ours["Authorization"].partition("Signature=")[0] == theirs["Authorization"].partition("Signature=")[0]


@pytest.mark.parametrize("code", ["ConditionalCheckFailedException", "TransactionCanceledException"])
def test_refusal_is_raised_at_once_as_botocore_raises_it(
    calls: PreparedCalls, client: Any, service: Service, code: str
) -> None:
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "no"}]
    service.answers.clear()
    service.will({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "CancellationReasons": reasons}, status=400)
    with pytest.raises(ClientError) as ours:
        calls.call("GetItem", KEY)
    assert len(service.requests) == 1
    with pytest.raises(ClientError) as theirs:
        client.get_item(**KEY)
    assert ours.value.response["Error"]["Code"] == theirs.value.response["Error"]["Code"] == code
    assert ours.value.response["CancellationReasons"] == reasons


@pytest.mark.parametrize(
    ("answer", "status", "headers"),
    [
        ({"__type": "x#ProvisionedThroughputExceededException"}, 400, {}),
        ({"__type": "x#ExpiredTokenException"}, 400, {}),
        ({}, 500, {}),
        (b"<html>", 502, {}),
        (b"{", 200, {}),
        (b"[]", 200, {}),
        (b"", 200, {}),
        (ITEM, 200, {"x_amz_crc32": "1"}),
        (ITEM, 200, {"x_amz_crc32": "what"}),
        ({"Item": {"file": {"B": "YWJj"}}}, 200, {}),
    ],
)
def test_what_is_no_plain_answer_is_left_to_botocore(
    calls: PreparedCalls, service: Service, answer: Any, status: int, headers: dict[str, str]
) -> None:
    service.answers.clear()
    service.will(answer, status=status, **headers)
    service.will(ITEM)
    assert calls.call("GetItem", KEY)["Item"] == ITEM["Item"]
    assert len(service.requests) == 2


def test_service_that_is_gone_is_left_to_botocore(calls: PreparedCalls) -> None:
    template = replace(calls._templates["GetItem"], url="http://127.0.0.1:1/")
    assert calls._send("GetItem", template, b"{}") is None


def test_bytes_are_left_to_botocore(calls: PreparedCalls, service: Service) -> None:
    calls.call("GetItem", {**KEY, "Key": {"owner": {"B": b"abc"}}})
    assert [json.loads(body)["Key"] for _, body in service.requests] == [{"owner": {"B": "YWJj"}}]

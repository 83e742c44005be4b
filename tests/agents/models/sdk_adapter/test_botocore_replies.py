import json
from typing import Any

import boto3
import pytest

from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

BOTOCORE = Upstream("botocore", "agents/models/sdk_adapter/botocore_replies.py")


@pytest.fixture
def parser() -> Any:
    for path in (
        "botocore.eventstream:EventStreamHeaderParser.parse",
        "botocore.exceptions:EventStreamError",
        "botocore.model:OperationModel.get_event_stream_output",
        "botocore.parsers:EventStreamJSONParser.parse",
        "botocore.parsers:ResponseParserError",
        "botocore.parsers:create_parser",
    ):
        BOTOCORE.find(path)
    from agents.models.sdk_adapter.botocore_replies import ReplyParser

    client = boto3.client("bedrock-runtime", "us-east-1")
    BOTOCORE.require("protocol" in client.meta.service_model.metadata, "the protocol in a service's metadata")
    return ReplyParser(client, "ConverseStream")


def event(**headers: str) -> dict[str, str]:
    return {f":{name.replace('_', '-')}": value for name, value in headers.items()}


def test_headers_of_a_message_are_a_dictionary(parser: Any) -> None:
    from agents.models.sdk_adapter.botocore_replies import parse_headers

    headers = parse_headers(b"\x0b:event-type\x07\x00\x0cmessageStart")
    BOTOCORE.require(headers == {":event-type": "messageStart"}, "headers of an event stream as a dictionary")


def test_event_is_read_by_the_model_of_the_service(parser: Any) -> None:
    payload = json.dumps({"stopReason": "end_turn", "padding": "abc"}).encode()
    stop = parser.parse_event(event(message_type="event", event_type="messageStop"), payload)
    part = "an event stream parser that reads by the service's model"
    BOTOCORE.require(stop == {"messageStop": {"stopReason": "end_turn"}}, part)
    unknown = parser.parse_event(event(message_type="event", event_type="soonToCome"), b"{}")
    BOTOCORE.require(not unknown, "an empty result for unknown events")


def test_failure_in_the_stream_is_raised_with_its_code(parser: Any) -> None:
    from botocore.exceptions import EventStreamError

    headers = event(message_type="exception", exception_type="throttlingException")
    with pytest.raises(EventStreamError) as raised:
        parser.parse_event(headers, b'{"message": "slow down"}')
    error = raised.value.response["Error"]
    BOTOCORE.require(error == {"Code": "throttlingException", "Message": "slow down"}, "codes in event stream errors")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"x-amzn-errortype": "ThrottlingException"}, b'{"message": "slow down"}'),
        ({}, b'{"__type": "x#ThrottlingException", "message": "slow down"}'),
    ],
    ids=["code in the header", "code in the body"],
)
def test_refusal_is_the_error_of_the_client(parser: Any, headers: dict[str, str], body: bytes) -> None:
    refusal = parser.parse_refusal(429, headers, body)
    BOTOCORE.require(type(refusal).__name__ == "ThrottlingException", "exceptions by their code")
    BOTOCORE.require(refusal.response["Error"]["Message"] == "slow down", "messages of refusals")
    BOTOCORE.require(refusal.response["ResponseMetadata"]["HTTPStatusCode"] == 429, "the status of refusals")

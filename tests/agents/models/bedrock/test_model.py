"""Requests and replies of a Bedrock model, compared with the stock model on botocore's own HTTP."""

import asyncio
import base64
import json
import threading
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from strands.models import BedrockModel
from strands.types.content import Messages
from strands.types.tools import ToolSpec

from agents.errors import ReplyBrokenOff
from agents.models.bedrock.model import MAX_TOKENS, StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.factory import DEFAULT_BEDROCK
from tests.agents.fakes.bedrock import (
    START,
    BedrockFake,
    Drop,
    Refusal,
    event,
    failure,
    frame,
    says,
    stop,
    text,
    tool_use,
)
from tests.agents.fakes.scripted import AnswerMessage, Raw, Step

HELLO: Messages = [{"role": "user", "content": [{"text": "Hello"}]}]
TOOL: ToolSpec = {"name": "look", "description": "Looks.", "inputSchema": {"json": {"type": "object"}}}
ARN = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/a b+c"
TURNS = "Conversation blocks and tool result blocks cannot be provided in the same turn."


@cache
def _session() -> boto3.Session:
    return boto3.Session("test", "test", region_name="us-east-1")


class Stock(BedrockModel):
    """The stock model; it leaves the connection of a reply that failed open."""

    def __init__(self, model_id: str = DEFAULT_BEDROCK) -> None:
        super().__init__(
            model_id=model_id,
            temperature=0.3,
            max_tokens=MAX_TOKENS,
            boto_session=_session(),
            boto_client_config=Config(retries={"total_max_attempts": 1}),
        )

    def _converse(self, converse_method: Any, request: dict[str, Any]) -> Any:
        response = super()._converse(converse_method, request)
        self._reply = response["stream"]
        return response

    async def collect(self, messages: Messages = HELLO, **more: Any) -> list[Any]:
        chunks = await collect(self, messages, **more)
        if hasattr(self, "_reply"):
            self._reply.close()
        self.client.close()
        return chunks


async def collect(model: BedrockModel, messages: Messages = HELLO, **more: Any) -> list[Any]:
    """The chunks of one reply, text that came in pieces joined; a failure is the last of them."""
    chunks: list[Any] = []
    try:
        async for chunk in model.stream(messages, **more):
            match chunks[-1:], chunk:
                case (
                    [{"contentBlockDelta": {"delta": {"text": said}, "contentBlockIndex": where}}],
                    {"contentBlockDelta": {"delta": {"text": str(more_text)}, "contentBlockIndex": index}},
                ) if where == index:
                    chunks[-1] = {
                        "contentBlockDelta": {"delta": {"text": said + more_text}, "contentBlockIndex": index}
                    }
                case _:
                    chunks.append(chunk)
    except Exception as error:
        chunks.append((type(error).__name__, str(error).replace(" (reached max retries: 0)", "")))
    return chunks


def delta(index: int = 0, **content: Any) -> bytes:
    return event("contentBlockDelta", contentBlockIndex=index, delta=content, p="abcdefghijklmnop")


def verdict(action: str) -> bytes:
    rule = {"name": "x", "type": "DENY", "action": action, "detected": True}
    guardrail = {"inputAssessment": {"g": {"topicPolicy": {"topics": [rule]}}}}
    usage = {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3, "cacheReadInputTokens": 4}
    return event("metadata", usage=usage, metrics={"latencyMs": 5}, trace={"guardrail": guardrail}, new={"field": 1})


REPLIES: dict[str, list[Step]] = {
    "text": says("Hel", "lo ", "😀", ""),
    "text of two blocks": [START, *text("a", "b"), *text("c", "d", index=1), *stop()],
    "text of two blocks in turn": [START, delta(0, text="a"), delta(1, text="b"), delta(0, text="c"), *stop()],
    "text around something else": [START, delta(text="a"), delta(citation={"title": "b"}), delta(text="c"), *stop()],
    "text without its index": [START, event("contentBlockDelta", delta={"text": "a"}), *stop()],
    "tools": [START, *text("Hm."), *tool_use("t1", "look", query="x"), *tool_use("t2", "look", 2), *stop("tool_use")],
    "reasoning": [
        START,
        delta(reasoningContent={"text": "hm"}),
        delta(reasoningContent={"signature": "abc="}),
        delta(1, reasoningContent={"redactedContent": base64.b64encode(b"\x00\xff").decode()}),
        *stop(),
    ],
    "citation": [START, delta(text="a"), delta(citation={"title": "b", "location": {"web": {"url": "c"}}}), *stop()],
    "other fields": [START, event("messageStop", stopReason="end_turn", additionalModelResponseFields={"a": [1.5]})],
    "events that are new": [event("soonToCome", a=1), START, delta(soonToCome={"a": 1}), *stop()],
    "blocked": [START, *text("No."), event("messageStop", stopReason="guardrail_intervened"), verdict("BLOCKED")],
    "masked": [START, *text("No."), event("messageStop", stopReason="guardrail_intervened"), verdict("ANONYMIZED")],
    "blocked, no trace": [START, *text("No."), *stop("guardrail_intervened")],
    "blocked, no metadata": [START, *text("No."), event("messageStop", stopReason="guardrail_intervened")],
    "throttled": [START, *text("a", "b"), failure("throttlingException")],
    "failed": [START, *text("a"), failure("modelStreamErrorException", "it is broken")],
    "too long": [START, failure("validationException", "Input is too long for requested model.")],
    "unmodeled": [frame({}, message_type="error", error_code="InternalError", error_message="x")],
}


@pytest.mark.parametrize("name", REPLIES)
async def test_reply_equals_that_of_the_stock_model_in_one_piece_or_many(
    model: StreamingBedrockModel, bedrock: BedrockFake, name: str
) -> None:
    steps = REPLIES[name]
    replies: list[list[Step]] = [[b"".join(step for step in steps if isinstance(step, bytes))], steps, steps]
    bedrock.think(lambda _: replies.pop())
    stock = await Stock().collect()
    assert [await collect(model), await collect(model)] == [stock, stock]


REFUSALS = {
    "throttled": Refusal(429, "ThrottlingException"),
    "not ready": Refusal(429, "ModelNotReadyException"),
    "refused": Refusal(403, "AccessDeniedException", "You don't have access to the model."),
    "code with an address": Refusal(400, "ValidationException:http://internal.amazon.com/coral/"),
    "code in the body": Refusal(400, body='{"__type": "x#ValidationException", "message": "prompt is too long"}'),
    "unknown code": Refusal(418, "TeapotException"),
    "a page": Refusal(502, body="<html>bad gateway</html>"),
    "nothing": Refusal(500, body=""),
    "no JSON": Refusal(400, body="{"),
    "elsewhere": Refusal(307, body=""),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_refusal_equals_that_of_the_stock_model(
    model: StreamingBedrockModel, bedrock: BedrockFake, name: str
) -> None:
    bedrock.think(lambda _: REFUSALS[name])
    assert await collect(model) == await Stock().collect()
    assert len(bedrock.requests) == 2


@pytest.mark.parametrize(
    "broken",
    [
        [frame(b"not JSON", event_type="contentBlockDelta", message_type="event")],
        [frame(b"[]", event_type="contentBlockDelta", message_type="event")],
        [frame(b"[]", event_type="metadata", message_type="event")],
        [delta(text="x", tone="kind")],
        [frame(b"\xff\xfe{}", event_type="messageStop", message_type="event")],
        [Raw(b"<html>" * 20)],
        [Raw(delta(text="x")[:-1] + b"!")],
        [Raw(delta(text="x")[:20])],
        [Drop()],
        [],
    ],
    ids=["text", "list", "metadata", "two at once", "letters", "a page", "checksum", "cut", "dropped", "ended early"],
)
async def test_damaged_reply_is_broken_off_after_its_text(
    model: StreamingBedrockModel, bedrock: BedrockFake, broken: list[Step]
) -> None:
    bedrock.think(lambda _: [START, delta(text="Half"), *broken])
    chunks = await collect(model)
    assert chunks[-1] == (ReplyBrokenOff.__name__, "")
    assert chunks[1]["contentBlockDelta"]["delta"] == {"text": "Half"}


@pytest.mark.parametrize("model_id", [DEFAULT_BEDROCK, ARN, "us.anthropic.claude-haiku-4-5-20251001-v1:0"])
async def test_request_equals_that_of_the_stock_model(
    runtime: BedrockRuntime, bedrock: BedrockFake, model_id: str
) -> None:
    bedrock.think(lambda _: says("Hi."))
    guarded: dict[str, Any] = {
        "guardrail_id": "g-1",
        "guardrail_version": "2",
        "guardrail_stream_processing_mode": "async",
        "additional_request_fields": {"thinking": {"type": "enabled", "budget_tokens": 1024}},
        "additional_response_field_paths": ["/stop_sequence"],
    }
    messages: Messages = [
        {"role": "user", "content": [{"text": "¿Qué? 你好"}, {"cachePoint": {"type": "default"}}]},
        {"role": "assistant", "content": [{"reasoningContent": {"reasoningText": {"text": "hm", "signature": "x"}}}]},
        {"role": "user", "content": [{"image": {"format": "png", "source": {"bytes": b"\x00\xff"}}}]},
    ]
    system: Any = [{"text": "You are kind."}, {"cachePoint": {"type": "default"}}]
    for model in (StreamingBedrockModel(model_id, 0.3, runtime), stock := Stock(model_id)):
        model.update_config(**guarded)
        await collect(model, messages, tool_specs=[TOOL], system_prompt_content=system)
    stock.client.close()
    ours, theirs = bedrock.bodies
    assert json.loads(ours) == json.loads(theirs)
    assert bedrock.models == [model_id] * 2
    own = {"X-Amz-Date", "Authorization", "User-Agent", "amz-sdk-invocation-id", "amz-sdk-request"}
    ours_too, theirs_too = ({k: v for k, v in headers.items() if k not in own} for headers in bedrock.headers)
    assert ours_too == theirs_too
    assert signature_is_right(bedrock, bedrock.paths[0])


def signature_is_right(bedrock: BedrockFake, path: str) -> bool:
    sent = bedrock.headers[0]
    signed = sent["Authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    headers = {name: value for name, value in sent.items() if name.lower() in signed}
    auth = SigV4Auth(boto3.Session().get_credentials().get_frozen_credentials(), "bedrock", "us-east-1")
    request = AWSRequest("POST", bedrock.url + path, headers, bedrock.bodies[0])
    request.context["timestamp"] = sent["X-Amz-Date"]
    signature = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    return sent["Authorization"].endswith(f"Signature={signature}")


async def test_plain_system_prompt_is_sent(model: StreamingBedrockModel, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: says("Hi."))
    await collect(model, system_prompt="You are kind.")
    assert bedrock.requests[0]["system"] == [{"text": "You are kind."}]


async def test_mixed_turns_are_separated_after_a_refusal_and_in_later_requests(
    model: StreamingBedrockModel, bedrock: BedrockFake
) -> None:
    messages: Messages = [
        {"role": "user", "content": [{"text": "Look."}]},
        {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "look", "input": {}}}]},
        {
            "role": "user",
            "content": [{"toolResult": {"toolUseId": "t1", "status": "success", "content": [{"text": "x"}]}}],
        },
        {"role": "user", "content": [{"text": "And now?"}]},
    ]
    refusals: list[AnswerMessage] = [Refusal(400, "ValidationException", TURNS)]
    bedrock.think(lambda _: refusals.pop() if refusals else says("Hi."))
    for _ in range(2):
        assert "messageStop" in (await collect(model, messages))[-2]
    assert [len(request["messages"]) for request in bedrock.requests] == [4, 5, 5]


STALE = "messages.1.content.0: thinking block is bound to a different conversation"


async def test_stale_reasoning_is_dropped_after_a_refusal_and_in_later_requests(
    runtime: BedrockRuntime, bedrock: BedrockFake
) -> None:
    thinking = {"thinking": {"type": "enabled", "budget_tokens": 1024}, "anthropic_beta": ["other"]}
    for model in (StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime), stock := Stock()):
        refusals: list[AnswerMessage] = [Refusal(400, "ValidationException", STALE)]
        bedrock.think(lambda _, refusals=refusals: refusals.pop() if refusals else says("Hi."))  # type: ignore[misc]
        model.update_config(additional_request_fields=thinking)
        for _ in range(2):
            assert "messageStop" in (await collect(model))[-2]
    stock.client.close()
    ours, theirs = bedrock.requests[:3], bedrock.requests[3:]
    assert ours == theirs
    bound = [request["additionalModelRequestFields"]["thinking"].get("block_binding") for request in ours]
    assert bound == [None, *[{"prefix_mismatch_behavior": "drop_block"}] * 2]


@pytest.mark.parametrize("fields", [{}, {"thinking": {"type": "enabled", "block_binding": {}}}], ids=str)
async def test_stale_reasoning_that_may_not_be_dropped_is_a_refusal(
    model: StreamingBedrockModel, bedrock: BedrockFake, fields: dict[str, Any]
) -> None:
    bedrock.think(lambda _: Refusal(400, "ValidationException", STALE))
    model.update_config(additional_request_fields=fields)
    assert (await collect(model))[-1][0] == "ValidationException"
    assert len(bedrock.requests) == 1


async def test_other_refusals_are_not_repeated(model: StreamingBedrockModel, bedrock: BedrockFake) -> None:
    bedrock.think(lambda _: Refusal(400, "ValidationException", TURNS))
    assert (await collect(model))[-1][0] == "ValidationException"
    assert len(bedrock.requests) == 1


async def test_three_hundred_concurrent_replies_stay_apart_on_four_threads(
    model: StreamingBedrockModel, bedrock: BedrockFake
) -> None:
    def own(body: dict[str, Any]) -> AnswerMessage:
        asked = body["messages"][0]["content"][0]["text"]
        return says(*(f"{asked}.{piece} " for piece in range(20)))

    bedrock.think(own)
    replies = await asyncio.gather(
        *(collect(model, [{"role": "user", "content": [{"text": f"{number}"}]}]) for number in range(300))
    )
    for number, chunks in enumerate(replies):
        assert chunks[1]["contentBlockDelta"]["delta"]["text"] == "".join(f"{number}.{piece} " for piece in range(20))
    assert len([thread for thread in threading.enumerate() if thread.name.startswith("bedrock")]) <= 4

from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

STRANDS = Upstream("strands-agents", "agents/models/sdk_adapter/strands_bedrock.py")
NOVA, CLAUDE = "us.amazon.nova-2-lite-v1:0", "us.anthropic.claude-haiku-4-5-20251001-v1:0"
RESULT = {"toolResult": {"toolUseId": "t1", "status": "success", "content": [{"json": {"n": 1}}]}}
MESSAGES: Any = [
    {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "look", "input": {}}}]},
    {"role": "user", "content": [RESULT]},
    {"role": "user", "content": [{"text": "And now?"}]},
]


def make(model_id: str = NOVA, **options: Any) -> Any:
    for path in (
        "strands.models._thinking_binding:is_thinking_binding_error",
        "strands.models.bedrock:BEDROCK_CONTEXT_WINDOW_OVERFLOW_MESSAGES",
        "strands.models.bedrock:_TOOL_RESULT_TURN_VALIDATION_MESSAGE",
        "strands.models.bedrock:_fields_with_drop_block",
        "strands.models.bedrock:BedrockModel._generate_redaction_events",
        "strands.models.bedrock:BedrockModel._rejects_reasoning_block",
        "strands.models.bedrock:BedrockModel._separate_tool_result_turns",
        "strands.models.bedrock:BedrockModel._should_convert_json_to_text",
        "strands.models.bedrock:BedrockModel._should_redact_guardrail_content",
    ):
        STRANDS.find(path)
    from agents.models.profiles import profile_of
    from agents.models.sdk_adapter.strands_bedrock import FormattingBedrockModel

    session = boto3.Session("key", "secret", region_name="us-east-1")
    family = options.pop("family", "")
    return FormattingBedrockModel(model_id, profile_of(model_id, family), session, Config(), **options)


def refusal(message: str) -> ClientError:
    return ClientError({"Error": {"Code": "ValidationException", "Message": message}}, "ConverseStream")


def test_signatures_are_as_they_are_called() -> None:
    names = ("boto_session", "boto_client_config", "model_config")
    STRANDS.require_parameters("strands.models.bedrock:BedrockModel", *names)
    request = ("messages", "tool_specs", "system_prompt_content", "tool_choice", "dynamic_trailing_blocks")
    STRANDS.require_parameters("strands.models.bedrock:BedrockModel.format_request", *request)
    verdict = ("guardrail_data", "stop_reason")
    STRANDS.require_parameters("strands.models.bedrock:BedrockModel._should_redact_guardrail_content", *verdict)


def test_options_of_the_configuration_are_there() -> None:
    options = STRANDS.find("strands.models.bedrock:BedrockModel.BedrockConfig").__annotations__
    for name in ("model_id", "temperature", "max_tokens", "streaming", "include_tool_result_status"):
        STRANDS.require(name in options, f"the option {name} of BedrockModel")


@pytest.mark.parametrize(("family", "takes_more"), [("claude", True), ("other", False)])
def test_overridden_decisions_change_the_request(family: str, takes_more: bool) -> None:
    arn = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc"
    signed: Any = {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "x"}}}
    messages = [{"role": "assistant", "content": [signed]}, *MESSAGES]
    *thoughts, _, result, _ = make(arn, family=family).format_request(messages)["messages"]
    content = result["content"][0]["toolResult"]
    STRANDS.require(("status" in content) == takes_more, "the use of include_tool_result_status")
    STRANDS.require(("json" in content["content"][0]) == takes_more, "the use of _should_convert_json_to_text")
    STRANDS.require(bool(thoughts) == takes_more, "the use of _rejects_reasoning_block")


def test_mixed_turns_are_separated_from_then_on() -> None:
    model = make()
    request = model.format_request(MESSAGES)
    mixed = "ValidationException: Conversation blocks and tool result blocks cannot be provided in the same turn."
    repaired = model.repair(request, refusal(mixed))
    STRANDS.require(repaired and len(repaired["messages"]) == len(MESSAGES) + 1, "that refusal of mixed turns")
    later = model.format_request(MESSAGES)
    STRANDS.require(later["messages"] == repaired["messages"], "the use of _tool_result_turn_separation_model_id")
    assert model.repair(later, refusal(mixed)) is None


def test_stale_reasoning_is_dropped_from_then_on() -> None:
    model = make(CLAUDE, additional_request_fields={"thinking": {"type": "enabled", "budget_tokens": 1024}})
    stale = refusal("thinking block is bound to a different conversation")
    repaired = model.repair(model.format_request(MESSAGES), stale)
    part = "a repair of stale reasoning"
    STRANDS.require(repaired and "block_binding" in repaired["additionalModelRequestFields"]["thinking"], part)
    later = model.format_request(MESSAGES)
    fields = repaired["additionalModelRequestFields"]
    STRANDS.require(later["additionalModelRequestFields"] == fields, "the use of _drop_stale_thinking_model_id")
    assert model.repair(later, stale) is None


def test_other_refusals_are_not_repaired() -> None:
    model = make()
    assert model.repair(model.format_request(MESSAGES), refusal("The model is not ready")) is None


def test_guardrail_withdraws_what_it_blocked_and_nothing_else() -> None:
    model = make()
    blocked = model.redactions(None, "guardrail_intervened")
    STRANDS.require(blocked and "redactContent" in blocked[0], "redactions of what a guardrail blocked")
    STRANDS.require(not model.redactions(None, "end_turn"), "redactions of blocked content only")


def test_refusal_for_length_is_known() -> None:
    make()
    from agents.models.sdk_adapter.strands_bedrock import is_too_long

    STRANDS.require(is_too_long(refusal("Input is too long for requested model")), "that message for long inputs")
    assert not is_too_long(refusal("slow down"))

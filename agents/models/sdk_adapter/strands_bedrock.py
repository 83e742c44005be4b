"""The stock Bedrock model's formatting and its repairs of refused requests, without its way of sending.

Relies on strands-agents 1.62, private: overrides `BedrockModel._should_convert_json_to_text` and
`_rejects_reasoning_block`; calls `_separate_tool_result_turns`, `_should_redact_guardrail_content`,
`_generate_redaction_events`, `_fields_with_drop_block` and `is_thinking_binding_error`; reads
`_TOOL_RESULT_TURN_VALIDATION_MESSAGE`; sets `_tool_result_turn_separation_model_id` and
`_drop_stale_thinking_model_id`, which `format_request` reads. Strands applies all of these inside its own blocking
stream, and decides by substrings of a model's id, which an ARN does not hold.
"""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from strands.models import BedrockModel
from strands.models._thinking_binding import is_thinking_binding_error
from strands.models.bedrock import (
    _TOOL_RESULT_TURN_VALIDATION_MESSAGE,
    BEDROCK_CONTEXT_WINDOW_OVERFLOW_MESSAGES,
    _fields_with_drop_block,
)
from strands.types.content import ReasoningContentBlock
from strands.types.streaming import StreamEvent

from agents.models.profiles import ModelProfile


class FormattingBedrockModel(BedrockModel):
    """The stock model, which formats requests by a profile; a subclass sends them.

    Args:
        model_id: A Bedrock id or ARN.
        profile: What the model accepts; where it says nothing, strands decides by the id.
        session: The session in which strands makes a client that is never called.
        config: The configuration of that client.
        options: What else the configuration of the stock model takes.
    """

    def __init__(
        self, model_id: str, profile: ModelProfile, session: boto3.Session, config: Config, **options: Any
    ) -> None:
        super().__init__(
            model_id=model_id,
            include_tool_result_status="auto" if profile.tool_status is None else profile.tool_status,
            boto_session=session,
            boto_client_config=config,
            **options,
        )
        self._profile = profile

    def repair(self, request: dict[str, Any], refusal: ClientError) -> dict[str, Any] | None:
        """Return the refused request in the form that this model accepts, or None if another form would not help.

        Two refusals can be repaired, and later requests are formatted so from the start: a turn that mixes results of
        tools with conversation, and reasoning that belongs to a history that was edited since.
        """
        if is_thinking_binding_error(refusal):
            fields = _fields_with_drop_block(request.get("additionalModelRequestFields") or {})
            if fields is not None:
                self._drop_stale_thinking_model_id = request["modelId"]
                return {**request, "additionalModelRequestFields": fields}
        if _TOOL_RESULT_TURN_VALIDATION_MESSAGE in str(refusal):
            messages = self._separate_tool_result_turns(request["messages"])
            if messages != request["messages"]:
                self._tool_result_turn_separation_model_id = request["modelId"]
                return {**request, "messages": messages}
        return None

    def redactions(self, verdict: dict[str, Any] | None, stop_reason: str | None) -> list[StreamEvent]:
        """Return the events that withdraw what a guardrail blocked; none if it blocked nothing.

        Args:
            verdict: The trace of the guardrail; without one, the stop reason decides.
            stop_reason: Why the reply ended.
        """
        blocked = self._should_redact_guardrail_content(verdict, stop_reason)
        return self._generate_redaction_events() if blocked else []

    def _should_convert_json_to_text(self) -> bool:
        accepts_json = self._profile.json_results
        return super()._should_convert_json_to_text() if accepts_json is None else not accepts_json

    def _rejects_reasoning_block(self, reasoning: ReasoningContentBlock) -> bool:
        accepts_signed = self._profile.signed_reasoning
        if accepts_signed is None:
            return super()._rejects_reasoning_block(reasoning)
        signed = bool(reasoning.get("reasoningText", {}).get("signature"))
        return not (accepts_signed and (signed or "redactedContent" in reasoning))


def is_too_long(refusal: ClientError) -> bool:
    """Return whether Bedrock refuses a conversation for its length."""
    return any(words in str(refusal) for words in BEDROCK_CONTEXT_WINDOW_OVERFLOW_MESSAGES)

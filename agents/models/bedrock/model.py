"""Models on Amazon Bedrock."""

from collections.abc import AsyncGenerator
from contextlib import closing
from typing import Any, cast

from botocore.exceptions import ClientError
from strands.models import BedrockModel
from strands.models._thinking_binding import is_thinking_binding_error
from strands.models.bedrock import BEDROCK_CONTEXT_WINDOW_OVERFLOW_MESSAGES, _fields_with_drop_block
from strands.types.content import Messages, ReasoningContentBlock, SystemContentBlock
from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolChoice, ToolSpec

from agents.errors import ReplyBrokenOff
from agents.models.bedrock.reply import ConverseReply
from agents.models.bedrock.runtime import CONFIG, BedrockRuntime
from agents.models.profiles import ModelProfile, profile_of

MAX_TOKENS = 4096
_TURNS_MIXED = "Conversation blocks and tool result blocks cannot be provided in the same turn."


class StreamingBedrockModel(BedrockModel):
    """The stock model, streamed without a thread, over a connection that closes at once when it is left.

    The stock one holds a thread of the loop's small default pool for each reply, and after a cancellation
    goes on reading until the next chunk comes.

    Args:
        model_id: A Bedrock id or ARN, whatever its name.
        temperature: How freely it words its answers.
        runtime: Where it is called.
        profile: What the model can do; None reads it from the id.
    """

    def __init__(
        self, model_id: str, temperature: float, runtime: BedrockRuntime, profile: ModelProfile | None = None
    ) -> None:
        profile = profile or profile_of(model_id)
        super().__init__(
            model_id=model_id,
            temperature=temperature,
            max_tokens=MAX_TOKENS,
            streaming=True,
            include_tool_result_status="auto" if profile.tool_status is None else profile.tool_status,
            boto_session=runtime.session,
            boto_client_config=CONFIG,
        )
        self._runtime = runtime
        self._profile = profile

    async def stream(
        self,
        messages: Messages,
        tool_specs: list[ToolSpec] | None = None,
        system_prompt: str | None = None,
        *,
        tool_choice: ToolChoice | None = None,
        system_prompt_content: list[SystemContentBlock] | None = None,
        dynamic_trailing_blocks: int = 0,
        **_: Any,
    ) -> AsyncGenerator[StreamEvent, None]:
        """Stream one reply; leaving the generator closes the connection."""
        if system_prompt and system_prompt_content is None:
            system_prompt_content = [{"text": system_prompt}]
        request = await self._runtime.work(
            self.format_request, messages, tool_specs, system_prompt_content, tool_choice, dynamic_trailing_blocks
        )
        try:
            with closing(await self._open(request)) as reply:
                async for chunk in self._chunks(reply):
                    yield chunk
        except ClientError as error:
            raise _named(error) from error

    async def _open(self, request: dict[str, Any]) -> ConverseReply:
        """Send a request, and once more in the way strands would, where a model wants the turns of tools apart."""
        try:
            return await self._send(request)
        except ClientError as refusal:
            apart = self._separate_tool_result_turns(request["messages"])
            if _TURNS_MIXED not in str(refusal) or apart == request["messages"]:
                raise
        reply = await self._send({**request, "messages": apart})
        self._tool_result_turn_separation_model_id = request["modelId"]
        return reply

    async def _send(self, request: dict[str, Any]) -> ConverseReply:
        """Send a request, and once more as strands would, where thoughts in it belong to what stands there no more."""
        try:
            return await self._runtime.open(request)
        except ClientError as refusal:
            fields = _fields_with_drop_block(request.get("additionalModelRequestFields") or {})
            if fields is None or not is_thinking_binding_error(refusal):
                raise
        self._drop_stale_thinking_model_id = request["modelId"]
        return await self._runtime.open({**request, "additionalModelRequestFields": fields})

    async def _chunks(self, reply: ConverseReply) -> AsyncGenerator[StreamEvent, None]:
        """Read a reply, and put in what strands makes of a guardrail's verdict."""
        reason: str | None = None
        verdict: dict[str, Any] | None = None
        redacted = False
        while (chunks := await reply.read()) is not None:
            for chunk in chunks:
                if "messageStop" in chunk:
                    reason = str(chunk["messageStop"]["stopReason"])
                    yield _ended(reason, chunk)
                    continue
                if "metadata" in chunk:
                    verdict = cast(dict[str, Any], chunk["metadata"]).get("trace", {}).get("guardrail")
                    if not redacted and self._should_redact_guardrail_content(verdict, reason):
                        redacted = True
                        for event in self._generate_redaction_events():
                            yield event
                yield chunk
        if reason is None:
            raise ReplyBrokenOff
        if not redacted and verdict is None and self._should_redact_guardrail_content(None, reason):
            for event in self._generate_redaction_events():
                yield event

    def _should_convert_json_to_text(self) -> bool:
        takes_json = self._profile.json_results
        return super()._should_convert_json_to_text() if takes_json is None else not takes_json

    def _rejects_reasoning_block(self, reasoning: ReasoningContentBlock) -> bool:
        takes_signed = self._profile.signed_reasoning
        if takes_signed is None:
            return super()._rejects_reasoning_block(reasoning)
        signed = bool(reasoning.get("reasoningText", {}).get("signature"))
        return not (takes_signed and (signed or "redactedContent" in reasoning))


def _ended(reason: str, chunk: StreamEvent) -> StreamEvent:
    """Put the ends that the agent loop does not know into its words."""
    if reason.startswith("malformed"):
        raise ReplyBrokenOff
    if reason == "model_context_window_exceeded":
        return {"messageStop": {"stopReason": "max_tokens"}}
    return chunk


def _named(error: ClientError) -> Exception:
    """Tell the agent loop in its own words when a model is busy or a conversation too long."""
    if str(error.response["Error"]["Code"]).lower() == "throttlingexception":
        return ModelThrottledException(str(error))
    if any(words in str(error) for words in BEDROCK_CONTEXT_WINDOW_OVERFLOW_MESSAGES):
        return ContextWindowOverflowException(error)
    unnamed: Exception = error
    return unnamed

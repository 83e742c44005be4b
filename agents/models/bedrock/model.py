"""Models on Amazon Bedrock."""

from collections.abc import AsyncGenerator
from contextlib import closing
from typing import Any, cast

from botocore.exceptions import ClientError
from strands.types.content import Messages, SystemContentBlock
from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolChoice, ToolSpec

from agents.aws import error_code
from agents.errors import SENTENCES, ReplyBrokenOff, UserFacingError
from agents.models.bedrock.guardrail import Guardrail, GuardrailLedger, findings, is_refused, options
from agents.models.bedrock.prompt_cache import (
    cache_config,
    caching_family,
    mark_earlier_prompt,
    refuses_cache_points,
    without_cache_points,
)
from agents.models.bedrock.reply import ConverseReply
from agents.models.bedrock.runtime import CONFIG, BedrockRuntime
from agents.models.profiles import ModelProfile, profile_of
from agents.models.sdk_adapter.strands_bedrock import FormattingBedrockModel, is_too_long

MAX_TOKENS = 4096
_FILES = ("image", "document", "video")


class StreamingBedrockModel(FormattingBedrockModel):
    """The stock model, streamed without a thread over a connection that closes as soon as the stream is left.

    The stock model holds a thread of the loop's small default pool for each reply, and after a cancellation it goes on
    reading until the next chunk arrives.

    Args:
        model_id: A Bedrock id or ARN.
        temperature: The sampling temperature.
        runtime: Sends the requests.
        profile: What the model can do; None reads it from the id.
        caching: Whether it caches the beginning of a prompt, if it can.
        guardrail: What every question and answer is checked by; None is no guardrail.
        ledger: Counts what the guardrail finds.
    """

    def __init__(
        self,
        model_id: str,
        temperature: float,
        runtime: BedrockRuntime,
        profile: ModelProfile | None = None,
        *,
        caching: bool = False,
        guardrail: Guardrail | None = None,
        ledger: GuardrailLedger | None = None,
    ) -> None:
        self._caching = caching_family(model_id) if caching else None
        self._guardrail = guardrail
        self._ledger = ledger or GuardrailLedger()
        super().__init__(
            model_id,
            profile or profile_of(model_id),
            runtime.session,
            CONFIG,
            temperature=temperature,
            max_tokens=MAX_TOKENS,
            streaming=True,
            **({"cache_config": cache_config(self._caching)} if self._caching else {}),
            **(options(guardrail) if guardrail else {}),
        )
        self._runtime = runtime

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
        given = (messages, tool_specs, system_prompt_content, tool_choice, dynamic_trailing_blocks)
        if _has_files(messages):
            request = await self._runtime.run(self.format_request, *given)
        else:
            request = self.format_request(*given)  # takes less than to hand it to a thread
        if self._caching == "nova":
            request = mark_earlier_prompt(request)
        try:
            with closing(await self._open(request)) as reply:
                async for chunk in self._chunks(reply):
                    yield chunk
        except ClientError as error:
            if self._guardrail is not None and is_refused(error):
                self._ledger.note_refusal(self._guardrail, error)
                raise UserFacingError(SENTENCES["guardrail"], code="guardrail") from error
            raise _agent_loop_error(error) from error

    async def _open(self, request: dict[str, Any]) -> ConverseReply:
        """Send a request, and send it again in another form where that may help."""
        while True:
            try:
                return await self._runtime.open(request)
            except ClientError as refusal:
                if self._caching is not None and refuses_cache_points(refusal):
                    self._caching = None
                    self.update_config(cache_config=None)
                    request = without_cache_points(request)
                    continue
                repaired = self.repair(request, refusal)
                if repaired is None:
                    raise
                request = repaired

    async def _chunks(self, reply: ConverseReply) -> AsyncGenerator[StreamEvent, None]:
        """Read a reply; the redactions of a guardrail come just before its metadata, or at the end without any."""
        reason: str | None = None
        verdict: dict[str, Any] | None = None
        redacted = False
        while (chunks := await reply.read()) is not None:
            for chunk in chunks:
                if "messageStop" in chunk:
                    reason = str(chunk["messageStop"]["stopReason"])
                    yield _message_stop(reason, chunk)
                    continue
                if "metadata" in chunk:
                    verdict = cast(dict[str, Any], chunk["metadata"]).get("trace", {}).get("guardrail")
                    if verdict is not None:
                        self._ledger.note_verdict(findings(verdict))
                    for event in [] if redacted else self.redactions(verdict, reason):
                        redacted = True
                        yield event
                yield chunk
        if reason is None:
            raise ReplyBrokenOff
        if not redacted and verdict is None:
            for event in self.redactions(None, reason):
                yield event


def _has_files(messages: Messages) -> bool:
    return any(not block.keys().isdisjoint(_FILES) for message in messages for block in message["content"])


def _message_stop(reason: str, chunk: StreamEvent) -> StreamEvent:
    """Return the end of a reply with a stop reason that the agent loop knows."""
    if reason.startswith("malformed"):
        raise ReplyBrokenOff
    if reason == "model_context_window_exceeded":
        return {"messageStop": {"stopReason": "max_tokens"}}
    return chunk


def _agent_loop_error(error: ClientError) -> Exception:
    """Return the agent loop's own error for a model that is busy or a conversation that is too long."""
    if error_code(error).lower() == "throttlingexception":
        return ModelThrottledException(str(error))
    if is_too_long(error):
        return ContextWindowOverflowException(error)
    unchanged: Exception = error
    return unchanged

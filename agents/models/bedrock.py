"""Models on Amazon Bedrock."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import Executor
from contextlib import suppress
from typing import Any

import boto3
from botocore.config import Config
from strands.models import BedrockModel
from strands.types.content import Messages, ReasoningContentBlock, SystemContentBlock
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolChoice, ToolSpec

from agents.errors import ReplyBrokenOff
from agents.models.families import Family

STREAMS = 256
MAX_TOKENS = 4096

_CLIENT = Config(
    connect_timeout=3,
    read_timeout=60,
    max_pool_connections=STREAMS,
    retries={"total_max_attempts": 1},  # we retry ourselves, in the learner's sight
)


class _Transfer(threading.Event):
    """One running reply; setting it closes the connection, even while a thread waits on it."""

    def __init__(self) -> None:
        super().__init__()
        self._response: Any = None

    def attach(self, response: Any) -> None:
        self._response = response
        if self.is_set():
            self.close()

    def release(self) -> None:
        """Give up the connection, which a reply that broke off would keep; called by the thread that reads."""
        if self._response is not None:
            self._response.close()

    def close(self) -> None:
        self.set()
        if self._response is not None:
            # Already over, or released to the pool: nothing is left to interrupt.
            with suppress(ValueError, RuntimeError, OSError, AttributeError):
                self._response.shutdown()


class StreamingBedrockModel(BedrockModel):
    """The stock model, with its own threads and a stream that closes at once when it is left.

    The stock one holds a thread of the loop's small default pool for each reply, and after a cancellation
    goes on reading until the next chunk comes.

    Args:
        model_id: A Bedrock id or ARN, whatever its name.
        temperature: How freely it words its answers.
        session: The shared boto3 session.
        threads: Where replies are read; one thread each.
        family: What an ARN does not tell; None where the id names the family.
    """

    def __init__(
        self,
        model_id: str,
        temperature: float,
        session: boto3.Session,
        threads: Executor,
        family: Family | None = None,
    ) -> None:
        super().__init__(
            model_id=model_id,
            temperature=temperature,
            max_tokens=MAX_TOKENS,
            streaming=True,
            include_tool_result_status=family.tool_status if family else "auto",
            boto_session=session,
            boto_client_config=_CLIENT,
        )
        self._threads = threads
        self._family = family
        self._reading = threading.local()

    async def stream(
        self,
        messages: Messages,
        tool_specs: list[ToolSpec] | None = None,
        system_prompt: str | None = None,
        *,
        tool_choice: ToolChoice | None = None,
        system_prompt_content: list[SystemContentBlock] | None = None,
        **_: Any,
    ) -> AsyncGenerator[StreamEvent, None]:
        """Stream one reply; leaving the generator closes the connection."""
        loop = asyncio.get_running_loop()
        chunks: asyncio.Queue[StreamEvent | None] = asyncio.Queue()
        transfer = _Transfer()
        if system_prompt and system_prompt_content is None:
            system_prompt_content = [{"text": system_prompt}]

        def publish(chunk: StreamEvent | None = None) -> None:
            with suppress(RuntimeError):  # the loop has ended; nobody listens any more
                loop.call_soon_threadsafe(chunks.put_nowait, chunk)

        reading = loop.run_in_executor(
            self._threads, self._read, publish, transfer, messages, tool_specs, system_prompt_content, tool_choice
        )
        reading.add_done_callback(_retrieve)
        complete = False
        try:
            while (chunk := await chunks.get()) is not None:
                if "messageStop" in chunk:
                    chunk = _ended(chunk)
                    complete = True
                yield chunk
            await reading
            if not complete:
                raise ReplyBrokenOff
        finally:
            transfer.close()

    def _read(
        self,
        publish: Any,
        transfer: _Transfer,
        messages: Messages,
        tool_specs: list[ToolSpec] | None,
        system_prompt_content: list[SystemContentBlock] | None,
        tool_choice: ToolChoice | None,
    ) -> None:
        self._reading.transfer = transfer
        try:
            self._stream(publish, messages, tool_specs, system_prompt_content, tool_choice, cancel_signal=transfer)
        finally:
            transfer.release()

    def _should_convert_json_to_text(self) -> bool:
        return not self._family.json_results if self._family else super()._should_convert_json_to_text()

    def _rejects_reasoning_block(self, reasoning: ReasoningContentBlock) -> bool:
        if self._family is None:
            return super()._rejects_reasoning_block(reasoning)
        signed = bool(reasoning.get("reasoningText", {}).get("signature"))
        return not (self._family.signed_reasoning and (signed or "redactedContent" in reasoning))

    def _converse(self, converse_method: Any, request: dict[str, Any]) -> Any:
        response = super()._converse(converse_method, request)
        self._reading.transfer.attach(response["stream"]._raw_stream)
        return response


def _ended(chunk: StreamEvent) -> StreamEvent:
    """Put the ends that the agent loop does not know into its words."""
    reason = str(chunk["messageStop"]["stopReason"])
    if reason.startswith("malformed"):
        raise ReplyBrokenOff
    if reason == "model_context_window_exceeded":
        return {"messageStop": {"stopReason": "max_tokens"}}
    return chunk


def _retrieve(reading: "asyncio.Future[None]") -> None:
    """Look at the failure of a reply that nobody waits for any more, so that the loop does not complain."""
    if not reading.cancelled():
        reading.exception()

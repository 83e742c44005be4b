"""A model that uses OpenAI's chat schema; a subclass sends the requests."""

import asyncio
import threading
from abc import abstractmethod
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any, NoReturn

import httpx
from strands.models import Model
from strands.types.content import Messages, SystemContentBlock
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolChoice, ToolSpec

from agents.errors import ModelSilent, ReplyBrokenOff, UserFacingError
from agents.models.openai_compatible.refusals import failure_in_reply
from agents.models.openai_compatible.request import CallExtras, chat_messages, chat_tool_choice, chat_tools
from agents.models.openai_compatible.stream import ChatReply

MAX_TOKENS = 4096
END_SECONDS = 5.0  # for more of an answer that is complete by its server's words, but not ended
_DRAIN_SECONDS = 1.0


class ChatModel(Model):
    """Streams replies without a thread; leaving the stream closes its connection.

    Args:
        model_id: The id in the list of models.
        temperature: The sampling temperature.
        model_name: The name of the model on its server; None where the address names it.
    """

    def __init__(self, model_id: str, temperature: float, model_name: str | None = None) -> None:
        self.config: dict[str, Any] = {"model_id": model_id, "temperature": temperature, "max_tokens": MAX_TOKENS}
        self._model_name = model_name
        self._extras: dict[str, CallExtras] = {}  # of the calls in this turn, by their ids

    def update_config(self, **model_config: Any) -> None:
        """Change the configuration."""
        self.config.update(model_config)

    def get_config(self) -> dict[str, Any]:
        """Return the configuration."""
        return self.config

    def structured_output(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: no agent uses structured output."""
        raise NotImplementedError

    async def stream(
        self,
        messages: Messages,
        tool_specs: list[ToolSpec] | None = None,
        system_prompt: str | None = None,
        *,
        tool_choice: ToolChoice | None = None,
        system_prompt_content: list[SystemContentBlock] | None = None,
        cancel_signal: threading.Event | None = None,
        **_: Any,
    ) -> AsyncGenerator[StreamEvent, None]:
        """Stream one reply; leaving the generator closes the connection."""
        if system_prompt is None and system_prompt_content:
            system_prompt = "\n\n".join(block["text"] for block in system_prompt_content if "text" in block)
        request = {
            "messages": chat_messages(messages, system_prompt, self._extras),
            "max_tokens": self.config["max_tokens"],
            "temperature": self.config["temperature"],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self._model_name:
            request["model"] = self._model_name
        if tool_specs:
            request |= {"tools": chat_tools(tool_specs)} | chat_tool_choice(tool_choice)
        reply = ChatReply(self.explain)
        yield {"messageStart": {"role": "assistant"}}
        try:
            async with aclosing(self.receive(request)) as chunks:
                while (data := await _next(chunks, reply)) is not None:
                    if cancel_signal is not None and cancel_signal.is_set():
                        return
                    alive = True
                    for event in reply.feed(data):
                        alive = False
                        yield event
                    if reply.ended:
                        await _drain(chunks)
                        break
                    if alive:
                        yield {}  # a comment, say: the server is at work and has nothing to tell yet
        except httpx.ReadTimeout as error:
            raise ModelSilent from error
        except httpx.HTTPError as error:
            raise ReplyBrokenOff from error
        has_tool_results = any("toolResult" in block for message in messages for block in message["content"])
        if tool_specs and reply.empty and not has_tool_results:
            raise UserFacingError(
                "This model gave an empty answer, as some models do when tools are offered to them; "
                "choose another model in the list of models.",
                code="empty_answer",
            )
        for event in reply.finish():
            yield event
        self._extras |= reply.extras

    def explain(self, error: Any) -> Exception:
        """Return the failure that an `error` inside a reply means."""
        return failure_in_reply(error)

    @abstractmethod
    def receive(self, request: dict[str, Any]) -> AsyncGenerator[bytes, None]:
        """Send a request and yield the bytes of its reply.

        Raises:
            Exception: A refusal, as one of the exceptions that `agents.errors` explains.
        """


async def _next(chunks: AsyncGenerator[bytes, None], reply: ChatReply) -> bytes | None:
    """Return the next bytes of a reply, or None at its end; a complete one need not be ended by its server."""
    if not reply.complete:
        return await anext(chunks, None)
    try:
        async with asyncio.timeout(END_SECONDS):
            return await anext(chunks, None)
    except (TimeoutError, httpx.HTTPError, ReplyBrokenOff):
        return None


async def _drain(chunks: AsyncGenerator[bytes, None]) -> None:
    """Read the end of the body, after which the connection can be used again."""
    with suppress(Exception):  # the answer is whole; a failure after it does not matter
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for _ in chunks:
                pass

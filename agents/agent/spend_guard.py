"""Asks whether a call of a model may be paid for before it is made, and reports what it has cost after it."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any, Protocol, cast

from pydantic import BaseModel
from strands.models import Model
from strands.types.content import Messages, SystemContentBlock
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolSpec

from agents.agent.wrapped_model import WrappedModel, read_usage
from agents.events import Usage
from agents.models.profiles import profile_of
from agents.user_messages import TranslatableText, UserFacingError

# What a provider adds to a request: the marks around each message, and its own instructions for tools (Anthropic's
# documentation of tool use counts up to 530 tokens).
_TOKENS_OF_A_REQUEST = 600
_TOKENS_OF_A_PART = 16
_TOKENS_OF_AN_IMAGE = 8_000  # more than any model on Bedrock counts for one picture


class SpendRefused(UserFacingError):
    """A call of a model is not paid for; the sentence says why."""

    @property
    def sentence(self) -> TranslatableText:
        """Why, and what can be done."""
        return TranslatableText(self.template, **self.values)


class Reservation(Protocol):
    """What a call may cost at most, set aside until it is settled."""

    def settle(self, used: Usage) -> None:
        """Replace it by what the call has used; returns at once, and a second call does nothing."""
        ...


class SpendGuard(Protocol):
    """Decides which calls of models are made."""

    async def reserve(self, model_id: str, input_tokens: int, output_tokens: int) -> Reservation | None:
        """Set aside what a call may use at most; None if nothing limits it.

        Raises:
            SpendRefused: The call is not to be made.
        """
        ...


class GuardedModel(WrappedModel):
    """A model of which every call is reserved before it is made and settled after it, unless it runs in the server.

    A reply without its usage, because it was stopped or broke off, or because the server reports none, counts its whole
    input and a token for each byte that was written; one that fails before it begins counts nothing, as providers
    charge nothing for it.

    Args:
        model: The model itself.
        guard: Decides which calls are made.
    """

    def __init__(self, model: Model, guard: SpendGuard) -> None:
        super().__init__(model)
        self._guard = guard

    def structured_output(
        self, output_model: type[BaseModel], prompt: Messages, system_prompt: str | None = None, **kwargs: Any
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Refuse: such a call would not be counted, and no agent makes one."""
        raise NotImplementedError

    async def stream(
        self,
        messages: Messages,
        tool_specs: list[ToolSpec] | None = None,
        system_prompt: str | None = None,
        *,
        system_prompt_content: list[SystemContentBlock] | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[StreamEvent]:
        """Stream one reply.

        Raises:
            SpendRefused: It is not to be paid for.
        """
        config = self._model.get_config()
        model_id = str(config["model_id"])
        reservation, reads, longest = None, 0, 0
        if not profile_of(model_id).runs_in_process:
            reads = most_tokens(messages, tool_specs or [], system_prompt_content or system_prompt or "")
            longest = int(config["max_tokens"])
            reservation = await self._guard.reserve(model_id, reads, longest)
        reply = self.chunks(messages, tool_specs, system_prompt, system_prompt_content=system_prompt_content, **kwargs)
        used, written = Usage((), 0, 0), 0
        begun = reported = False
        try:
            async with reply as chunks:
                async for chunk in chunks:
                    if usage := chunk.get("metadata", {}).get("usage"):
                        used = read_usage(cast(Mapping[str, int], usage))
                        reported = used.tokens > 0  # some servers report nothing
                    elif "messageStart" not in chunk:  # some providers send it before there is a reply
                        begun = True
                        written += _text_bytes(chunk.get("contentBlockDelta", {}))
                    yield chunk
        except BaseException as error:
            begun = begun or not isinstance(error, Exception)  # stopped: the provider may have begun to read
            raise
        finally:
            if reservation is not None:
                if begun and not reported:
                    used = Usage((), reads, min(written, longest))
                reservation.settle(used)


def most_tokens(*content: Any) -> int:
    """Return a number of tokens that no provider's count of this content exceeds.

    The tokenizers of the models begin with single bytes and join them, so a text has at most as many tokens as bytes.
    """
    return _TOKENS_OF_A_REQUEST + sum(map(_most_tokens, content))


def _most_tokens(content: Any) -> int:
    match content:
        case str():
            return len(content.encode("utf-8", "replace"))
        case bytes():
            return _TOKENS_OF_AN_IMAGE
        case Mapping():
            return sum(_TOKENS_OF_A_PART + _most_tokens(part) for item in content.items() for part in item)
        case list() | tuple():
            return sum(_TOKENS_OF_A_PART + _most_tokens(part) for part in content)
        case _:
            return _TOKENS_OF_A_PART


def _text_bytes(delta: Any) -> int:
    if isinstance(delta, Mapping):
        return sum(map(_text_bytes, delta.values()))
    return len(delta.encode("utf-8", "replace")) if isinstance(delta, str) else 0

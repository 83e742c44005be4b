"""What is put between a model and the turn, so that every provider's model can have it: faults, and a listener."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from strands.models import Model
from strands.types.content import ContentBlock, Message, Messages
from strands.types.exceptions import ModelThrottledException

from agents.agent.wrapped_model import WrappedModel
from agents.errors import ModelTimedOut, ReplyBrokenOff
from agents.models.factory import ModelFactory
from agents.parameters import ParameterValues
from agents.specialists import BY_NAME

FAULTS = ("throttling", "timeout", "failing tool", "truncated", "ignores its tools")
ROUTES_ONLY = "routes only"
"""No fault: a specialist says one word, so that who answers is known without waiting for the answer."""
SECRET = "exception text 7f3a"
"""Stands in every exception that a fault raises, and may never reach a learner."""
fault_in_force: ContextVar[str] = ContextVar("fault_in_force", default="")
_drafts: ContextVar[list[str] | None] = ContextVar("drafts", default=None)
_WORDS_BEFORE_THE_END = 4
_ONE_WORD: tuple[dict[str, Any], ...] = (
    {"messageStart": {"role": "assistant"}},
    {"contentBlockStart": {"start": {}}},
    {"contentBlockDelta": {"delta": {"text": "Routed."}}},
    {"contentBlockStop": {}},
    {"messageStop": {"stopReason": "end_turn"}},
)


@contextmanager
def under(fault: str) -> Iterator[None]:
    """Let every model of the context have this fault."""
    token = fault_in_force.set(fault)
    try:
        yield
    finally:
        fault_in_force.reset(token)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what every model of the context writes, whether a learner is shown it or not."""
    drafts: list[str] = []
    token = _drafts.set(drafts)
    try:
        yield drafts
    finally:
        _drafts.reset(token)


class EvaluatedFactory(ModelFactory):
    """Makes the models as the server does, each with the fault and the listener that are in force for the case."""

    async def create(self, model_id: str | None, values: ParameterValues) -> Model:
        """Return the model with this id, or the default one."""
        model = await super().create(model_id, values)
        if (drafts := _drafts.get()) is not None:
            model = ListenedModel(model, drafts)
        return FaultyModel(model, fault) if (fault := fault_in_force.get()) else model


class ListenedModel(WrappedModel):
    """A model whose replies are collected.

    Args:
        model: The model itself.
        drafts: Takes the text of each reply.
    """

    def __init__(self, model: Model, drafts: list[str]) -> None:
        super().__init__(model)
        self._drafts = drafts

    async def stream(self, *given: Any, **named: Any) -> AsyncGenerator[Any, None]:
        """Stream a reply, and collect its text."""
        pieces = []
        async for event in self._model.stream(*given, **named):
            pieces.append(event.get("contentBlockDelta", {}).get("delta", {}).get("text", ""))
            yield event
        self._drafts.append("".join(pieces))


class FaultyModel(WrappedModel):
    """A model with one fault.

    Args:
        model: The model itself.
        fault: One of `FAULTS`.
    """

    def __init__(self, model: Model, fault: str) -> None:
        super().__init__(model)
        self._fault = fault

    async def stream(self, messages: Messages, *given: Any, **named: Any) -> AsyncGenerator[Any, None]:
        """Stream a reply, with the fault."""
        specs = given[0] if given else named.get("tool_specs")
        if self._fault == ROUTES_ONLY and not any(spec["name"] in BY_NAME for spec in specs or ()):
            for part in _ONE_WORD:
                yield part
            return
        if self._fault == "throttling":
            raise ModelThrottledException(SECRET)
        if self._fault == "timeout":
            raise ModelTimedOut(SECRET)
        if self._fault == "ignores its tools":
            given, named = ((None, *given[1:]), named) if given else ((), {**named, "tool_specs": None})
        if self._fault == "failing tool":
            messages = [_with_failed_results(message) for message in messages]
        words = 0
        async for event in self._model.stream(messages, *given, **named):
            yield event
            words += "text" in event.get("contentBlockDelta", {}).get("delta", {})
            if self._fault == "truncated" and words >= _WORDS_BEFORE_THE_END:
                raise ReplyBrokenOff(SECRET)


def _with_failed_results(message: Message) -> Message:
    return {**message, "content": [_failed(block) for block in message["content"]]}


def _failed(block: ContentBlock) -> ContentBlock:
    if "toolResult" not in block:
        return block
    return {
        "toolResult": {**block["toolResult"], "status": "error", "content": [{"text": "The tool does not answer."}]}
    }

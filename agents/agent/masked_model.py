"""Masks personal data in all that a model is sent, by the local rules."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from strands.models import Model
from strands.types.content import Messages
from strands.types.streaming import StreamEvent

from agents.agent.wrapped_model import WrappedModel
from agents.models.bedrock.guardrail import MASKED, Finding
from agents.personal_data import mask

_LEFT = ("toolUse", "reasoningContent")  # a model wrote it, and its signature must stay true


class MaskedModel(WrappedModel):
    """A model that is not sent what the rules find.

    It stands around one turn: a text that several calls send is read and counted once.

    Args:
        model: The model itself.
        rules: The names of the rules in force.
        on_found: Is told what was masked.
    """

    def __init__(self, model: Model, rules: Sequence[str], on_found: Callable[[Counter[Finding]], None]) -> None:
        super().__init__(model)
        self._rules = rules
        self._on_found = on_found
        self._masked: dict[str, str] = {}
        self._new: Counter[Finding] = Counter()

    async def stream(self, messages: Messages, *args: Any, **kwargs: Any) -> AsyncIterator[StreamEvent]:
        """Stream one reply."""
        sent: Messages = [{**message, "content": self._mask(message["content"])} for message in messages]
        if self._new:
            self._on_found(self._new)
            self._new = Counter()
        async with self.chunks(sent, *args, **kwargs) as chunks:
            async for chunk in chunks:
                yield chunk

    def _mask(self, content: Any) -> Any:
        match content:
            case str():
                return self._mask_text(content)
            case dict():
                return {name: part if name in _LEFT else self._mask(part) for name, part in content.items()}
            case list() | tuple():
                return [self._mask(part) for part in content]
            case _:
                return content

    def _mask_text(self, text: str) -> str:
        if text not in self._masked:
            self._masked[text], found = mask(text, self._rules)
            self._new.update({(category, MASKED): count for category, count in found.items()})
        return self._masked[text]

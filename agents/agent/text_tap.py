"""Takes the text of a model before it passes through the agent loop."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Any, cast

from pydantic import BaseModel
from strands.models import Model
from strands.types.content import Messages
from strands.types.streaming import StreamEvent


class TextTap(Model):
    """A model that reports each piece of text at once, and gives the agent loop every block in one piece.

    The loop hands each piece through nine generators, twice, which costs more than everything else that is done
    for it.

    Args:
        model: The model itself.
        on_text: Takes the pieces of text.
    """

    def __init__(self, model: Model, on_text: Callable[[str], None]) -> None:
        self._model = model
        self._on_text = on_text

    @property
    def stateful(self) -> bool:
        """As the model itself."""
        return self._model.stateful

    def update_config(self, **model_config: Any) -> None:
        """As the model itself."""
        self._model.update_config(**model_config)

    def get_config(self) -> Any:
        """As the model itself."""
        return self._model.get_config()

    def structured_output(
        self, output_model: type[BaseModel], prompt: Messages, system_prompt: str | None = None, **kwargs: Any
    ) -> AsyncGenerator[dict[str, Any], None]:
        """As the model itself."""
        return self._model.structured_output(output_model, prompt, system_prompt, **kwargs)

    async def count_tokens(self, *_: Any, **__: Any) -> int:
        """Return 0: nothing here uses the estimate, and making one reads every message again for every call."""
        return 0

    async def stream(self, *args: Any, **kwargs: Any) -> AsyncIterator[StreamEvent]:
        """Stream one reply; closing this generator closes the model's."""
        text: list[str] = []
        stream = cast(AsyncGenerator[StreamEvent, None], self._model.stream(*args, **kwargs))
        async with aclosing(stream) as chunks:
            async for chunk in chunks:
                delta = chunk.get("contentBlockDelta")
                if delta is not None and "text" in delta["delta"]:
                    text.append(delta["delta"]["text"])
                    self._on_text(text[-1])
                    continue
                if text:
                    yield {"contentBlockDelta": {"delta": {"text": "".join(text)}}}
                    text.clear()
                yield chunk

"""A model around another one, which it resembles in all but what its class changes."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any, cast

from pydantic import BaseModel
from strands.models import Model
from strands.types.content import Messages
from strands.types.streaming import StreamEvent

from agents.events import Path, Usage

TOKEN_COUNTS = ("inputTokens", "outputTokens", "cacheReadInputTokens", "cacheWriteInputTokens")
"""The names that strands gives to what a call has used, in the order of the fields of `Usage`."""


def read_usage(counts: Mapping[str, int], path: Path = ()) -> Usage:
    """Return what a call of a model has used."""
    return Usage(path, *(counts.get(name) or 0 for name in TOKEN_COUNTS))


class WrappedModel(Model):
    """Passes everything but `stream` on to the model itself.

    Args:
        model: The model itself.
    """

    def __init__(self, model: Model) -> None:
        self._model = model

    def chunks(self, *args: Any, **kwargs: Any) -> "aclosing[AsyncGenerator[StreamEvent, None]]":
        """Ask the model itself; its reply is closed with the context."""
        return aclosing(cast(AsyncGenerator[StreamEvent, None], self._model.stream(*args, **kwargs)))

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

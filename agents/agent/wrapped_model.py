"""A model around another one, which it resembles in all but what its class changes."""

from collections.abc import AsyncGenerator
from typing import Any

from pydantic import BaseModel
from strands.models import Model
from strands.types.content import Messages


class WrappedModel(Model):
    """Passes everything but `stream` on to the model itself.

    Args:
        model: The model itself.
    """

    def __init__(self, model: Model) -> None:
        self._model = model

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

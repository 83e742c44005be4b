"""Which models there are, and how to get one."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from strands.models import Model

from agents.aws import Aws
from agents.errors import LearnerError
from agents.models import bedrock
from agents.models.embedded.model import EmbeddedModel
from agents.models.embedded.runtime import EmbeddedRuntime
from agents.settings import ParameterValues

EMBEDDED = "embedded"
DEFAULT_BEDROCK = "us.amazon.nova-2-lite-v1:0"
_BEDROCK_LABELS = {
    DEFAULT_BEDROCK: "Amazon Nova 2 Lite",
    "us.amazon.nova-pro-v1:0": "Amazon Nova Pro",
    "us.anthropic.claude-haiku-4-5-20251001-v1:0": "Claude Haiku 4.5",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0": "Claude Sonnet 4.5",
}
_KEPT_MODELS = 32


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model as the picker shows it."""

    id: str
    label: str
    provider: Literal["Bedrock", "Embedded"]
    hint: str


class ModelFactory:
    """Makes models and keeps them: clients are costly, agents are not.

    Args:
        region: Where Bedrock is called.
    """

    def __init__(self, region: str) -> None:
        self.aws = Aws(region)
        self._threads = ThreadPoolExecutor(bedrock.STREAMS, thread_name_prefix="bedrock")
        self._bedrock: OrderedDict[tuple[str, float], Model] = OrderedDict()
        self._embedded = EmbeddedRuntime()

    async def choices(self, values: ParameterValues) -> list[ModelChoice]:
        """List what can be picked; the first is the default."""
        default = await self._default_id(values)
        ids = [default]
        if await asyncio.to_thread(self.aws.has_credentials):
            ids += [*_BEDROCK_LABELS, values.bedrock_custom_model_deployment_arn or default]
        if self._embedded.installed:
            ids.append(EMBEDDED)
        return [_choice(model_id, values) for model_id in dict.fromkeys(ids)]

    async def create(self, model_id: str | None, values: ParameterValues) -> Model:
        """Return the model with this id, or the default one.

        Raises:
            LearnerError: This server cannot offer it.
        """
        if model_id is None:
            model_id = await self._default_id(values)
        elif model_id not in {choice.id for choice in await self.choices(values)}:
            raise LearnerError("This model is no longer offered here; choose another one in the settings.")
        if model_id == EMBEDDED:
            if not self._embedded.installed:
                raise LearnerError("The embedded model is not installed on this server; choose another model.")
            return EmbeddedModel(self._embedded, temperature=values.temperature)
        return await asyncio.to_thread(self._bedrock_model, model_id, values.temperature)

    async def warm(self, values: ParameterValues) -> None:
        """Load what the default model needs, so that the first question does not wait for it."""
        model_id = await self._default_id(values)
        if model_id != EMBEDDED:
            await asyncio.to_thread(self._bedrock_model, model_id, values.temperature)
        elif self._embedded.installed:
            await self._embedded.warm()

    async def close(self) -> None:
        """Let go of the threads and of the embedded model."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        await self._embedded.close()

    async def _default_id(self, values: ParameterValues) -> str:
        if values.default_model_id:
            return values.default_model_id
        return DEFAULT_BEDROCK if await asyncio.to_thread(self.aws.has_credentials) else EMBEDDED

    def _bedrock_model(self, model_id: str, temperature: float) -> Model:
        key = (model_id, temperature)
        if key not in self._bedrock:
            self._bedrock[key] = bedrock.StreamingBedrockModel(model_id, temperature, self.aws.session, self._threads)
            if len(self._bedrock) > _KEPT_MODELS:
                self._bedrock.popitem(last=False)
        return self._bedrock[key]


def _choice(model_id: str, values: ParameterValues) -> ModelChoice:
    if model_id == EMBEDDED:
        hint = "A very small model inside this server: exact mathematics, otherwise for demonstration only."
        return ModelChoice(EMBEDDED, "Small demonstration model", "Embedded", hint)
    label = _BEDROCK_LABELS.get(model_id, model_id)
    if model_id == values.bedrock_custom_model_deployment_arn:
        label = "Bedrock custom model deployment"
    return ModelChoice(model_id, label, "Bedrock", model_id)

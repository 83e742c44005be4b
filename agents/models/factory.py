"""Which models there are, and how to get one."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from strands.models import Model

from agents.aws import AwsSession
from agents.demo_model.model import DemoModel
from agents.demo_model.runtime import DemoRuntime
from agents.errors import UserFacingError
from agents.models import ollama
from agents.models.connections import ANSWERS, Connections
from agents.models.openai_compatible.model import OpenAICompatibleModel, Server
from agents.parameters import OPENAI_COMPATIBLE, SAGEMAKER, ParameterValues

if TYPE_CHECKING:
    from agents.models.aws_models import AwsModels

EMBEDDED = "embedded"
DEFAULT_BEDROCK = "us.amazon.nova-2-lite-v1:0"

Manner = Literal["fast", "careful", "demonstration", "unknown"]
Provider = Literal["Bedrock", "SageMaker", "OpenAI-compatible", "Ollama", "Embedded"]


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model as the picker shows it."""

    id: str
    label: str
    provider: Provider
    manner: Manner = "unknown"


_BEDROCK = {
    choice.id: choice
    for choice in (
        ModelChoice(DEFAULT_BEDROCK, "Amazon Nova 2 Lite", "Bedrock", "fast"),
        ModelChoice("us.amazon.nova-pro-v1:0", "Amazon Nova Pro", "Bedrock", "careful"),
        ModelChoice("us.anthropic.claude-haiku-4-5-20251001-v1:0", "Claude Haiku 4.5", "Bedrock", "fast"),
        ModelChoice("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5", "Bedrock", "careful"),
    )
}


class ModelFactory:
    """Makes models and keeps what is costly about them: clients and connections.

    Args:
        region: Where Bedrock and SageMaker are called.
        answers: How many answers may run at once.
    """

    def __init__(self, region: str, answers: int = ANSWERS) -> None:
        self.aws = AwsSession(region)
        self._connections = Connections(answers)
        self._amazon: AwsModels | None = None
        self._finding = asyncio.Lock()
        self._ollama = ollama.Ollama(self._connections)
        self._embedded = DemoRuntime()

    async def choices(self, values: ParameterValues) -> list[ModelChoice]:
        """List what can be picked; the first is the default."""
        await self._ollama.look()
        return [choice(model_id, values) for model_id in await self._offered(values)]

    async def create(self, model_id: str | None, values: ParameterValues) -> Model:
        """Return the model with this id, or the default one.

        Raises:
            LearnerError: This server cannot offer it.
        """
        offered = await self._offered(values)
        if not offered:
            raise UserFacingError(
                "No model is set up on this server; give it AWS credentials or a default_model_id.", code="no_model"
            )
        if model_id is None:
            model_id = offered[0]
        elif model_id not in offered:
            raise UserFacingError(
                "This model is no longer offered here; choose another one in the list of models.", code="not_offered"
            )
        return await self._make(model_id, values)

    async def examine(self, values: ParameterValues) -> None:
        """Find out whether the default model can be reached, without asking it anything.

        Raises:
            LearnerError: It cannot.
        """
        model = await self.create(None, values)
        if isinstance(model, DemoModel):
            return None
        if isinstance(model, OpenAICompatibleModel):
            return await model.reach()
        return await (await self._aws_models()).examine(model)

    async def warm(self, values: ParameterValues) -> None:
        """Load what the default model needs, so that the first question does not wait for it."""
        await self._ollama.look()
        default = next(iter(await self._offered(values)), None)
        if default == EMBEDDED and self._embedded.installed:
            await self._embedded.warm()
        elif default is not None and default != EMBEDDED:
            model = await self._make(default, values)
            if self._amazon is not None:
                await self._amazon.warm(model)

    async def close(self) -> None:
        """Let go of the threads, the connections and the embedded model."""
        if self._amazon is not None:
            self._amazon.close()
        await self._connections.close()
        await self._embedded.close()

    async def _offered(self, values: ParameterValues) -> list[str]:
        credentials = await asyncio.to_thread(self.aws.has_credentials)
        ids = [values.default_model_id] if values.default_model_id else []
        if credentials:
            ids += _BEDROCK
            if values.bedrock_custom_model_deployment_arn:
                ids.append(values.bedrock_custom_model_deployment_arn)
            if values.sagemaker_model_endpoint:
                ids.append(SAGEMAKER)
        if values.openai_compatible_url and values.openai_compatible_model:
            ids.append(OPENAI_COMPATIBLE)
        if self._embedded.installed:
            ids.append(EMBEDDED)
        ids += [ollama.PREFIX + name for name in self._ollama.models]
        return list(dict.fromkeys(ids))

    async def _make(self, model_id: str, values: ParameterValues) -> Model:
        if model_id == EMBEDDED:
            if not self._embedded.installed:
                raise UserFacingError(
                    "The embedded model is not installed on this server; choose another model.", code="not_installed"
                )
            return DemoModel(self._embedded, temperature=values.temperature)
        if model_id == OPENAI_COMPATIBLE and values.openai_compatible_url and values.openai_compatible_model:
            server = Server(values.openai_compatible_url, values.openai_compatible_key)
            name = values.openai_compatible_model
            return OpenAICompatibleModel(model_id, name, server, values.temperature, self._connections)
        if model_id.startswith(ollama.PREFIX):
            name = model_id.removeprefix(ollama.PREFIX)
            return OpenAICompatibleModel(model_id, name, self._ollama.server, values.temperature, self._connections)
        return await (await self._aws_models()).make(model_id, values)

    async def _aws_models(self) -> "AwsModels":
        async with self._finding:
            if self._amazon is None:
                self._amazon = await asyncio.to_thread(_amazon, self.aws, self._connections)
            return self._amazon


def _amazon(aws: AwsSession, connections: Connections) -> "AwsModels":
    from agents.models.aws_models import AwsModels  # a tenth of a second, which a server with another model is spared

    return AwsModels(aws, connections)


def choice(model_id: str, values: ParameterValues) -> ModelChoice:
    """Tell how the picker shows the model with this id."""
    if model_id == EMBEDDED:
        return ModelChoice(EMBEDDED, "Small demonstration model", "Embedded", "demonstration")
    if model_id == SAGEMAKER:
        return ModelChoice(SAGEMAKER, "SageMaker model", "SageMaker")
    if model_id == OPENAI_COMPATIBLE:
        return ModelChoice(OPENAI_COMPATIBLE, values.openai_compatible_model or model_id, "OpenAI-compatible")
    if model_id.startswith(ollama.PREFIX):
        return ModelChoice(model_id, model_id.removeprefix(ollama.PREFIX), "Ollama")
    if model_id == values.bedrock_custom_model_deployment_arn:
        return ModelChoice(model_id, "Bedrock custom model deployment", "Bedrock")
    return _BEDROCK.get(model_id) or ModelChoice(model_id, model_id, "Bedrock")

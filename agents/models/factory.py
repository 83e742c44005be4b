"""Lists the models that can be chosen, and makes them."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strands.models import Model

from agents.aws import AwsSession
from agents.demo_model.model import DemoModel
from agents.demo_model.runtime import DemoRuntime
from agents.errors import UserFacingError
from agents.models.bedrock.guardrail import GuardrailLedger
from agents.models.connections import MAX_ANSWERS, Connections
from agents.models.model_probe import probe_model
from agents.models.ollama import Ollama
from agents.models.openai_compatible.model import OpenAICompatibleModel, Server
from agents.models.profiles import BEDROCK_MODELS, OLLAMA_PREFIX, Manner, Provider, profile_of
from agents.models.profiles import DEFAULT_BEDROCK as DEFAULT_BEDROCK
from agents.models.profiles import EMBEDDED as EMBEDDED
from agents.parameters import OPENAI_COMPATIBLE, SAGEMAKER, ParameterValues

if TYPE_CHECKING:
    from agents.models.aws_models import AwsModels

_ANSWER_COUNTS_SECONDS = 300  # how long an answer shows that the model works
_FAILURE_COUNTS_SECONDS = 60  # how long a question that failed shows that it does not


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model as the list of models shows it."""

    id: str
    label: str
    provider: Provider
    manner: Manner = "unknown"


class ModelFactory:
    """Makes models, and keeps what is costly about them: clients, connections and the embedded model's weights.

    Args:
        region: The region of Bedrock and SageMaker.
        answers: How many answers may run at once.
    """

    def __init__(self, region: str, answers: int = MAX_ANSWERS) -> None:
        self.aws = AwsSession(region)
        self._connections = Connections(answers)
        self._ollama = Ollama(self._connections)
        self._demo = DemoRuntime()
        self.guardrails = GuardrailLedger()
        self._aws_models: AwsModels | None = None
        self._aws_models_lock = asyncio.Lock()
        self._answered_at: dict[str, float] = {}
        self._failures: dict[str, tuple[float, ParameterValues, UserFacingError]] = {}  # of the last probes

    async def choices(self, values: ParameterValues) -> list[ModelChoice]:
        """List what can be chosen; the first is the default."""
        await self._ollama.refresh()
        return [choice(model_id, values) for model_id in await self._offered(values)]

    async def create(self, model_id: str | None, values: ParameterValues) -> Model:
        """Return the model with this id, or the default one.

        Raises:
            UserFacingError: This server cannot offer it.
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

    async def examine(self, values: ParameterValues) -> bool:
        """Check whether the default model would answer, without sending it a question.

        Returns:
            True if that is known; False if it can be reached, and only a question shows whether it answers.

        Raises:
            UserFacingError: It would not answer.
        """
        model = await self.create(None, values)
        model_id = model.get_config()["model_id"]
        if failure := self._last_failure(model_id, values):
            raise failure
        if profile_of(model_id).runs_in_process:
            return True
        if isinstance(model, OpenAICompatibleModel):
            return await model.examine() or self._has_answered(model_id)
        await (await self._load_aws_models()).examine(model)
        return self._has_answered(model_id)

    async def probe(self, values: ParameterValues, within: Callable[[Model], Model] = lambda model: model) -> None:
        """Ask the default model a question of a few tokens.

        Args:
            values: Name the model.
            within: Puts the model within a budget.

        Raises:
            UserFacingError: It did not answer.
        """
        model = await self.create(None, values)
        model_id = model.get_config()["model_id"]
        try:
            await probe_model(within(model))
        except UserFacingError as failure:
            if failure.code in ("budget", "budget_unknown"):
                raise  # this says nothing of the model
            self._failures[model_id] = time.monotonic(), values, failure
            raise
        self.note_answer(model_id)

    def note_answer(self, model_id: str) -> None:
        """Note that a model has just answered."""
        self._answered_at[model_id] = time.monotonic()
        self._failures.pop(model_id, None)

    def _has_answered(self, model_id: str) -> bool:
        return time.monotonic() - self._answered_at.get(model_id, float("-inf")) < _ANSWER_COUNTS_SECONDS

    def _last_failure(self, model_id: str, values: ParameterValues) -> UserFacingError | None:
        """Return why the last probe failed, unless that is past or the parameters have changed since."""
        failed_at, asked_with, failure = self._failures.get(model_id, (float("-inf"), values, None))
        is_past = time.monotonic() - failed_at >= _FAILURE_COUNTS_SECONDS
        return None if is_past or asked_with != values else failure

    async def warm(self, values: ParameterValues) -> None:
        """Load what the default model needs, so that the first question does not wait for it."""
        await self._ollama.refresh()
        default = next(iter(await self._offered(values)), "")
        profile = profile_of(default)
        if profile.runs_in_process and self._demo.installed:
            await self._demo.warm()
        elif default and profile.needs_credentials:
            model = await self._make(default, values)
            await (await self._load_aws_models()).warm(model)

    async def close(self) -> None:
        """Close the threads, the connections and the embedded model."""
        if self._aws_models is not None:
            self._aws_models.close()
        await self._connections.close()
        self._demo.close()

    async def _offered(self, values: ParameterValues) -> list[str]:
        """Return the ids of the models that are set up here; the configured default always is."""
        ids = list(BEDROCK_MODELS)
        if values.bedrock_custom_model_deployment_arn:
            ids.append(values.bedrock_custom_model_deployment_arn)
        if values.sagemaker_model_endpoint:
            ids.append(SAGEMAKER)
        if values.openai_compatible_url and values.openai_compatible_model:
            ids.append(OPENAI_COMPATIBLE)
        if self._demo.installed:
            ids.append(EMBEDDED)
        ids += [OLLAMA_PREFIX + name for name in self._ollama.models]
        known = self.aws.known_credentials()
        if not (await asyncio.to_thread(self.aws.has_credentials) if known is None else known):
            ids = [model_id for model_id in ids if not profile_of(model_id).needs_credentials]
        default = [values.default_model_id] if values.default_model_id else []
        return list(dict.fromkeys(default + ids))

    async def _make(self, model_id: str, values: ParameterValues) -> Model:
        provider = profile_of(model_id).provider
        if provider == "Embedded":
            if not self._demo.installed:
                raise UserFacingError(
                    "The embedded model is not installed on this server; choose another model.", code="not_installed"
                )
            return DemoModel(self._demo, temperature=values.temperature)
        if provider == "OpenAI-compatible" and values.openai_compatible_url and values.openai_compatible_model:
            server = Server(values.openai_compatible_url, values.openai_compatible_key)
            name = values.openai_compatible_model
            return OpenAICompatibleModel(model_id, name, server, values.temperature, self._connections)
        if provider == "Ollama":
            name = model_id.removeprefix(OLLAMA_PREFIX)
            return OpenAICompatibleModel(model_id, name, self._ollama.server, values.temperature, self._connections)
        return await (await self._load_aws_models()).make(model_id, values)

    async def _load_aws_models(self) -> "AwsModels":
        async with self._aws_models_lock:
            if self._aws_models is None:
                self._aws_models = await asyncio.to_thread(
                    _import_aws_models, self.aws, self._connections, self.guardrails
                )
            return self._aws_models


def _import_aws_models(aws: AwsSession, connections: Connections, guardrails: GuardrailLedger) -> "AwsModels":
    from agents.models.aws_models import AwsModels  # takes 0.1 s, which a server without AWS is spared

    return AwsModels(aws, connections, guardrails)


def choice(model_id: str, values: ParameterValues) -> ModelChoice:
    """Return how the list of models shows the model with this id."""
    profile = profile_of(model_id)
    label = profile.label or model_id
    if model_id == values.bedrock_custom_model_deployment_arn:
        label = "Bedrock custom model deployment"
    elif profile.provider == "OpenAI-compatible":
        label = values.openai_compatible_model or model_id
    return ModelChoice(model_id, label, profile.provider, profile.manner)

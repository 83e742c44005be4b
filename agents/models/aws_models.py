"""Makes the models on AWS; imported only when one is needed, for its HTTP client is slow to import."""

import asyncio
import threading
from collections import OrderedDict

import aiohttp
from strands.models import Model

from agents.aws import AwsSession
from agents.errors import SENTENCES, UserFacingError
from agents.models.bedrock.guardrail import Guardrail, GuardrailLedger
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.connections import Connections
from agents.models.profiles import profile_of
from agents.models.sagemaker import SageMakerModel, SageMakerRuntime
from agents.parameters import SAGEMAKER, ParameterValues

_MAX_MODELS = 32

# Its id, the temperature, the family of a custom model, whether prompts are cached, and the guardrail.
_Key = tuple[str, float, str, bool, Guardrail | None]


class AwsModels:
    """Makes models on Bedrock and on SageMaker, and keeps the latest of Bedrock.

    Args:
        aws: The session.
        connections: The shared connections.
        guardrails: Counts what guardrails find.
    """

    def __init__(self, aws: AwsSession, connections: Connections, guardrails: GuardrailLedger) -> None:
        self._aws = aws
        self._connections = connections
        self._bedrock_runtime = BedrockRuntime(aws, connections)
        self._sagemaker = SageMakerRuntime(aws, connections)
        self._guardrails = guardrails
        self._models: OrderedDict[_Key, Model] = OrderedDict()
        self._lock = threading.Lock()  # a session of boto3 is not safe to use from several threads

    async def make(self, model_id: str, values: ParameterValues) -> Model:
        """Return the model with this id.

        Raises:
            UserFacingError: Its ARN names another region.
        """
        if model_id == SAGEMAKER and values.sagemaker_model_endpoint:
            component = values.sagemaker_model_inference_component
            return SageMakerModel(values.sagemaker_model_endpoint, component, values.temperature, self._sagemaker)
        family = values.bedrock_custom_model_family if model_id.startswith("arn:") else ""
        _check_region(model_id, self._aws.region)
        guardrail = None
        if values.bedrock_guardrail_id:
            guardrail = Guardrail(values.bedrock_guardrail_id, values.bedrock_guardrail_version)
        key = (model_id, values.temperature, family, values.prompt_caching, guardrail)
        model = self._models.get(key)  # a burst of questions has no use for a thread each
        return model if model is not None else await asyncio.to_thread(self._make_bedrock, key)

    async def examine(self, model: Model) -> None:
        """Check that the model's address can be reached, without sending it a question.

        Raises:
            UserFacingError: It cannot, or what answers there is not AWS as it should be.
        """
        if not await asyncio.to_thread(self._aws.has_credentials):
            raise UserFacingError(SENTENCES["no_credentials"], code="no_credentials")
        service = "sagemaker-runtime" if isinstance(model, SageMakerModel) else "bedrock-runtime"
        client = await asyncio.to_thread(self._aws.client, service)
        try:
            session = await self._connections.aws()
            async with session.get(client.meta.endpoint_url, allow_redirects=False) as response:
                # Any other status is AWS's way of saying that this is no request of its API.
                if response.status >= 500 or response.content_type == "text/html":
                    raise UserFacingError(
                        "Requests at {place} fail; look at the log of that server.", code="failing", place="AWS"
                    )
        except (aiohttp.ClientError, TimeoutError):
            raise UserFacingError(SENTENCES["no_network"], code="no_network") from None

    async def warm(self, model: Model) -> None:
        """Load what the model's first request would wait for."""
        if isinstance(model, StreamingBedrockModel):
            await self._bedrock_runtime.warm()

    def close(self) -> None:
        """End the threads."""
        self._bedrock_runtime.close()

    def _make_bedrock(self, key: _Key) -> Model:
        with self._lock:
            if key not in self._models:
                model_id, temperature, family, caching, guardrail = key
                self._models[key] = StreamingBedrockModel(
                    model_id,
                    temperature,
                    self._bedrock_runtime,
                    profile_of(model_id, family),
                    caching=caching,
                    guardrail=guardrail,
                    ledger=self._guardrails,
                )
                if len(self._models) > _MAX_MODELS:
                    self._models.popitem(last=False)
            return self._models[key]


def _check_region(model_id: str, region: str) -> None:
    named = model_id.split(":")[3] if model_id.startswith("arn:") and model_id.count(":") > 4 else ""
    if named and named != region:
        raise UserFacingError(
            "This model lives in {where}, but the server calls {region}; correct the model's ARN or AWS_REGION.",
            code="wrong_region",
            where=named,
            region=region,
        )

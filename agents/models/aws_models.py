"""The models on AWS. Only who calls one imports this, and with it an HTTP client that is slow to import."""

import asyncio
import threading
from collections import OrderedDict

import aiohttp
from strands.models import Model

from agents.aws import AwsSession
from agents.errors import SENTENCES, UserFacingError
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.connections import Connections
from agents.models.profiles import profile_of
from agents.models.sagemaker import SageMakerModel, SageMakerRuntime
from agents.parameters import SAGEMAKER, ParameterValues

_KEPT_MODELS = 32


class AwsModels:
    """Makes models on Bedrock and on SageMaker, and keeps their clients.

    Args:
        aws: The session.
        connections: The shared connections.
    """

    def __init__(self, aws: AwsSession, connections: Connections) -> None:
        self._aws = aws
        self._connections = connections
        self._bedrock_runtime = BedrockRuntime(aws, connections)
        self._sagemaker = SageMakerRuntime(aws, connections)
        self._kept: OrderedDict[tuple[str, float, str], Model] = OrderedDict()
        self._making = threading.Lock()  # a session makes one client at a time

    async def make(self, model_id: str, values: ParameterValues) -> Model:
        """Return the model with this id.

        Raises:
            LearnerError: It lives in another region.
        """
        if model_id == SAGEMAKER and values.sagemaker_model_endpoint:
            component = values.sagemaker_model_inference_component
            return SageMakerModel(values.sagemaker_model_endpoint, component, values.temperature, self._sagemaker)
        return await asyncio.to_thread(self._bedrock, model_id, values)

    async def examine(self, model: Model) -> None:
        """Find out whether the model can be reached, without asking it anything.

        Raises:
            LearnerError: It cannot.
        """
        if not await asyncio.to_thread(self._aws.has_credentials):
            raise UserFacingError(SENTENCES["no_credentials"], code="no_credentials")
        service = "sagemaker-runtime" if isinstance(model, SageMakerModel) else "bedrock-runtime"
        client = await asyncio.to_thread(self._aws.client, service)
        try:
            async with (await self._connections.aws()).get(client.meta.endpoint_url, allow_redirects=False):
                return  # whatever it says, it is there
        except (aiohttp.ClientError, TimeoutError):
            raise UserFacingError(SENTENCES["no_network"], code="no_network") from None

    async def warm(self, model: Model) -> None:
        """Load what the model's first request would wait for."""
        if isinstance(model, StreamingBedrockModel):
            await self._bedrock_runtime.warm()

    def close(self) -> None:
        """Let go of the threads."""
        self._bedrock_runtime.close()

    def _bedrock(self, model_id: str, values: ParameterValues) -> Model:
        family = values.bedrock_custom_model_family if model_id.startswith("arn:") else ""
        _check_region(model_id, self._aws.region)
        key = (model_id, values.temperature, family)
        with self._making:
            if key not in self._kept:
                self._kept[key] = StreamingBedrockModel(
                    model_id, values.temperature, self._bedrock_runtime, profile_of(model_id, family)
                )
                if len(self._kept) > _KEPT_MODELS:
                    self._kept.popitem(last=False)
            return self._kept[key]


def _check_region(model_id: str, region: str) -> None:
    where = model_id.split(":")[3] if model_id.startswith("arn:") and model_id.count(":") > 4 else ""
    if where and where != region:
        raise UserFacingError(
            "This model lives in {where}, but the server calls {region}; correct the model's ARN or AWS_REGION.",
            code="wrong_region",
            where=where,
            region=region,
        )

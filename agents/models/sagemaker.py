"""Chat models on SageMaker endpoints, streamed over asynchronous HTTP with a signature of botocore."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import closing
from typing import Any
from urllib.parse import quote

from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError
from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException

from agents.aws import AwsSession
from agents.documents.attachments import no_sight
from agents.errors import ReplyBrokenOff, UserFacingError
from agents.models.aws_event_stream import EventStream, EventStreamMessage
from agents.models.aws_http import AwsReply, send
from agents.models.connections import Connections
from agents.models.openai_compatible.chat_model import ChatModel
from agents.models.openai_compatible.refusals import is_too_long
from agents.models.openai_compatible.request import encode_request
from agents.models.sdk_adapter.botocore_requests import sign
from agents.parameters import SAGEMAKER

_OPERATION = "InvokeEndpointWithResponseStream"
_BUSY = {"ThrottlingException", "Throttling", "ServiceUnavailable", "ModelNotReadyException"}


class SageMakerRuntime:
    """Sends requests to SageMaker endpoints.

    Args:
        aws: The session.
        connections: The shared connections.
    """

    def __init__(self, aws: AwsSession, connections: Connections) -> None:
        self._aws = aws
        self._connections = connections
        self._url = ""

    async def invoke(self, endpoint: str, component: str | None, body: bytes) -> AsyncGenerator[bytes, None]:
        """Send a body to an endpoint and yield the parts of its reply as they arrive."""
        request = await asyncio.to_thread(self._sign, endpoint, component, body)
        stream = EventStream()
        try:
            with closing(await send(self._connections, request)) as reply:
                if reply.status != 200:
                    raise _refusal(reply, await reply.body())
                while data := await reply.read():
                    for message in stream.feed(data):
                        yield _payload(message)
        except EndpointConnectionError as error:
            raise UserFacingError(
                "SageMaker cannot be reached from this server; check its network and the setting AWS_REGION.",
                code=type(error).__name__,
            ) from error

    def _sign(self, endpoint: str, component: str | None, body: bytes) -> AWSPreparedRequest:
        if not self._aws.has_credentials() or (credentials := self._aws.session.get_credentials()) is None:
            raise NoCredentialsError
        if not self._url:  # botocore knows partitions, FIPS and overridden endpoints
            self._url = self._aws.client("sagemaker-runtime").meta.endpoint_url
        url = f"{self._url}/endpoints/{quote(endpoint, safe='')}/invocations-response-stream"
        headers = {"Content-Type": "application/json", "X-Amzn-SageMaker-Accept": "application/json"}
        if component:
            headers["X-Amzn-SageMaker-Inference-Component"] = component
        return sign(credentials.get_frozen_credentials(), "sagemaker", self._aws.region, url, headers, body)


class SageMakerModel(ChatModel):
    """A chat model on an endpoint.

    Args:
        endpoint: Its name.
        component: The inference component, if the endpoint has several.
        temperature: The sampling temperature.
        runtime: Sends the requests.
    """

    def __init__(self, endpoint: str, component: str | None, temperature: float, runtime: SageMakerRuntime) -> None:
        super().__init__(SAGEMAKER, temperature)
        self._endpoint = endpoint
        self._component = component
        self._runtime = runtime

    def receive(self, request: dict[str, Any]) -> AsyncGenerator[bytes, None]:
        """Send a request and yield the bytes of its reply."""
        body = encode_request(request)
        return self._runtime.invoke(self._endpoint, self._component, body)


def _payload(message: EventStreamMessage) -> bytes:
    kind = message.headers.get(":exception-type") or message.headers.get(":error-code")
    if kind is None:
        return message.payload
    if "throttling" in str(kind).lower():
        raise ModelThrottledException("throttled in the middle of a reply")
    if is_too_long(message.payload.decode(errors="replace")):
        raise ContextWindowOverflowException("the conversation is too long")
    raise ReplyBrokenOff


def _refusal(reply: AwsReply, body: bytes) -> Exception:
    try:
        details = json.loads(body)
    except ValueError:
        details = {}
    details = details if isinstance(details, dict) else {}
    name = reply.headers.get("x-amzn-errortype") or details.get("__type") or details.get("code") or ""
    code = str(name).split(":")[0].split("#")[-1]
    text = str(details.get("message") or details.get("Message") or "")
    if code == "ModelError":
        return _model_error(int(details.get("OriginalStatusCode") or 500), str(details.get("OriginalMessage") or text))
    if code in _BUSY or reply.status in (429, 503):
        return ModelThrottledException("SageMaker is busy")
    if reply.status >= 500:
        return ReplyBrokenOff()
    if code == "AccessDeniedException":
        return UserFacingError(
            "The server may not call this SageMaker endpoint; allow sagemaker:InvokeEndpointWithResponseStream.",
            code=code,
        )
    if "nference component" in text.lower():
        return UserFacingError(
            "This SageMaker endpoint has no such inference component; "
            "correct the parameter sagemaker_model_inference_component.",
            code=code,
        )
    if "not found" in text.lower():
        return UserFacingError(
            "This SageMaker endpoint does not exist in the server's region; "
            "correct the parameter sagemaker_model_endpoint.",
            code=code,
        )
    refusal: Exception = ClientError({"Error": {"Code": code, "Message": text}}, _OPERATION)
    return refusal


def _model_error(status: int, text: str) -> Exception:
    """Return the failure that the message of the container behind the endpoint means."""
    if is_too_long(text):
        return ContextWindowOverflowException("the conversation is too long")
    if status in (429, 503):
        return ModelThrottledException("the model is busy")
    if status >= 500:
        return ReplyBrokenOff()
    if "image" in text.lower() or "vision" in text.lower():
        return no_sight()
    if "tool" in text.lower():
        return UserFacingError(
            "This SageMaker model cannot call tools, and the specialists are reached as tools; deploy it with "
            "tool calling switched on, or choose another model.",
            code="ModelError",
        )
    return UserFacingError("The SageMaker model refused the request; its endpoint's log says why.", code="ModelError")

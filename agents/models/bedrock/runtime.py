"""Bedrock's ConverseStream over asynchronous HTTP; the SDK writes the request and reads the refusal."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, NoReturn, ParamSpec, TypeVar

import boto3
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import create_parser

from agents.aws import AwsSession
from agents.models.aws_http import AwsReply, send
from agents.models.bedrock.reply import ConverseReply
from agents.models.connections import Connections

CONFIG = Config(retries={"total_max_attempts": 1})  # we retry ourselves, in the learner's sight
_OPERATION = "ConverseStream"
_EXPIRED = {"ExpiredToken", "ExpiredTokenException"}
_THREADS = 4

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Signed(Exception):
    """Carries a request out of the SDK in the moment before it would be sent."""

    def __init__(self, request: AWSPreparedRequest) -> None:
        super().__init__()
        self.request = request


class BedrockRuntime:
    """Where ConverseStream is called, and who calls it.

    Args:
        aws: The session.
        connections: The shared connections.
    """

    def __init__(self, aws: AwsSession, connections: Connections) -> None:
        self._aws = aws
        self._connections = connections
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="bedrock")
        self._session = aws.session
        self._client: Any = None

    @property
    def session(self) -> boto3.Session:
        """The session that is in force."""
        return self._aws.session

    async def warm(self) -> None:
        """Load what the first request would wait for."""
        await self.work(self._current)
        await self._connections.aws()

    async def work(self, do: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run beside the loop what computes, reads files or asks for credentials."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: do(*args, **kwargs))

    async def open(self, request: dict[str, Any]) -> ConverseReply:
        """Send a request and return its reply, of which nothing is read yet; to be closed.

        Raises:
            ClientError: Bedrock refuses it.
            EndpointConnectionError: Nothing answers there.
            ReplyBrokenOff: The connection ended before there was a reply.
        """
        session = self._aws.session
        reply = await send(self._connections, await self.work(self._sign, request))
        if reply.status < 300:
            return ConverseReply(reply, self._operation())
        with closing(reply):
            refusal = self._refusal(reply, await reply.body())
        if refusal.response["Error"]["Code"] in _EXPIRED and await self.work(self._aws.renew, session):
            return await self.open(request)
        raise refusal

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _current(self) -> Any:
        """Return the client of the session that is in force."""
        if self._client is None or self._session is not self._aws.session:
            session = self._aws.session
            client = self._aws.client("bedrock-runtime", CONFIG)
            client.meta.events.register_last(f"before-send.bedrock-runtime.{_OPERATION}", _hand_over)
            self._session, self._client = session, client
        return self._client

    def _sign(self, request: dict[str, Any]) -> AWSPreparedRequest:
        """Let the SDK do all that it does before it sends: check, write, find the endpoint, sign."""
        try:
            self._current().converse_stream(**request)
        except _Signed as signed:
            return signed.request
        raise AssertionError("the SDK sent a request itself")

    def _operation(self) -> Any:
        return self._client.meta.service_model.operation_model(_OPERATION)

    def _refusal(self, reply: AwsReply, body: bytes) -> ClientError:
        given = {"status_code": reply.status, "headers": reply.headers, "body": body}
        parsed = create_parser("rest-json").parse(given, self._operation().output_shape)
        refused: ClientError = self._client.exceptions.from_code(parsed["Error"]["Code"])(parsed, _OPERATION)
        return refused


def _hand_over(request: AWSPreparedRequest, **_: Any) -> NoReturn:
    raise _Signed(request)

"""Calls Bedrock's ConverseStream over asynchronous HTTP; botocore writes the request and reads a refusal."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

import boto3
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config

from agents.aws import AwsSession, error_code
from agents.models.aws_http import send
from agents.models.bedrock.reply import ConverseReply
from agents.models.connections import Connections
from agents.models.sdk_adapter.botocore_replies import ReplyParser
from agents.models.sdk_adapter.botocore_requests import RequestWriter

CONFIG = Config(retries={"total_max_attempts": 1})  # the agent loop retries, and announces each wait
_OPERATION = "ConverseStream"
_EXPIRED = {"ExpiredToken", "ExpiredTokenException"}
_THREADS = 4

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Converse:
    """ConverseStream in one session."""

    session: boto3.Session
    requests: RequestWriter
    replies: ReplyParser


class BedrockRuntime:
    """Sends requests to ConverseStream.

    Args:
        aws: The session.
        connections: The shared connections.
    """

    def __init__(self, aws: AwsSession, connections: Connections) -> None:
        self._aws = aws
        self._connections = connections
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="bedrock")
        self._converse: _Converse | None = None

    @property
    def session(self) -> boto3.Session:
        """The session in force."""
        return self._aws.session

    async def warm(self) -> None:
        """Load what the first request would wait for."""
        await self.run(self._current)
        await self._connections.aws()

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run on a thread what computes, reads files or fetches credentials."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: work(*args, **kwargs))

    async def open(self, request: dict[str, Any]) -> ConverseReply:
        """Send a request and return its reply, of which nothing is read yet; the caller closes it.

        Raises:
            ClientError: Bedrock refuses the request.
            EndpointConnectionError: Nothing answers at Bedrock's address.
            ReplyBrokenOff: The connection ended before there was a reply.
        """
        session = self._aws.session
        at_once = self._write_at_once(request)
        written, parser = at_once if at_once is not None else await self.run(self.write, request)
        reply = await send(self._connections, written)
        if reply.status < 300:
            return ConverseReply(reply, parser)
        with closing(reply):
            refusal = parser.parse_refusal(reply.status, reply.headers, await reply.body())
        if error_code(refusal) in _EXPIRED and await self.run(self._aws.renew, session):
            return await self.open(request)
        raise refusal

    def write(self, request: dict[str, Any]) -> tuple[AWSPreparedRequest, ReplyParser]:
        """Return a request as botocore would send it, signed, and the parser of its reply; may fetch credentials."""
        converse = self._current()
        return converse.requests.write(request), converse.replies

    def _write_at_once(self, request: dict[str, Any]) -> tuple[AWSPreparedRequest, ReplyParser] | None:
        """Do the same if it takes neither a file nor a request nor long."""
        converse = self._converse
        if converse is None or converse.session is not self._aws.session:
            return None
        written = converse.requests.write_at_once(request)
        return None if written is None else (written, converse.replies)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _current(self) -> _Converse:
        """Return ConverseStream in the session in force."""
        session = self._aws.session
        if self._converse is None or self._converse.session is not session:
            client = self._aws.client("bedrock-runtime", CONFIG)
            self._converse = _Converse(
                session, RequestWriter(client, _OPERATION, session.get_credentials()), ReplyParser(client, _OPERATION)
            )
        return self._converse

"""Sends requests that botocore has signed, asynchronously, and reads the replies."""

import asyncio
from collections.abc import Mapping

import aiohttp
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import EndpointConnectionError
from yarl import URL

from agents.errors import ModelSilent, ReplyBrokenOff
from agents.models.connections import Connections
from agents.models.sdk_adapter.botocore_requests import proxy_for
from agents.pace import pace

_UNREACHABLE = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ConnectionTimeoutError)


class AwsReply:
    """A reply of any status, of which only the headers are read yet; whoever opens it closes it.

    Args:
        response: The response of aiohttp.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self._ended = False
        self._woken: asyncio.Future[None] | None = None
        response.content.on_eof(self._end)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._response.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The HTTP headers; their names match in upper and lower case."""
        return self._response.headers

    async def read(self) -> bytes:
        """Wait for more of the body and return all that has arrived; empty at the end.

        Raises:
            ModelSilent: Nothing arrived for a minute.
            ReplyBrokenOff: The body ended early.
        """
        try:
            return await self._response.content.readany()
        except TimeoutError as error:
            raise ModelSilent from error
        except aiohttp.ClientError as error:
            raise ReplyBrokenOff from error

    async def gather(self) -> None:
        """Let more of the body arrive, as the pace says, so that one `read` returns it; its end ends the wait."""
        if self._ended:
            return
        loop = asyncio.get_running_loop()
        self._woken = loop.create_future()
        timer = loop.call_at(pace.next_piece(loop.time()), self._wake)
        try:
            await self._woken
        finally:
            timer.cancel()
            self._woken = None

    def _end(self) -> None:
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)

    async def body(self) -> bytes:
        """Return the whole body."""
        whole = b""
        while part := await self.read():
            whole += part
        return whole

    def close(self) -> None:
        """End the reply at once, without waiting for the rest of it or for a closing handshake."""
        connection = self._response.connection
        if connection is not None and connection.transport is not None:
            connection.transport.abort()
        self._response.close()


async def send(connections: Connections, request: AWSPreparedRequest) -> AwsReply:
    """Send a request to its own address, through the proxy that botocore would use; redirections are not followed.

    Raises:
        EndpointConnectionError: Nothing answers at the address.
        ModelSilent: Nothing arrived for a minute.
        ReplyBrokenOff: The connection ended before there was a reply.
    """
    session = await connections.aws()
    try:
        try:
            return await _post(session, request)
        except _UNREACHABLE:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            return await _post(session, request)  # most likely a kept connection that the server had closed
    except _UNREACHABLE as error:
        raise EndpointConnectionError(endpoint_url=request.url, error=error) from error
    except TimeoutError as error:
        raise ModelSilent from error
    except aiohttp.ClientError as error:
        raise ReplyBrokenOff from error


async def _post(session: aiohttp.ClientSession, request: AWSPreparedRequest) -> AwsReply:
    headers = {"Accept-Encoding": "identity"}
    for name, value in request.headers.items():
        headers[name] = value.decode() if isinstance(value, bytes) else value
    response = await session.post(
        URL(request.url, encoded=True),  # the signature covers the address as it is written
        data=request.body,
        headers=headers,
        proxy=proxy_for(request.url),
        allow_redirects=False,
    )
    return AwsReply(response)

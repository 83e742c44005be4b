"""Sends requests that the AWS SDK has signed, asynchronously, and reads what comes back."""

from collections.abc import Mapping

import aiohttp
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import EndpointConnectionError
from botocore.httpsession import ProxyConfiguration
from botocore.utils import get_environ_proxies
from yarl import URL

from agents.errors import ReplyBrokenOff
from agents.models.connections import Connections

_UNREACHABLE = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ConnectionTimeoutError)
_BROKEN = (aiohttp.ClientError, TimeoutError)


class AwsReply:
    """A reply of whatever status, of which only the headers are read yet; to be closed.

    Args:
        response: As it came.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._response.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The HTTP headers, whatever their case."""
        return self._response.headers

    async def read(self) -> bytes:
        """Wait for more of the body and return all that is there; nothing at its end.

        Raises:
            ReplyBrokenOff: It ended before it was complete, or nothing came for a minute.
        """
        try:
            return await self._response.content.readany()
        except _BROKEN as error:
            raise ReplyBrokenOff from error

    async def body(self) -> bytes:
        """Return the whole body."""
        whole = b""
        while part := await self.read():
            whole += part
        return whole

    def close(self) -> None:
        """End the reply at once: what is under way is not waited for, nor is the other side's farewell."""
        connection = self._response.connection
        if connection is not None and connection.transport is not None:
            connection.transport.abort()
        self._response.close()


async def send(connections: Connections, request: AWSPreparedRequest) -> AwsReply:
    """Send a request; it goes where the SDK would go, through a proxy if there is one, and never elsewhere.

    Raises:
        EndpointConnectionError: Nothing answers there.
        ReplyBrokenOff: The connection ended before there was a reply.
    """
    session = await connections.aws()
    try:
        try:
            return await _post(session, request)
        except _UNREACHABLE:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            return await _post(session, request)  # most likely a connection that had been idle for too long
    except _UNREACHABLE as error:
        raise EndpointConnectionError(endpoint_url=request.url, error=error) from error
    except _BROKEN as error:
        raise ReplyBrokenOff from error


async def _post(session: aiohttp.ClientSession, request: AWSPreparedRequest) -> AwsReply:
    headers = {"Accept-Encoding": "identity"}
    for name, value in request.headers.items():
        headers[name] = value.decode() if isinstance(value, bytes) else value
    response = await session.post(
        URL(request.url, encoded=True),  # the signature holds for these very bytes
        data=request.body,
        headers=headers,
        proxy=ProxyConfiguration(get_environ_proxies(request.url)).proxy_url_for(request.url),
        allow_redirects=False,
    )
    return AwsReply(response)

"""The HTTP connections to models."""

import asyncio
import ipaddress
import os
import socket
import ssl
from typing import TYPE_CHECKING

import httpx

from agents.ssrf import AddressRefused, check_address
from agents.tls import trusted

if TYPE_CHECKING:
    import aiohttp

MAX_ANSWERS = 128
_STREAMS_PER_ANSWER = 8  # as many specialists as one question may call at once
_CONNECT_SECONDS, _SILENCE_SECONDS, _KEPT_SECONDS = 3, 60, 60
_IDLE = 32
TIMEOUT = httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)


class Connections:
    """One pool to AWS and one to addresses that an operator has named; each made when it is first needed.

    Args:
        answers: How many answers may run at once; a stream of one of them never waits for a connection.
    """

    def __init__(self, answers: int = MAX_ANSWERS) -> None:
        self._streams = answers * _STREAMS_PER_ANSWER
        self._aws: aiohttp.ClientSession | None = None
        self._named: httpx.AsyncClient | None = None
        self._making = asyncio.Lock()

    async def aws(self) -> "aiohttp.ClientSession":
        """Return the client for requests that the AWS SDK has signed; it adds nothing to them."""
        import aiohttp  # slow; `agents.models.aws_models`, which alone asks for this, has imported it beside the loop

        async with self._making:
            if self._aws is None:
                context = await asyncio.to_thread(_aws_certificates)
                self._aws = aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(ssl=context, limit=self._streams, keepalive_timeout=_KEPT_SECONDS),
                    timeout=aiohttp.ClientTimeout(
                        total=None, sock_connect=_CONNECT_SECONDS, sock_read=_SILENCE_SECONDS
                    ),
                    skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
                    cookie_jar=aiohttp.DummyCookieJar(),
                    auto_decompress=False,
                )
            return self._aws

    async def named(self) -> httpx.AsyncClient:
        """Return the client that checks every address before it connects, and follows no redirection."""
        async with self._making:
            if self._named is None:
                context = await asyncio.to_thread(trusted)
                limits = httpx.Limits(max_connections=self._streams, max_keepalive_connections=_IDLE)
                transport = _CheckedTransport(httpx.AsyncHTTPTransport(verify=context, limits=limits))
                self._named = httpx.AsyncClient(transport=transport, timeout=TIMEOUT, trust_env=False)
            return self._named

    async def close(self) -> None:
        """Close what is open."""
        if self._aws is not None:
            await self._aws.close()
        if self._named is not None:
            await self._named.aclose()


class _CheckedTransport(httpx.AsyncBaseTransport):
    """Connects to the very addresses that were checked, so that a name cannot change its mind in between."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        addresses = await _addresses(host, request.url.port or {"http": 80, "https": 443}[request.url.scheme])
        for address in addresses:
            check_address(ipaddress.ip_address(address), request.url.scheme)
        request.extensions = {**request.extensions, "sni_hostname": host}
        url = request.url
        for address in addresses[:-1]:
            request.url = url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except httpx.ConnectError:
                continue  # a name may have an address of each kind while the server listens on one
        request.url = url.copy_with(host=addresses[-1])
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _addresses(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise httpx.ConnectError("the name is not known") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if any("%" in address for address in addresses):
        raise AddressRefused("it leads to addresses that serve the machine itself")
    return addresses


def _aws_certificates() -> ssl.SSLContext:
    if bundle := os.environ.get("AWS_CA_BUNDLE"):
        context = httpx.create_ssl_context()
        context.load_verify_locations(bundle)
        return context
    return trusted()

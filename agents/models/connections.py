"""Keeps the HTTP connections to models."""

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
_STREAMS_PER_ANSWER = 8  # one for each specialist that a question may call at once
_CONNECT_SECONDS, _READ_SECONDS, _KEEPALIVE_SECONDS = 3, 60, 60
_MAX_IDLE = 32


class Connections:
    """One pool for AWS and one for addresses that an operator configures; each is made when it is first needed.

    Args:
        answers: How many answers may run at once; none of their streams waits for a connection.
    """

    def __init__(self, answers: int = MAX_ANSWERS) -> None:
        self._streams = answers * _STREAMS_PER_ANSWER
        self._aws: aiohttp.ClientSession | None = None
        self._checked: httpx.AsyncClient | None = None
        self._lock = asyncio.Lock()

    async def aws(self) -> "aiohttp.ClientSession":
        """Return the client for requests that botocore has signed; it adds nothing to them."""
        async with self._lock:
            if self._aws is None:
                import aiohttp  # slow; `agents.models.aws_models` imports it in a thread before this is called

                from agents.models.sdk_adapter.aiohttp_requests import PromptRequest

                context = await asyncio.to_thread(_aws_certificates)
                connector = aiohttp.TCPConnector(ssl=context, limit=self._streams, keepalive_timeout=_KEEPALIVE_SECONDS)
                self._aws = aiohttp.ClientSession(
                    connector=connector,
                    request_class=PromptRequest,
                    timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS, sock_read=_READ_SECONDS),
                    skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
                    cookie_jar=aiohttp.DummyCookieJar(),
                    auto_decompress=False,
                )
            return self._aws

    async def checked(self) -> httpx.AsyncClient:
        """Return the client that checks every address before it connects, and follows no redirection."""
        async with self._lock:
            if self._checked is None:
                context = await asyncio.to_thread(trusted)
                limits = httpx.Limits(max_connections=self._streams, max_keepalive_connections=_MAX_IDLE)
                timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
                transport = _CheckedTransport(httpx.AsyncHTTPTransport(verify=context, limits=limits))
                self._checked = httpx.AsyncClient(transport=transport, timeout=timeout, trust_env=False)
            return self._checked

    async def close(self) -> None:
        """Close both pools."""
        if self._aws is not None:
            await self._aws.close()
        if self._checked is not None:
            await self._checked.aclose()


class _CheckedTransport(httpx.AsyncBaseTransport):
    """Connects to the addresses that were checked; a second look-up of the name might lead elsewhere."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        addresses = await _resolve(host, request.url.port or {"http": 80, "https": 443}[request.url.scheme])
        for address in addresses:
            check_address(ipaddress.ip_address(address), request.url.scheme)
        request.extensions = {**request.extensions, "sni_hostname": host}
        url = request.url
        for address in addresses[:-1]:
            request.url = url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except httpx.ConnectError:
                continue  # a name may have addresses of IPv4 and IPv6 while the server listens on one of them
        request.url = url.copy_with(host=addresses[-1])
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _resolve(host: str, port: int) -> list[str]:
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

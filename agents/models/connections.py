"""The HTTP connections to models that are not reached through an SDK."""

import asyncio
import ipaddress
import os
import socket
import ssl

import httpx

from agents.addresses import AddressRefused, check_address

_LIMITS = httpx.Limits(max_connections=256, max_keepalive_connections=32)
TIMEOUT = httpx.Timeout(60, connect=3)


class Connections:
    """One pool to AWS and one to addresses that an operator has named; each made when it is first needed."""

    def __init__(self) -> None:
        self._aws: httpx.AsyncClient | None = None
        self._named: httpx.AsyncClient | None = None
        self._making = asyncio.Lock()

    async def aws(self) -> httpx.AsyncClient:
        """Return the client that goes where the AWS SDK would go, through a proxy if there is one."""
        async with self._making:
            if self._aws is None:
                context = await asyncio.to_thread(_aws_certificates)
                self._aws = httpx.AsyncClient(verify=context, timeout=TIMEOUT, limits=_LIMITS)
            return self._aws

    async def named(self) -> httpx.AsyncClient:
        """Return the client that checks every address before it connects, and follows no redirection."""
        async with self._making:
            if self._named is None:
                context = await asyncio.to_thread(httpx.create_ssl_context)
                transport = _CheckedTransport(httpx.AsyncHTTPTransport(verify=context, limits=_LIMITS))
                self._named = httpx.AsyncClient(transport=transport, timeout=TIMEOUT, trust_env=False)
            return self._named

    async def close(self) -> None:
        """Close what is open."""
        for client in (self._aws, self._named):
            if client is not None:
                await client.aclose()


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
    context = httpx.create_ssl_context()
    if bundle := os.environ.get("AWS_CA_BUNDLE"):
        context.load_verify_locations(bundle)
    return context

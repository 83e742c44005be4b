"""The base of the fakes: an HTTP server on loopback."""

import ssl
from abc import ABC, abstractmethod
from typing import Self

from aiohttp import web


class Loopback(ABC):
    """Serves on a free port while the context is entered."""

    url = ""
    certificate: ssl.SSLContext | None = None

    @abstractmethod
    def application(self) -> web.Application:
        """Return the application to serve."""

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self.application(), shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.certificate).start()
        self.url = f"{'https' if self.certificate else 'http'}://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

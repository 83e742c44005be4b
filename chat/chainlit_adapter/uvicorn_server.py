"""Uvicorn with its signal handling replaced: the first signal drains, the second one ends at once.

Overrides `uvicorn.Server.handle_exit` and `startup` (uvicorn 0.54), which are methods of no documented interface:
stock uvicorn closes every connection on the first signal, and an answer that is being made is lost.
"""

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from types import FrameType

import uvicorn

logger = logging.getLogger(__name__)


class DrainingServer(uvicorn.Server):
    """Serves until a signal arrives and everything is drained. Build it in the event loop that it serves in.

    Args:
        config: Uvicorn's configuration.
        drain: Awaited on the first signal, before any connection is closed.
    """

    def __init__(self, config: uvicorn.Config, drain: Callable[[], Awaitable[object]]) -> None:
        super().__init__(config)
        self._drain = drain
        self._loop = asyncio.get_running_loop()
        self._draining: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and log where."""
        await super().startup(sockets)
        if not self.should_exit:
            logger.info("server_started", extra={"host": self.config.host, "port": self.config.port})

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal, in whichever thread it arrives."""
        self._loop.call_soon_threadsafe(self._stop, signal.Signals(sig).name)

    def _stop(self, signal_name: str) -> None:
        if self._draining is None:
            logger.info("signal_received", extra={"signal": signal_name})
            self._draining = asyncio.create_task(self._drain_then_exit())
        else:
            self.should_exit = self.force_exit = True

    async def _drain_then_exit(self) -> None:
        await self._drain()
        self.should_exit = True

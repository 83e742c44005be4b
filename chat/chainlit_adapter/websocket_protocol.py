"""Closes a WebSocket whose other end has stopped reading.

Extends uvicorn's `WSProtocol` (uvicorn 0.54, wsproto 1.3), which is a class of no documented interface. Stock uvicorn
waits for a page that does not read as long as TCP does, about a quarter of an hour.
"""

import asyncio
import logging
from typing import Any

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol

logger = logging.getLogger(__name__)

STALLED_SECONDS = 20.0  # how long the other end may read nothing while something waits to be read


class WebSocketProtocol(WSProtocol):
    """Uvicorn's protocol, with a limit on the time that writing may be paused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stall_timer: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """Start the timer: the buffers of the connection are full."""
        super().pause_writing()
        self._stall_timer = self.loop.call_later(STALLED_SECONDS, self._abort)

    def resume_writing(self) -> None:
        """Stop the timer: the other end has read."""
        self._stop_timer()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer: the connection is closed."""
        self._stop_timer()
        super().connection_lost(exc)

    def keepalive_timeout(self) -> None:
        """Abort: an end that answers no ping does not read the closing handshake either."""
        super().keepalive_timeout()
        self.transport.abort()

    def _stop_timer(self) -> None:
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None

    def _abort(self) -> None:
        logger.warning("stalled_page_disconnected")
        self.transport.abort()

"""The WebSocket protocol of the server, which gives up a connection whose other end reads nothing any more."""

import asyncio
import logging
from typing import Any

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol

logger = logging.getLogger(__name__)

STALLED_SECONDS = 20.0  # how long nothing may be read while something waits to be


class WebSocketProtocol(WSProtocol):
    """Uvicorn's, which would wait for a phone in a tunnel as long as TCP does: a quarter of an hour."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._giving_up: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """The other end reads too slowly."""
        super().pause_writing()
        self._giving_up = self.loop.call_later(STALLED_SECONDS, self._give_up)

    def resume_writing(self) -> None:
        """The other end has read."""
        self._stop_counting()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        self._stop_counting()
        super().connection_lost(exc)

    def keepalive_timeout(self) -> None:
        """The other end does not answer: what was written to it will not be read either."""
        super().keepalive_timeout()
        self.transport.abort()

    def _stop_counting(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        logger.warning("page stalled")
        self.transport.abort()

"""Closes a WebSocket whose other end has stopped reading, and writes what is sent in one step of the loop at once.

Extends uvicorn's `WSProtocol` (uvicorn 0.54, wsproto 1.3), which is a class of no documented interface. Stock uvicorn
waits for a page that does not read as long as TCP does, about a quarter of an hour; it makes a call of the kernel for
each message, although the page's own queue hands over several; and a connection keeps its handshake.
"""

import asyncio
import logging
import struct
from typing import Any

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol
from wsproto.connection import ConnectionState

logger = logging.getLogger(__name__)

STALLED_SECONDS = 20.0  # how long the other end may read nothing while something waits to be read
_MAX_WAITING = 32 * 1024  # characters that are held back for the end of a step of the loop


def text_frame(text: str) -> bytes:
    """Return a whole text message as a server sends it: one frame, not masked (RFC 6455, section 5.2)."""
    data = text.encode()
    length = len(data)
    if length < 126:
        head = struct.pack("!BB", 0x81, length)
    elif length < 1 << 16:
        head = struct.pack("!BBH", 0x81, 126, length)
    else:
        head = struct.pack("!BBQ", 0x81, 127, length)
    return head + data


class _CompletedHandshake:
    """Takes the place of a handshake, which keeps all that came with it: 4 KB of every open page."""

    @staticmethod
    def events() -> tuple[()]:
        return ()


_COMPLETED = _CompletedHandshake()


class WebSocketProtocol(WSProtocol):
    """Uvicorn's protocol, with a limit on the time that writing may be paused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stall_timer: asyncio.TimerHandle | None = None
        self._frames: list[bytes] = []  # not written yet
        self._waiting = 0  # characters in them

    async def send(self, message: Any) -> None:
        """Send a message of ASGI; text is framed here, and written together with what else is sent in this step."""
        text = message.get("text") if message["type"] == "websocket.send" else None
        if text is None or self.disconnected or self.close_sent or self.conn.state is not ConnectionState.OPEN:
            self._flush()
            await super().send(message)
            if self.conn.connection is not None:
                self.conn.handshake = _COMPLETED  # type: ignore[assignment]
            return
        await self.writable.wait()
        if not self._frames:
            self.loop.call_soon(self._flush)
        self._frames.append(text_frame(text))
        self._waiting += len(text)
        if self._waiting > _MAX_WAITING:
            self._flush()  # the connection then says whether its buffers are full

    def shutdown(self) -> None:
        """Write what waits before the end of the connection."""
        self._flush()
        super().shutdown()

    def handle_close(self, event: Any) -> None:
        """Write what waits before the answer to the page's goodbye."""
        self._flush()
        super().handle_close(event)

    def _flush(self) -> None:
        frames, self._frames, self._waiting = self._frames, [], 0
        if frames and not self.transport.is_closing():
            self.transport.write(b"".join(frames))

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

"""What waits to be sent to one page: little, sent without detours, and bounded when the page does not read."""

import asyncio
import logging
from typing import Any

import socketio
from engineio.packet import Packet
from socketio.packet import EVENT

logger = logging.getLogger(__name__)

MAX_WAITING = 2 * 1024 * 1024  # characters


class SendQueue(asyncio.Queue[Packet | None]):
    """The queue before one socket. When too much waits in it, the page is sent nothing more but the end.

    It comes again by itself, and finds in the history what it has missed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0
        self._overflowed = False

    async def put(self, packet: Packet | None) -> None:
        """Put a packet in line, without ever waiting."""
        if self._overflowed:
            return
        if self._waiting > MAX_WAITING:
            logger.warning("page does not read", extra={"packets": self.qsize(), "characters": self._waiting})
            while not self.empty():
                self.get_nowait()
            self._overflowed, packet = True, None
        self.put_nowait(packet)

    def _put(self, packet: Packet | None) -> None:
        self._waiting += _size(packet)
        super()._put(packet)

    def _get(self) -> Packet | None:
        packet = super()._get()
        self._waiting -= _size(packet)
        return packet


def _size(packet: Packet | None) -> int:
    return len(packet.data or "") if packet is not None else 0


class _TextPacket(socketio.packet.Packet):  # type: ignore[misc]
    """A packet that holds no bytes: it is not searched for any, item by item, each time."""

    uses_binary_events = False


class _Manager(socketio.AsyncManager):  # type: ignore[misc]
    """Sends to one page without making a task for it."""

    async def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: str | None = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: str | None = None,
        **kwargs: Any,
    ) -> None:
        page = self.eio_sid_from_sid(to or room, namespace)
        if page is None or callback is not None or isinstance(data, tuple):
            await super().emit(event, data, namespace, room, skip_sid, callback, to, **kwargs)
        else:
            told = [event] if data is None else [event, data]
            await self.server._send_packet(page, self.server.packet_class(EVENT, namespace=namespace, data=told))


def install(sio: socketio.AsyncServer) -> None:
    """Give every page of this server an outbox. Must run before the first page is there."""
    sio.packet_class = _TextPacket
    sio.manager = _Manager()
    sio.manager.set_server(sio)
    sio.eio.create_queue = SendQueue

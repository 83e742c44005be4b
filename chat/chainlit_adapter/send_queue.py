"""Bounds what waits to be sent to one page, and sends it without a task for each message.

Replaces three parts of python-socketio 5.18 and python-engineio 4.15, which have no setting for this:

- the queue of each socket (`AsyncServer.create_queue` of engine.io), which is unbounded: a page that does not read
  would fill the memory;
- the manager (`AsyncManager.emit`), which makes a task for each message to each page, although ours has one page to
  send to; uses `AsyncServer._send_packet`;
- the packet class, which searches each message for bytes, item by item, and makes an encoder of JSON for each.
"""

import asyncio
import json
import logging
from typing import Any

import socketio
from engineio import json as engineio_json
from engineio.packet import Packet
from socketio.packet import EVENT

logger = logging.getLogger(__name__)

MAX_WAITING_CHARACTERS = 2 * 1024 * 1024


class SendQueue(asyncio.Queue[Packet | None]):
    """The queue of one socket. Once more than `MAX_WAITING_CHARACTERS` wait in it, it holds only the end of the socket.

    The page then connects again by itself, and is sent from the history what it has missed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0
        self._overflowed = False
        self._reader: asyncio.Future[Packet | None] | None = None

    def get(self) -> "asyncio.Future[Packet | None]":  # type: ignore[override]
        """Return the next packet as a future: engine.io's `wait_for` would make a task of a coroutine, for each one."""
        self._reader = asyncio.get_running_loop().create_future()
        self._serve()
        return self._reader

    async def put(self, packet: Packet | None) -> None:
        """Append a packet; never waits."""
        if self._overflowed:
            return
        if self._waiting > MAX_WAITING_CHARACTERS:
            logger.warning("send_queue_overflowed", extra={"packets": self.qsize(), "characters": self._waiting})
            while not self.empty():
                self.get_nowait()
            self._overflowed, packet = True, None
        self.put_nowait(packet)
        self._serve()

    def _serve(self) -> None:
        if self._reader is not None and not self._reader.done() and not self.empty():
            self._reader.set_result(self.get_nowait())

    def _put(self, packet: Packet | None) -> None:
        self._waiting += _size(packet)
        super()._put(packet)

    def _get(self) -> Packet | None:
        packet = super()._get()
        self._waiting -= _size(packet)
        return packet


def _size(packet: Packet | None) -> int:
    return len(packet.data or "") if packet is not None else 0


class _Json:
    """Socket.IO's JSON, with one encoder for all messages."""

    loads = staticmethod(engineio_json.loads)  # refuses integers of any length
    _encode = json.JSONEncoder(separators=(",", ":")).encode

    @classmethod
    def dumps(cls, value: object, **_: object) -> str:
        """Return a value without spaces."""
        return cls._encode(value)


class TextPacket(socketio.packet.Packet):  # type: ignore[misc]
    """A packet that holds no bytes and is not searched for any."""

    uses_binary_events = False
    json = _Json


class OnePageManager(socketio.AsyncManager):  # type: ignore[misc]
    """Sends a message for one page without a task."""

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
        """Send an event; messages for several pages, with an acknowledgement or of several parts go the stock way."""
        page = self.eio_sid_from_sid(to or room, namespace)
        if page is None or callback is not None or isinstance(data, tuple):
            await super().emit(event, data, namespace, room, skip_sid, callback, to, **kwargs)
        else:
            content = [event] if data is None else [event, data]
            await self.server._send_packet(page, self.server.packet_class(EVENT, namespace=namespace, data=content))


def install(sio: socketio.AsyncServer) -> None:
    """Replace the queue, manager and packet class of a server. Must run before the first page connects."""
    sio.packet_class = TextPacket
    sio.manager = OnePageManager()
    sio.manager.set_server(sio)
    sio.eio.create_queue = SendQueue

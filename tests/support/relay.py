"""A way to a server that can be cut, as a network is: open connections break, and new ones are refused an answer."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_CHUNK = 64 * 1024
_LOOK = 0.1  # seconds


class Relay:
    """Passes every connection on to one port of this machine.

    Attributes:
        port: The port of the relay.
        target: The port of the server; the relay is there first, for a server is told its public address as it starts.
    """

    def __init__(self) -> None:
        self.target = 0
        self._text = b""
        self._cut, self._ended = threading.Event(), threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_LOOK)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Break every connection, now and until it is mended."""
        self._cut.set()

    def cut_once_before(self, text: bytes) -> None:
        """Break the next connection on which the server sends this text: what precedes it still passes."""
        self._text = text

    def mend(self) -> None:
        """Let connections through again."""
        self._cut.clear()

    def close(self) -> None:
        """End the relay."""
        self._ended.set()
        self._cut.set()
        self._thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            with suppress(TimeoutError):
                page, _ = self._listener.accept()
                if self._cut.is_set():
                    page.close()
                else:
                    threading.Thread(target=self._pass, args=(page,), daemon=True).start()

    def _pass(self, page: socket.socket) -> None:
        with suppress(OSError), page, socket.create_connection(("127.0.0.1", self.target)) as server:
            other = {page: server, server: page}
            while not self._cut.is_set():
                for ready in select.select(list(other), [], [], _LOOK)[0]:
                    data = ready.recv(_CHUNK)
                    if not data:
                        return
                    if ready is server and self._text and self._text in data:
                        page.sendall(data.partition(self._text)[0])
                        self._text = b""
                        return
                    other[ready].sendall(data)


@contextmanager
def relay() -> Iterator[Relay]:
    """Run a relay."""
    running = Relay()
    try:
        yield running
    finally:
        running.close()

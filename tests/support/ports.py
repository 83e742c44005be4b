"""Free ports for servers that tests start."""

import socket


def free_port() -> int:
    """A port on loopback that nothing uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def free_block(size: int) -> int:
    """The first of so many ports in a row that nothing uses just now."""
    while True:
        first = free_port()
        if first + size < 65536 and all(_is_free(first + offset) for offset in range(size)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True

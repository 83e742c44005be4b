"""Free ports for servers that tests start."""

import os
import random
import socket

_SHARES, _SHARE = 10, 2_000
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _SHARES
# Below Linux's ephemeral range (32768-60999), whose ports may become a connection's own end before the server binds;
# and each worker has a share of its own, so that no other takes a port before its server binds it.
_PORTS = range(10_000, 32_000)[_WORKER * _SHARE :][:_SHARE]
_random = random.SystemRandom()  # hypothesis seeds the shared one


def free_port() -> int:
    """A port on loopback that nothing uses just now."""
    return free_block(1)


def free_block(size: int) -> int:
    """The first of so many ports in a row that nothing uses just now."""
    while True:
        first = _random.choice(_PORTS[: 1 - size or None])
        if all(_is_free(first + offset) for offset in range(size)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True

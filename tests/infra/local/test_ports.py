from __future__ import annotations

import socket

import pytest

from infra.local.errors import StartError
from infra.local.ports import Ports, listen, listen_localhost


@pytest.mark.parametrize(
    ("environment", "edge"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "9000"}, 9000), ({"PORT": " 1 "}, 1)]
)
def test_the_ports_follow_from_the_first(environment: dict[str, str], edge: int) -> None:
    ports = Ports.from_environment(environment)
    assert (ports.edge, ports.login, ports.aws, ports.chat, ports.keys) == tuple(range(edge, edge + 5))
    assert ports.public_url == f"http://localhost:{edge}"
    assert ports.login_url == f"http://127.0.0.1:{edge + 1}"


@pytest.mark.parametrize("text", ["http", "-1", "0", "65532", "8000.0", "٣", "1e3"])
def test_a_malformed_port_is_said_in_one_sentence(text: str) -> None:
    with pytest.raises(StartError, match=r"PORT is .* try PORT=9000 make run"):
        Ports.from_environment({"PORT": text})


def test_in_a_container_page_and_login_may_listen_to_its_engine() -> None:
    ports = Ports.from_environment({"LISTEN": "0.0.0.0"})
    with listen(0, ports.published) as bound:
        assert bound.getsockname()[0] == "0.0.0.0"
    with pytest.raises(StartError, match=r"LISTEN is '192\.0\.2\.1'; it may be 127\.0\.0\.1, or 0\.0\.0\.0"):
        Ports.from_environment({"LISTEN": "192.0.2.1"})


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_port_in_use_is_named(family: socket.AddressFamily) -> None:
    address = "127.0.0.1" if family == socket.AF_INET else "::1"
    with socket.create_server((address, 0), family=family) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"Port {port} is in use; choose another: PORT=9000 make run"):
            listen_localhost(port)


def test_only_loopback_is_bound() -> None:
    with listen(0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"

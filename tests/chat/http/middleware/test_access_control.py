"""Paths that are not open, requested by a signed-in person."""

import pytest

from tests.chat.identity import forgeries
from tests.support.alb import Alb
from tests.support.raw import status_of, upgrade_status
from tests.support.server import ChatServer


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/docs"),
        ("GET", "/redoc"),
        ("GET", "/openapi.json"),
        ("GET", "/copilot/index.js"),
        ("GET", "/project/share/x"),
        ("PUT", "/project/thread/share"),
        ("POST", "/mcp"),
        ("DELETE", "/mcp"),
        ("POST", "/login"),
        ("POST", "/auth/jwt"),
        ("POST", "/auth/header"),
        ("GET", "/auth/oauth/github"),
        ("POST", "/project/file?session_id=x"),
        ("PUT", "/project/element"),
        ("GET", "/ws/socket.io/?EIO=4&transport=polling"),
        ("POST", "/ws/socket.io/?EIO=4&transport=polling"),
        ("GET", "/anything/else"),
        ("TRACE", "/"),
        ("OPTIONS", "/"),
        ("GET", "/public/../chainlit.md"),
        ("GET", "/public/%2e%2e/.chainlit/config.toml"),
        ("GET", "/assets/..%2findex.html"),
    ],
)
def test_closed_path_is_not_found(method: str, path: str, server: ChatServer, server_alb: Alb) -> None:
    assert status_of(server.url, forgeries.signed(server_alb), method=method, path=path) in {404, 400}


def test_upgrade_of_another_path_is_not_found(server: ChatServer, server_alb: Alb) -> None:
    assert upgrade_status(server.url, forgeries.signed(server_alb), path="/ws/other") == 404

"""Paths that are not open, requested by a signed-in person."""

import httpx
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


def test_a_person_gets_a_page_and_a_program_an_object(server: ChatServer, server_alb: Alb) -> None:
    def answer(method: str, accept: str, path: str = "/memoryy") -> httpx.Response:
        headers = [*forgeries.signed(server_alb), ("Accept", accept), ("Accept-Language", "de")]
        return httpx.request(method, server.url + path, headers=headers)

    page = answer("GET", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status_code, page.headers["cache-control"]) == (404, "no-store")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Seite nicht gefunden" in page.text
    assert '<a href="/">Zurück zum Chat</a>' in page.text
    assert "memoryy" not in page.text
    for other in (answer("GET", "*/*"), answer("GET", "application/json"), answer("POST", "text/html")):
        assert (other.status_code, other.json()) == (404, {"detail": "There is nothing here."})

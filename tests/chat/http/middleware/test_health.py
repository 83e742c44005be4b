"""The health check, the only request that needs no identity."""

import httpx

from tests.support.server import ChatServer


def test_only_the_health_check_needs_no_identity(server: ChatServer) -> None:
    assert httpx.get(f"{server.url}/health").json() == {"status": "ok"}
    for path in ("/", "/user", "/public/theme.css", "/assets/index.js", "/favicon", "/auth/config", "/health/x"):
        answer = httpx.get(server.url + path)
        assert (answer.status_code, answer.headers["cache-control"]) == (401, "no-store"), path
    assert httpx.post(f"{server.url}/health").status_code == 401

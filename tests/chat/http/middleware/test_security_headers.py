"""Security headers of every response."""

import httpx

from tests.support.alb import Alb
from tests.support.server import ChatServer


def test_every_response_carries_the_security_headers(server: ChatServer, server_alb: Alb) -> None:
    answers = [
        httpx.get(f"{server.url}/health"),
        httpx.get(server.url),
        httpx.get(server.url, headers=server_alb.headers()),
        httpx.get(f"{server.url}/public/theme.css", headers=server_alb.headers()),
        httpx.get(f"{server.url}/docs", headers=server_alb.headers()),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self' 'unsafe-inline'" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in answer.headers  # this server is on loopback

"""The gate, over real HTTP and real WebSocket upgrades, before the real server."""

import json

import httpx
import pytest

from tests.chat.identity import hostile
from tests.chat.identity.hostile import Hostile
from tests.support.alb import Alb
from tests.support.raw import status_of, upgrade_status
from tests.support.server import ChatServer

UPGRADE = "/ws/socket.io/?EIO=4&transport=websocket"
# Statuses that mean "no": the gate's own, and the HTTP server's for what is not even HTTP.
REFUSED = {401, 400}


def signed(alb: Alb) -> hostile.Headers:
    return hostile.sent(alb.token())


@pytest.mark.parametrize("lie", hostile.ALL, ids=lambda lie: lie.name)
def test_no_lie_gets_a_page(lie: Hostile, server: ChatServer, server_alb: Alb) -> None:
    assert status_of(server.url, lie.build(server_alb)) in REFUSED


@pytest.mark.parametrize("lie", hostile.ALL, ids=lambda lie: lie.name)
def test_no_lie_gets_a_socket(lie: Hostile, server: ChatServer, server_alb: Alb) -> None:
    assert upgrade_status(server.url, lie.build(server_alb)) in REFUSED


def test_the_truth_gets_both(server: ChatServer, server_alb: Alb) -> None:
    assert status_of(server.url, signed(server_alb)) == 200
    assert upgrade_status(server.url, signed(server_alb)) == 101


def test_only_health_is_open(server: ChatServer) -> None:
    assert httpx.get(f"{server.url}/health").json() == {"status": "ok"}
    for path in ("/", "/user", "/public/theme.css", "/assets/index.js", "/favicon", "/auth/config", "/health/x"):
        answer = httpx.get(server.url + path)
        assert (answer.status_code, answer.headers["cache-control"]) == (401, "no-store"), path
    assert httpx.post(f"{server.url}/health").status_code == 401


def test_a_refused_upgrade_says_that_its_connection_ends(server: ChatServer) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    answer = httpx.get(
        f"{server.url}/ws/socket.io/", headers={**headers, "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    )
    assert (answer.status_code, answer.headers["connection"]) == (401, "close")


@pytest.mark.parametrize(
    "headers",
    [
        [("Cookie", "access_token=eyJhbGciOiJIUzI1NiJ9.e30.x")],
        [("Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x")],
        [("X-Forwarded-User", "alice-sub"), ("X-Amzn-Oidc-Identity", "alice-sub")],
        [("Cookie", "AWSELBAuthSessionCookie-0=anything")],
    ],
    ids=lambda headers: headers[0][0] + headers[0][1][:12],
)
def test_no_other_credential_counts(headers: hostile.Headers, server: ChatServer) -> None:
    assert status_of(server.url, headers, path="/user") == 401
    assert upgrade_status(server.url, headers) == 401


def test_the_verified_identity_beats_every_other(server: ChatServer, server_alb: Alb) -> None:
    """Stock Chainlit answers Alice here, for a request that is signed for Bob."""
    alice = httpx.get(f"{server.url}/user", headers=server_alb.headers("alice-sub"))
    assert "access_token" not in alice.headers.get("set-cookie", "")
    headers = {**server_alb.headers("bob-sub", name="Bob"), "cookie": "access_token=x", "authorization": "Bearer x"}
    bob = httpx.get(f"{server.url}/user", headers=headers)
    assert bob.json()["identifier"] == "bob-sub"


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("{public}", True),
        ("null", False),
        ("https://evil.example.com", False),
        ("{public}.evil.example.com", False),
        ("{public}:1", False),
        ("https://localhost", False),
        ("", False),
    ],
)
def test_only_our_own_page_may_change_anything(
    origin: str | None, allowed: bool, server: ChatServer, server_alb: Alb
) -> None:
    headers = signed(server_alb)
    if origin is not None:
        headers.append(("Origin", origin.replace("{public}", server.public_url)))
    body = json.dumps({"pagination": {"first": 5}, "filter": {}}).encode()
    json_headers = [*headers, ("Content-Type", "application/json")]
    status = status_of(server.url, json_headers, method="POST", path="/project/threads", body=body)
    assert status == (200 if allowed else 403)
    assert upgrade_status(server.url, headers) == (101 if allowed else 403)
    assert status_of(server.url, headers) == 200


def test_two_origins_are_not_ours(server: ChatServer, server_alb: Alb) -> None:
    headers = [*signed(server_alb), ("Origin", server.public_url), ("Origin", "https://evil.example.com")]
    assert upgrade_status(server.url, headers) == 403


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
def test_closed_doors_do_not_exist(method: str, path: str, server: ChatServer, server_alb: Alb) -> None:
    assert status_of(server.url, signed(server_alb), method=method, path=path) in {404, 400}


def test_other_sockets_do_not_exist(server: ChatServer, server_alb: Alb) -> None:
    assert upgrade_status(server.url, signed(server_alb), path="/ws/other") == 404


@pytest.mark.parametrize(
    "body",
    [
        ([], b"x" * (2 * 1024 * 1024)),
        ([("Content-Length", "99999999999")], b"x"),
        ([("Content-Length", "-1")], b"x"),
        ([("Transfer-Encoding", "chunked")], b"200000\r\n" + b"x" * 0x200000 + b"\r\n0\r\n\r\n"),
    ],
    ids=["2 MB", "says it is huge", "says it is negative", "2 MB in chunks"],
)
def test_large_bodies_are_refused(body: tuple[hostile.Headers, bytes], server: ChatServer, server_alb: Alb) -> None:
    headers, content = body
    status = status_of(
        server.url, [*signed(server_alb), *headers], method="POST", path="/project/threads", body=content
    )
    assert status in {413, 400}


def test_every_answer_carries_the_security_headers(server: ChatServer, server_alb: Alb) -> None:
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


def test_the_page_names_no_outside_address(server: ChatServer, server_alb: Alb) -> None:
    page = httpx.get(server.url, headers=server_alb.headers()).text
    assert "https://" not in page
    style = httpx.get(f"{server.url}/public/katex/katex.min.css", headers=server_alb.headers())
    assert style.status_code == 200
    assert "http" not in style.text


def test_refusals_are_logged_without_the_token(server: ChatServer, server_alb: Alb) -> None:
    token = server_alb.token(header={"signer": hostile.OTHER_ARN})
    status_of(server.url, hostile.sent(token))
    log = server.log_text()
    assert '"check": "signer"' in log
    assert token[:40] not in log

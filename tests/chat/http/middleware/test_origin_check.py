"""Requests and upgrades that another site's page sends."""

import json

import pytest

from tests.chat.identity import forgeries
from tests.support.alb import Alb
from tests.support.raw import status_of, upgrade_status
from tests.support.server import ChatServer


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
def test_only_the_public_origin_may_change_anything(
    origin: str | None, allowed: bool, server: ChatServer, server_alb: Alb
) -> None:
    headers = forgeries.signed(server_alb)
    if origin is not None:
        headers.append(("Origin", origin.replace("{public}", server.public_url)))
    body = json.dumps({"pagination": {"first": 5}, "filter": {}}).encode()
    json_headers = [*headers, ("Content-Type", "application/json")]
    status = status_of(server.url, json_headers, method="POST", path="/project/threads", body=body)
    assert status == (200 if allowed else 403)
    assert upgrade_status(server.url, headers) == (101 if allowed else 403)
    assert status_of(server.url, headers) == 200


def test_second_origin_is_refused(server: ChatServer, server_alb: Alb) -> None:
    headers = [
        *forgeries.signed(server_alb),
        ("Origin", server.public_url),
        ("Origin", "https://evil.example.com"),
    ]
    assert upgrade_status(server.url, headers) == 403

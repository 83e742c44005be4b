"""The signing load balancer, and a client that it signs for."""

from collections.abc import Iterator

import httpx
import pytest

from tests.chat.identity.conftest import alb, endpoint, groups, keys
from tests.support.alb import Alb
from tests.support.server import ChatServer

__all__ = ["alb", "endpoint", "groups", "keys"]


@pytest.fixture
def browser(server: ChatServer, server_alb: Alb) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=server_alb.headers()) as client:
        yield client

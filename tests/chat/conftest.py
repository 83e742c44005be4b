"""One real `python -m chat`, shared by the tests that need no special settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.alb import Alb, KeyEndpoint, key_endpoint
from tests.support.server import ChatServer, chat_server
from tests.support.user_pool import Pool


@pytest.fixture(scope="session")
def server_alb() -> Alb:
    return Alb()


@pytest.fixture(scope="session")
def server_keys(server_alb: Alb) -> Iterator[KeyEndpoint]:
    with key_endpoint(server_alb) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def server(server_keys: KeyEndpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    folder: Path = tmp_path_factory.mktemp("server")
    with chat_server(folder, server_keys.url) as running:
        yield running


@pytest.fixture(scope="module")
def pool() -> Pool:
    """The user pool that signs access tokens with groups in them."""
    return Pool()


@pytest.fixture(scope="module")
def jwks(pool: Pool) -> Iterator[KeyEndpoint]:
    """Serves the keys of the pool, as Cognito does."""
    with key_endpoint() as running:
        running.keys["jwks.json"] = pool.jwks()
        yield running

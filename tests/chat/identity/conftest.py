"""A signing load balancer, the endpoint of its keys, and their readers."""

from collections.abc import AsyncIterator, Iterator

import pytest

from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from tests.support.alb import CLIENT, ISSUER, Alb, KeyEndpoint, key_endpoint
from tests.support.keys import NoLastKey

NO_GROUPS = "http://127.0.0.1:1/jwks.json"


@pytest.fixture(scope="module")
def alb() -> Alb:
    return Alb()


@pytest.fixture(scope="module")
def endpoint(alb: Alb) -> Iterator[KeyEndpoint]:
    with key_endpoint(alb) as running:
        yield running


@pytest.fixture
async def keys(endpoint: KeyEndpoint) -> AsyncIterator[KeyStore]:
    store = KeyStore(endpoint.url, NoLastKey())
    yield store
    await store.close()


@pytest.fixture
async def groups() -> AsyncIterator[GroupReader]:
    reader = GroupReader(NO_GROUPS, ISSUER, CLIENT)
    yield reader
    await reader.close()

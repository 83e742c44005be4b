"""A load balancer that signs, where its keys are published, and who reads them."""

from collections.abc import AsyncIterator, Iterator

import pytest

from chat.identity.groups import Groups
from chat.identity.keys import KeyStore
from tests.support.alb import CLIENT, ISSUER, Alb, KeyEndpoint, key_endpoint
from tests.support.keys import Forgetful

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
    store = KeyStore(endpoint.url, Forgetful())
    yield store
    await store.close()


@pytest.fixture
async def groups() -> AsyncIterator[Groups]:
    reader = Groups(NO_GROUPS, ISSUER, CLIENT)
    yield reader
    await reader.close()

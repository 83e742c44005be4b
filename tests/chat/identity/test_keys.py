"""Keys are fetched once, stay valid while the endpoint is down, and the number of fetches is bounded."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from chat.identity import keys as module
from chat.identity.keys import FETCHES_PER_WINDOW, KeyStore, UnknownKey
from tests.support.alb import Alb, KeyEndpoint, key_endpoint


class StoredInMemory:
    """A last key that tests can read."""

    def __init__(self, kid: str | None = None) -> None:
        self.kid = kid

    async def load(self) -> str | None:
        return self.kid

    async def save(self, kid: str) -> None:
        self.kid = kid


@pytest.fixture
def endpoint(alb: Alb) -> Iterator[KeyEndpoint]:
    """One for each test, which may change it."""
    with key_endpoint(alb) as running:
        yield running


@pytest.fixture
async def keys(endpoint: KeyEndpoint) -> AsyncIterator[KeyStore]:
    store = KeyStore(endpoint.url, StoredInMemory())
    yield store
    await store.close()


def unknown() -> str:
    return str(uuid.uuid4())


async def background(keys: KeyStore) -> None:
    """Wait until no fetch is under way."""
    await asyncio.gather(*keys._fetching.values(), return_exceptions=True)


async def flood(keys: KeyStore, size: int = 300) -> None:
    """Ask for many keys that do not exist, all at once."""
    answers = await asyncio.gather(*(keys.get(unknown()) for _ in range(size)), return_exceptions=True)
    assert all(isinstance(answer, UnknownKey) for answer in answers)


async def test_key_is_fetched_once_for_concurrent_callers(keys: KeyStore, endpoint: KeyEndpoint, alb: Alb) -> None:
    endpoint.delay = 0.1
    await asyncio.gather(*(keys.get(alb.kid) for _ in range(50)))
    await keys.get(alb.kid)
    assert endpoint.asked == [alb.kid]


async def test_missing_key_is_not_fetched_again(keys: KeyStore, endpoint: KeyEndpoint) -> None:
    kid = unknown()
    for _ in range(3):
        with pytest.raises(UnknownKey):
            await keys.get(kid)
    assert endpoint.asked == [kid]


async def test_flood_of_unknown_keys_causes_few_fetches(keys: KeyStore, endpoint: KeyEndpoint, alb: Alb) -> None:
    await keys.get(alb.kid)
    await flood(keys)
    assert len(endpoint.asked) <= FETCHES_PER_WINDOW
    await keys.get(alb.kid)


async def test_last_good_key_is_fetched_during_a_flood(endpoint: KeyEndpoint, alb: Alb) -> None:
    keys = KeyStore(endpoint.url, StoredInMemory(alb.kid))
    endpoint.status = 500
    await keys.start()  # the endpoint is not up yet
    await flood(keys)
    endpoint.status = 200
    assert await keys.get(alb.kid)
    await keys.close()


async def test_start_fetches_the_last_good_key(endpoint: KeyEndpoint, alb: Alb) -> None:
    keys = KeyStore(endpoint.url, StoredInMemory(alb.kid))
    await keys.start()
    endpoint.status = 500
    assert await keys.get(alb.kid)
    await keys.close()


async def test_last_good_key_is_saved(endpoint: KeyEndpoint, alb: Alb) -> None:
    remembered = StoredInMemory()
    keys = KeyStore(endpoint.url, remembered)
    await keys.remember(alb.kid)
    assert remembered.kid == alb.kid
    await keys.close()


@pytest.mark.parametrize("status", [500, 503, 302])
async def test_known_key_stays_valid_while_the_endpoint_fails(
    status: int, keys: KeyStore, endpoint: KeyEndpoint, alb: Alb, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keys.get(alb.kid)
    endpoint.status = status
    monkeypatch.setattr(module, "REFRESH_AFTER", -1.0)
    assert await keys.get(alb.kid)
    await background(keys)
    assert len(endpoint.asked) == 2
    assert await keys.get(alb.kid)


async def test_withdrawn_key_becomes_unknown(
    keys: KeyStore, endpoint: KeyEndpoint, alb: Alb, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keys.get(alb.kid)
    endpoint.keys.clear()
    monkeypatch.setattr(module, "REFRESH_AFTER", -1.0)
    await keys.get(alb.kid)
    await background(keys)
    with pytest.raises(UnknownKey):
        await keys.get(alb.kid)


async def test_slow_endpoint_delays_only_requests_for_its_key(
    keys: KeyStore, endpoint: KeyEndpoint, alb: Alb, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keys.get(alb.kid)
    monkeypatch.setattr(module, "TIMEOUT", 0.5)
    endpoint.delay, endpoint.keys["slow"] = 5.0, alb.pem()
    slow = asyncio.create_task(keys.get("slow"))
    await keys.get(alb.kid)
    assert not slow.done()
    with pytest.raises(UnknownKey):
        await slow


async def test_cancelled_caller_does_not_cancel_the_fetch(keys: KeyStore, endpoint: KeyEndpoint, alb: Alb) -> None:
    endpoint.delay = 0.2
    first, second = asyncio.create_task(keys.get(alb.kid)), asyncio.create_task(keys.get(alb.kid))
    await asyncio.sleep(0.05)
    first.cancel()
    assert await second
    assert endpoint.asked == [alb.kid]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a key",
        b"\xff" * 100,
        b"-----BEGIN PUBLIC KEY-----\n" + b"A" * 10_000,
        Alb(private_key=ec.generate_private_key(ec.SECP384R1())).pem(),
    ],
    ids=["nothing", "text", "bytes", "huge", "another curve"],
)
async def test_response_that_is_no_key_is_unknown(body: bytes, keys: KeyStore, endpoint: KeyEndpoint) -> None:
    kid = unknown()
    endpoint.keys[kid] = body
    with pytest.raises(UnknownKey):
        await keys.get(kid)


async def test_unreachable_endpoint_makes_a_key_unknown(alb: Alb) -> None:
    keys = KeyStore("http://127.0.0.1:1", StoredInMemory())
    with pytest.raises(UnknownKey):
        await keys.get(alb.kid)
    await keys.close()

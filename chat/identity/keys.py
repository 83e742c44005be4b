"""The load balancer's public keys: fetched by key id, kept, and never fetched without bound."""

import asyncio
import logging
import time
from collections import OrderedDict, deque
from typing import Any, Protocol

import httpx
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jose import jwk

from agents.tls import trusted

logger = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds for a whole fetch
MAX_KEYS = 32  # the ALB rotates its keys slowly: more than these are an attack
MAX_PEM_BYTES = 4096  # a P-256 public key takes about 180
REFRESH_AFTER = 3600.0  # seconds after which a known key is looked up again, in the background
UNKNOWN_KEY_LIFETIME = 60.0  # seconds for which a key id that does not exist is not fetched again
FETCHES_PER_WINDOW = 10  # of key ids never seen before
WINDOW = 10.0  # seconds


class UnknownKey(Exception):
    """There is no usable key of this id, or it cannot be fetched now."""


class LastKey(Protocol):
    """Keeps one key id across restarts."""

    async def load(self) -> str | None:
        """Return the key id saved last, if any."""
        ...

    async def save(self, kid: str) -> None:
        """Save a key id."""
        ...


class KeyStore:
    """Public keys by key id.

    A known key stays valid while the endpoint is down; an unknown one takes at most `TIMEOUT` and delays only
    the requests that name it.

    Args:
        base_url: Address below which the keys are published, without trailing slash.
        last_key: Keeps the last good key id, so that start-up fetches it first.
    """

    def __init__(self, base_url: str, last_key: LastKey) -> None:
        self._base_url = base_url
        self._last_key = last_key
        self._client = httpx.AsyncClient(timeout=TIMEOUT, verify=trusted(), follow_redirects=False, trust_env=False)
        self._keys: OrderedDict[str, tuple[Any, float]] = OrderedDict()
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._fetching: dict[str, asyncio.Task[Any]] = {}
        self._recent: deque[float] = deque()
        self._remembered: str | None = None
        self._failing = False

    async def start(self) -> None:
        """Fetch the key that was good last time, before a flood of unknown ids uses up the fetches."""
        kid = self._remembered = await self._last_key.load()
        if kid is not None:
            try:
                await self._fetch(kid)
            except UnknownKey as reason:
                logger.warning("last_key_fetch_failed", extra={"reason": str(reason)})

    async def close(self) -> None:
        """Stop every fetch."""
        for task in self._fetching.values():
            task.cancel()
        await self._client.aclose()

    async def get(self, kid: str) -> Any:
        """Return the key of this id, in python-jose's form.

        Args:
            kid: A key id that was checked to be a UUID.

        Raises:
            UnknownKey: If there is none, or it cannot be fetched now.
        """
        if kid in self._keys:
            key, fetched = self._keys[kid]
            self._keys.move_to_end(kid)
            if time.monotonic() - fetched > REFRESH_AFTER:
                self._refresh(kid)
            return key
        if self._unknown.get(kid, 0.0) > time.monotonic():
            raise UnknownKey("there is no key of this id")
        if kid not in self._fetching and kid != self._remembered:
            self._count_fetch()
        return await self._fetch(kid)

    @property
    def is_failing(self) -> bool:
        """Whether the last fetch failed; known keys stay valid."""
        return self._failing

    async def remember(self, kid: str) -> None:
        """Save the id of the key that signed a valid token, if it changed."""
        if kid != self._remembered:
            self._remembered = kid
            await self._last_key.save(kid)

    def _count_fetch(self) -> None:
        now = time.monotonic()
        while self._recent and self._recent[0] < now - WINDOW:
            self._recent.popleft()
        if len(self._recent) >= FETCHES_PER_WINDOW:
            raise UnknownKey("too many unknown keys were asked for just now")
        self._recent.append(now)

    def _refresh(self, kid: str) -> None:
        key, _ = self._keys[kid]
        self._keys[kid] = (key, time.monotonic())
        task = self._task(kid)
        task.add_done_callback(lambda done: None if done.cancelled() else done.exception())

    async def _fetch(self, kid: str) -> Any:
        # Shielded: a cancelled caller must not cancel the fetch for the others who wait for it.
        return await asyncio.shield(self._task(kid))

    def _task(self, kid: str) -> "asyncio.Task[Any]":
        if kid not in self._fetching:
            task = asyncio.create_task(self._download(kid))
            self._fetching[kid] = task
            task.add_done_callback(lambda _: self._fetching.pop(kid, None))
        return self._fetching[kid]

    async def _download(self, kid: str) -> Any:
        try:
            async with asyncio.timeout(TIMEOUT):
                async with self._client.stream("GET", f"{self._base_url}/{kid}") as response:
                    status = response.status_code
                    body = b""
                    async for chunk in response.aiter_bytes():
                        body += chunk
                        if len(body) > MAX_PEM_BYTES:
                            break
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
            self._failing = True
            logger.warning("key_fetch_failed", extra={"reason": "no answer"})
            raise UnknownKey("the key endpoint did not answer") from None
        self._failing = status not in (200, 403, 404)
        if status in (403, 404):
            self._keys.pop(kid, None)
            self._note_unknown(kid)
            raise UnknownKey("there is no key of this id")
        if status != 200:
            logger.warning("key_fetch_failed", extra={"reason": "status", "status": status})
            raise UnknownKey("the key endpoint failed")
        key = _public_key(body)
        self._keys[kid] = (key, time.monotonic())
        while len(self._keys) > MAX_KEYS:
            self._keys.popitem(last=False)
        return key

    def _note_unknown(self, kid: str) -> None:
        self._unknown[kid] = time.monotonic() + UNKNOWN_KEY_LIFETIME
        while len(self._unknown) > 1000:
            self._unknown.popitem(last=False)


def _public_key(pem: bytes) -> Any:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise UnknownKey("the key endpoint sent no key") from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise UnknownKey("the key is not on the curve P-256")
    return jwk.construct(pem.decode("ascii"), "ES256")

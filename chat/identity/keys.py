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
MAX_KEYS = 32  # the ALB rotates slowly; more than this is somebody playing
MAX_PEM = 4096  # bytes; a P-256 public key takes about 180
REFRESH_AFTER = 3600.0  # seconds after which a known key is looked up again, in the background
FORGET_UNKNOWN_AFTER = 60.0  # seconds a key id that does not exist is not asked for again
FETCHES_PER_WINDOW = 10  # for key ids never seen before
WINDOW = 10.0  # seconds


class UnknownKey(Exception):
    """There is no usable key of this id, or it cannot be had now."""


class LastKey(Protocol):
    """Remembers one key id across restarts."""

    async def load(self) -> str | None:
        """The key id remembered last, if any."""
        ...

    async def save(self, kid: str) -> None:
        """Remember a key id."""
        ...


class KeyStore:
    """Public keys by key id.

    A known key goes on working while the endpoint is down; an unknown one costs at most `TIMEOUT` and delays
    only the requests that name it.

    Args:
        base_url: Address below which the keys lie, without trailing slash.
        last_key: Where the last good key id is remembered, so that start-up can fetch it first.
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
        """Fetch the key that was good last time, before any stranger can use up the fetches."""
        kid = self._remembered = await self._last_key.load()
        if kid is not None:
            try:
                await self._fetch(kid)
            except UnknownKey as reason:
                logger.warning("last good key not fetched", extra={"reason": str(reason)})

    async def close(self) -> None:
        """Stop every fetch."""
        for task in self._fetching.values():
            task.cancel()
        await self._client.aclose()

    async def get(self, kid: str) -> Any:
        """Return the key of this id, as python-jose wants it.

        Args:
            kid: A key id that was checked to be a UUID.

        Raises:
            UnknownKey: If there is none, or it cannot be had now.
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
            self._spend()
        return await self._fetch(kid)

    @property
    def is_failing(self) -> bool:
        """Whether the endpoint did not answer when it was asked last; known keys work all the same."""
        return self._failing

    async def remember(self, kid: str) -> None:
        """Note that a token signed with this key was good."""
        if kid != self._remembered:
            self._remembered = kid
            await self._last_key.save(kid)

    def _spend(self) -> None:
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
        # Shielded: one caller that goes away must not take the key from the others who wait for it.
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
                        if len(body) > MAX_PEM:
                            break
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
            self._failing = True
            logger.warning("key endpoint unreachable")
            raise UnknownKey("the key endpoint did not answer") from None
        self._failing = status not in (200, 403, 404)
        if status in (403, 404):
            self._keys.pop(kid, None)
            self._note_unknown(kid)
            raise UnknownKey("there is no key of this id")
        if status != 200:
            logger.warning("key endpoint failed", extra={"status": status})
            raise UnknownKey("the key endpoint failed")
        key = _public_key(body)
        self._keys[kid] = (key, time.monotonic())
        while len(self._keys) > MAX_KEYS:
            self._keys.popitem(last=False)
        return key

    def _note_unknown(self, kid: str) -> None:
        self._unknown[kid] = time.monotonic() + FORGET_UNKNOWN_AFTER
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

"""Cognito groups, from the access token that the load balancer forwards, verified on its own."""

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from typing import Any

import httpx
from jose import jwt
from jose.exceptions import JOSEError

from agents.tls import trusted

logger = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds for a fetch of the key set
KEY_SET_LIFETIME = 3600.0  # seconds
RETRY_AFTER = 30.0  # seconds between fetches of a key set that lacks a key or cannot be fetched
MAX_CACHED_TOKENS = 1000
MAX_TOKEN_CHARACTERS = 16 * 1024
_NO_GROUPS: frozenset[str] = frozenset()


class GroupReader:
    """Reads groups from Cognito's own RS256 access token. A token that fails any check proves no group.

    Args:
        jwks_url: Address of the user pool's key set.
        issuer: The user pool.
        client: The app client.
    """

    def __init__(self, jwks_url: str, issuer: str, client: str) -> None:
        self._jwks_url = jwks_url
        self._issuer = issuer
        self._client_id = client
        self._http = httpx.AsyncClient(timeout=TIMEOUT, verify=trusted(), follow_redirects=False, trust_env=False)
        self._keys: dict[str, dict[str, Any]] = {}
        self._fetched = 0.0
        self._attempted = 0.0
        self._lock = asyncio.Lock()
        # token hash and sub -> expiry and groups; a token is verified once, its expiry is compared each time
        self._cache: OrderedDict[tuple[str, str], tuple[float, frozenset[str]]] = OrderedDict()

    async def close(self) -> None:
        """Close the connection to the key set."""
        await self._http.aclose()

    async def read(self, token: str, sub: str) -> frozenset[str]:
        """Return the groups that the token proves for this subject; empty when it proves nothing."""
        if len(token) > MAX_TOKEN_CHARACTERS:
            return _NO_GROUPS
        name = (hashlib.sha256(token.encode("utf-8", "replace")).hexdigest(), sub)
        expiry, groups = self._cache.get(name, (0.0, _NO_GROUPS))
        if expiry > time.time():
            return groups
        try:
            claims = await self._verify(token)
        except (JOSEError, ValueError, TypeError, AttributeError):
            logger.info("access_token_refused")
            return _NO_GROUPS
        if claims is None or not self._fits(claims, sub):
            return _NO_GROUPS
        listed = claims.get("cognito:groups", [])
        groups = frozenset(g for g in listed if isinstance(g, str)) if isinstance(listed, list) else _NO_GROUPS
        self._cache[name] = (float(claims["exp"]), groups)
        while len(self._cache) > MAX_CACHED_TOKENS:
            self._cache.popitem(last=False)
        return groups

    def _fits(self, claims: dict[str, Any], sub: str) -> bool:
        return (
            claims.get("token_use") == "access"
            and claims.get("client_id") == self._client_id
            and claims.get("sub") == sub
            and isinstance(claims.get("exp"), int)
        )

    async def _verify(self, token: str) -> dict[str, Any] | None:
        header = jwt.get_unverified_header(token)
        if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
            return None
        key = await self._key(header["kid"])
        if key is None:
            return None
        options = {"require_exp": True, "verify_aud": False}
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=["RS256"], issuer=self._issuer, options=options)
        return claims

    async def _key(self, kid: str) -> dict[str, Any] | None:
        now = time.monotonic()
        stale = now - self._fetched > KEY_SET_LIFETIME or kid not in self._keys
        if stale and (self._attempted == 0.0 or now - self._attempted > RETRY_AFTER):
            async with self._lock:
                if self._attempted <= now:
                    await self._download()
        return self._keys.get(kid)

    async def _download(self) -> None:
        self._attempted = time.monotonic()
        try:
            async with asyncio.timeout(TIMEOUT):
                response = await self._http.get(self._jwks_url)
            keys = response.raise_for_status().json()["keys"]
            self._keys = {key["kid"]: key for key in keys if key.get("kty") == "RSA"}
            self._fetched = time.monotonic()
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError, AttributeError):
            logger.warning("user_pool_key_fetch_failed")

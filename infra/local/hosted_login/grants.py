"""Temporary data of the hosted login: codes, unfinished sign-ins and single-sign-on sessions."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from infra.local.hosted_login.cognito import Challenge

CODE_SECONDS = 5 * 60
PENDING_SECONDS = 15 * 60
SSO_SECONDS = 60 * 60

_Item = TypeVar("_Item")


class Expiring(Generic[_Item]):
    """Items under random names, with an expiry."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._items: dict[str, tuple[float, _Item]] = {}

    def put(self, item: _Item) -> str:
        """Keeps an item and returns its name."""
        now = self._clock()
        self._items = {name: kept for name, kept in self._items.items() if kept[0] > now}
        name = secrets.token_urlsafe(32)
        self._items[name] = (now + self._seconds, item)
        return name

    def get(self, name: str) -> _Item | None:
        """Returns the item of a name, or nothing if it is unknown or expired."""
        deadline, item = self._items.get(name, (0.0, None))
        return item if deadline > self._clock() else None

    def take(self, name: str) -> _Item | None:
        """Like `get`, and removes the item, so that it is used once."""
        item = self.get(name)
        self._items.pop(name, None)
        return item


@dataclass(frozen=True, slots=True)
class SignOn:
    """A browser's single-sign-on session: good as long as its refresh token."""

    refresh_token: str
    auth_time: int


@dataclass(frozen=True, slots=True)
class Grant:
    """What an authorization code stands for, and the client that may redeem it."""

    sub: str
    client_id: str
    redirect_uri: str
    code_challenge: str
    scope: str
    nonce: str
    auth_time: int

    def is_for(self, client_id: str, redirect_uri: str, code_verifier: str) -> bool:
        """Whether the code is redeemed by the client that requested it (PKCE S256 if used)."""
        digest = hashlib.sha256(code_verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() if code_verifier else ""
        return (client_id, redirect_uri, challenge) == (
            self.client_id,
            self.redirect_uri,
            self.code_challenge,
        )


class Memory:
    """All temporary data; lost at a restart, after which users sign in again."""

    def __init__(self) -> None:
        self.codes: Expiring[Grant] = Expiring(CODE_SECONDS)
        self.pending: Expiring[Challenge] = Expiring(PENDING_SECONDS)
        self.sign_ons: Expiring[SignOn] = Expiring(SSO_SECONDS)

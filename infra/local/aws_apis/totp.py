"""Codes of authenticator apps: RFC 6238 with SHA-1, six digits and thirty seconds, as Cognito has them."""

from __future__ import annotations

import base64
import binascii
import secrets
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
_DIGITS = 6
_SECRET_BYTES = 20  # RFC 4226, 4: 160 bits are recommended
_NEIGHBOURS = (0, -1, 1)  # steps by which a telephone's clock may differ (RFC 6238, 5.2)


def new_secret() -> str:
    """Returns a secret in base 32, as a person types it into an authenticator app."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def matching_step(secret: str, code: str, clock: Callable[[], float] = time.time) -> int | None:
    """Returns the time step that a code belongs to, or nothing if it is wrong or out of date.

    A step that was used once must not be accepted again (RFC 6238, 5.2): the caller remembers it.
    """
    try:
        key = base64.b32decode(secret, casefold=True)
    except (binascii.Error, ValueError):
        return None
    totp = TOTP(key, _DIGITS, SHA1(), STEP_SECONDS, enforce_key_length=False)  # noqa: S303  # what every app computes
    now = int(clock()) // STEP_SECONDS
    for step in (now + neighbour for neighbour in _NEIGHBOURS):
        try:
            totp.verify(code.encode(), step * STEP_SECONDS)
        except InvalidToken:
            continue
        return step
    return None

"""The edge's sessions: encrypted, authenticated and split over cookies."""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SESSION_COOKIE = "AWSELBAuthSessionCookie"
MAX_SHARDS = 4
SHARD_CHARACTERS = 3900  # with name and attributes a cookie stays under the browsers' 4096
_NONCE_BYTES = 12


class SessionTooLargeError(Exception):
    """More than four cookies would be needed."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in user: the claims and tokens. Times are seconds since 1970."""

    claims: dict[str, str]
    access_token: str
    access_expires: float
    refresh_token: str
    expires: float


class Seal:
    """Encrypts and authenticates small JSON objects, each for one purpose.

    Args:
        key: 32 bytes.
        context: bound into every sealed object; another context cannot open it.
    """

    def __init__(self, key: bytes, context: str) -> None:
        self._cipher = AESGCM(key)
        self._context = context

    def seal(self, purpose: str, content: object) -> str:
        """Seals an object into text that is safe in cookies and addresses."""
        nonce = os.urandom(_NONCE_BYTES)
        text = json.dumps(content, separators=(",", ":")).encode()
        sealed = self._cipher.encrypt(nonce, text, self._bound_to(purpose))
        return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()

    def open(self, purpose: str, text: str) -> dict[str, object] | None:
        """Returns the object, or nothing if the text was not sealed for this purpose."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            plain = self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], self._bound_to(purpose))
        except (InvalidTag, ValueError, binascii.Error):
            return None
        content: dict[str, object] = json.loads(plain)
        return content

    def _bound_to(self, purpose: str) -> bytes:
        return f"{purpose} {self._context}".encode()


def write_shards(seal: Seal, session: Session) -> list[str]:
    """A session as the values of its cookies, in order.

    Raises:
        SessionTooLargeError: when it does not fit.
    """
    text = seal.seal("session", asdict(session))
    shards = [text[start : start + SHARD_CHARACTERS] for start in range(0, len(text), SHARD_CHARACTERS)]
    if len(shards) > MAX_SHARDS:
        raise SessionTooLargeError
    return shards


def read_shards(seal: Seal, cookies: Mapping[str, str]) -> Session | None:
    """The session in a request's cookies, if there is a genuine one."""
    shards = [cookies.get(f"{SESSION_COOKIE}-{number}", "") for number in range(MAX_SHARDS)]
    content = seal.open("session", "".join(shards))
    return None if content is None else Session(**content)  # type: ignore[arg-type]  # sealed by us

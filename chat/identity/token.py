"""Decodes the load balancer's signed token; `checks.py` decides whether it is valid."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chat.identity.errors import IdentityRefused

DATA = b"x-amzn-oidc-data"
IDENTITY = b"x-amzn-oidc-identity"
ACCESS_TOKEN = b"x-amzn-oidc-accesstoken"

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Token:
    """A decoded token, parsed as leniently as Python allows.

    Attributes:
        headers: The request's headers, lower-case names, in order.
        raw: The text of `x-amzn-oidc-data`.
        header: The first segment's JSON object.
        payload: The second segment's JSON object.
        duplicates: Names that occur twice in one of the two objects.
    """

    headers: Headers
    raw: str
    header: dict[str, Any]
    payload: dict[str, Any]
    duplicates: tuple[str, ...]

    def values(self, name: bytes) -> list[str]:
        """Return all values of one request header."""
        return header_values(self.headers, name)


def header_values(headers: Headers, name: bytes) -> list[str]:
    """Return all values of a header, as text."""
    return [value.decode("latin-1") for key, value in headers if key == name]


def parse(headers: Headers) -> Token:
    """Find the token among the headers and decode it.

    Raises:
        IdentityRefused: If there is no token, or it is not two JSON objects and a signature.
    """
    values = header_values(headers, DATA)
    if not values:
        raise IdentityRefused("present", "the request carries no x-amzn-oidc-data")
    raw = values[0]
    segments = raw.split(".")
    if len(segments) < 3:
        raise IdentityRefused("present", "the token does not have three segments")
    duplicates: list[str] = []
    header = _object(segments[0], duplicates)
    payload = _object(segments[1], duplicates)
    return Token(headers, raw, header, payload, tuple(duplicates))


def _object(segment: str, duplicates: list[str]) -> dict[str, Any]:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        duplicates.extend({name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ())
        return dict(items)

    try:
        text = base64.urlsafe_b64decode(segment.rstrip("=") + "=" * (-len(segment.rstrip("=")) % 4))
        value = json.loads(text, object_pairs_hook=pairs)
    except (binascii.Error, ValueError, RecursionError):
        raise IdentityRefused("present", "a segment is not base64url of JSON") from None
    if not isinstance(value, dict):
        raise IdentityRefused("present", "a segment is not a JSON object")
    return value

"""Every check that a token must pass, in order, each one small enough to read at a glance.

Sources: the ELB user guide ("Authenticate users", "Verify the signature"), RFC 7515 and RFC 7519, and the
ALBeast report (Miggo, 2024), which is why `signer` is compared and not merely present.
"""

import logging
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from chat.identity.errors import Refused
from chat.identity.token import ACCESS_TOKEN, DATA, IDENTITY, Token

logger = logging.getLogger(__name__)

LEEWAY = 5.0  # seconds that two clocks may differ
USUAL_LIFETIME = 300.0  # seconds; the ALB is seen to use 120, which is not documented
MAX_SIZE = 16 * 1024  # bytes; the ALB refuses larger headers itself

_SEGMENTS = re.compile(r"[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]{86}(==)?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Expected:
    """The one load balancer, user pool and app client that this server believes."""

    signer: str
    issuer: str
    client: str


Check = Callable[[Token, Expected], None]


def single_headers(token: Token, _: Expected) -> None:
    """Two copies of a header are two answers to "who is it?"."""
    for name in (DATA, IDENTITY, ACCESS_TOKEN):
        if len(token.values(name)) > 1:
            raise Refused("single_headers", f"{name.decode()} was sent twice")


def no_twin(token: Token, _: Expected) -> None:
    """An underscore spelling reaches code that reads CGI-style names, and no load balancer sends it."""
    if any(b"_" in name and name.replace(b"_", b"-").startswith(b"x-amzn-oidc-") for name, _ in token.headers):
        raise Refused("no_twin", "an x-amzn-oidc header was sent with underscores")


def size(token: Token, _: Expected) -> None:
    """Nothing larger than the ALB itself would forward is worth parsing further."""
    if len(token.raw) > MAX_SIZE:
        raise Refused("size", f"the token is longer than {MAX_SIZE} characters")


def shape(token: Token, _: Expected) -> None:
    """Exactly three base64url segments, the last a raw 64-byte signature, and nothing after it."""
    if not _SEGMENTS.fullmatch(token.raw):
        raise Refused("shape", "the token is not three base64url segments with a 64-byte signature")


def unique_names(token: Token, _: Expected) -> None:
    """A name that occurs twice means two things to two parsers."""
    if token.duplicates:
        raise Refused("unique_names", "a JSON name occurs twice")


def algorithm(token: Token, _: Expected) -> None:
    """The ALB signs with ES256; any other value is somebody else's idea."""
    if token.header.get("alg") != "ES256":
        raise Refused("algorithm", "the algorithm is not ES256")


def no_critical_extension(token: Token, _: Expected) -> None:
    """RFC 7515, 4.1.11: an extension that we do not understand must not be ignored."""
    if "crit" in token.header:
        raise Refused("no_critical_extension", "the token demands an extension")


def key_id(token: Token, _: Expected) -> None:
    """The key id becomes part of a URL: a `kid` of `../bucket/key` would fetch an attacker's key."""
    kid = token.header.get("kid")
    if not isinstance(kid, str) or not _UUID.fullmatch(kid):
        raise Refused("key_id", "the key id is not a UUID")


def signer(token: Token, expected: Expected) -> None:
    """Any AWS customer's ALB can sign with a key from the same store: only this ARN is ours."""
    if token.header.get("signer") != expected.signer:
        raise Refused("signer", "the token was signed for another load balancer")


def client(token: Token, expected: Expected) -> None:
    """A token for another app client of the same pool is not for this server."""
    if token.header.get("client") != expected.client:
        raise Refused("client", "the token is for another app client")


def issuer(token: Token, expected: Expected) -> None:
    """The user pool, as the header states it."""
    if token.header.get("iss") != expected.issuer:
        raise Refused("issuer", "the token is from another user pool")


def expiry(token: Token, _: Expected) -> None:
    """The header's expiry: present, a number, and not past."""
    _in_force(token.header.get("exp"), "expiry")


def signed_issuer(token: Token, expected: Expected) -> None:
    """The user pool, as the claims state it."""
    if token.payload.get("iss") != expected.issuer:
        raise Refused("signed_issuer", "the claims are from another user pool")


def signed_expiry(token: Token, _: Expected) -> None:
    """The claims' expiry: present, a number, and not past.

    A life longer than ever seen is worth a line in the log, not worth locking people out for.
    """
    remaining = _in_force(token.payload.get("exp"), "signed_expiry")
    if remaining > USUAL_LIFETIME:
        logger.warning("token lives unusually long", extra={"remaining_seconds": round(remaining)})


def not_before(token: Token, _: Expected) -> None:
    """The ALB sends no `nbf`; if one comes, in either part, it counts."""
    for part in (token.header, token.payload):
        if "nbf" in part and _number(part["nbf"], "not_before") > time.time() + LEEWAY:
            raise Refused("not_before", "the token is not in force yet")


def subject(token: Token, _: Expected) -> None:
    """The subject owns every record, so it must be a real name."""
    sub = token.payload.get("sub")
    if not isinstance(sub, str) or not sub.strip() or len(sub) > 256 or not sub.isprintable():
        raise Refused("subject", "the subject is missing or not a name")


def identity(token: Token, _: Expected) -> None:
    """The unsigned identity header, which logs and other code may read, must agree with the signed subject."""
    if token.values(IDENTITY) != [token.payload.get("sub")]:
        raise Refused("identity", "x-amzn-oidc-identity is not the token's subject")


# The order matters twice: nothing is fetched for a token that cannot be ours, and no claim is used unsigned.
BEFORE_SIGNATURE: tuple[Check, ...] = (
    single_headers,
    no_twin,
    size,
    shape,
    unique_names,
    algorithm,
    no_critical_extension,
    key_id,
    signer,
    client,
    issuer,
    expiry,
)
AFTER_SIGNATURE: tuple[Check, ...] = (signed_issuer, signed_expiry, not_before, subject, identity)


def _in_force(value: object, check: str) -> float:
    remaining = _number(value, check) - time.time()
    if remaining < -LEEWAY:
        raise Refused(check, "the token has expired")
    return remaining


def _number(value: object, check: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refused(check, "a time in the token is not a number")
    return value

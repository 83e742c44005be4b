"""Every check that a token must pass, in order, one function each.

Sources: the ELB user guide ("Authenticate users", "Verify the signature"), RFC 7515 and RFC 7519, and the
ALBeast report (Miggo, 2024), which is why `signer` is compared and not merely present.
"""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from chat.identity.errors import IdentityRefused
from chat.identity.token import ACCESS_TOKEN, DATA, IDENTITY, Token

logger = logging.getLogger(__name__)

LEEWAY = 5.0  # seconds by which two clocks may differ
_MAX_TIME = 2.0**53  # seconds; beyond, JSON has whole numbers that no float holds
USUAL_LIFETIME = 300.0  # seconds; the ALB is seen to use 120, which is not documented
MAX_TOKEN_CHARACTERS = 16 * 1024  # the ALB refuses larger headers itself

_SEGMENTS = re.compile(r"[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]{86}(==)?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """The one load balancer, user pool and app client that this server trusts.

    Attributes:
        signer: ARN of the load balancer.
        issuer: Address of the user pool.
        client: Id of the app client.
    """

    signer: str
    issuer: str
    client: str


Check = Callable[[Token, TrustedIssuer], None]


def single_headers(token: Token, _: TrustedIssuer) -> None:
    """Two copies of a header name two callers."""
    for name in (DATA, IDENTITY, ACCESS_TOKEN):
        if len(token.values(name)) > 1:
            raise IdentityRefused("single_headers", f"{name.decode()} was sent twice")


def no_underscore_names(token: Token, _: TrustedIssuer) -> None:
    """Code that reads CGI-style names takes an underscore for a hyphen; no load balancer sends one."""
    if any(b"_" in name and name.replace(b"_", b"-").startswith(b"x-amzn-oidc-") for name, _ in token.headers):
        raise IdentityRefused("no_underscore_names", "an x-amzn-oidc header was sent with underscores")


def size(token: Token, _: TrustedIssuer) -> None:
    """The ALB forwards nothing larger, so a larger token is not from it."""
    if len(token.raw) > MAX_TOKEN_CHARACTERS:
        raise IdentityRefused("size", f"the token is longer than {MAX_TOKEN_CHARACTERS} characters")


def shape(token: Token, _: TrustedIssuer) -> None:
    """Exactly three base64url segments, the last a raw 64-byte signature, and nothing after it."""
    if not _SEGMENTS.fullmatch(token.raw):
        raise IdentityRefused("shape", "the token is not three base64url segments with a 64-byte signature")


def unique_names(token: Token, _: TrustedIssuer) -> None:
    """Two parsers may read two values of a name that occurs twice."""
    if token.duplicates:
        raise IdentityRefused("unique_names", "a JSON name occurs twice")


def algorithm(token: Token, _: TrustedIssuer) -> None:
    """The ALB signs with ES256 and nothing else."""
    if token.header.get("alg") != "ES256":
        raise IdentityRefused("algorithm", "the algorithm is not ES256")


def no_critical_extension(token: Token, _: TrustedIssuer) -> None:
    """RFC 7515, 4.1.11: an extension that is not understood must not be ignored."""
    if "crit" in token.header:
        raise IdentityRefused("no_critical_extension", "the token demands an extension")


def key_id(token: Token, _: TrustedIssuer) -> None:
    """The key id becomes part of a URL: a `kid` of `../bucket/key` would fetch an attacker's key."""
    kid = token.header.get("kid")
    if not isinstance(kid, str) or not _UUID.fullmatch(kid):
        raise IdentityRefused("key_id", "the key id is not a UUID")


def signer(token: Token, expected: TrustedIssuer) -> None:
    """Any AWS customer's ALB signs with a key from the same store; only this ARN is trusted."""
    if token.header.get("signer") != expected.signer:
        raise IdentityRefused("signer", "the token was signed for another load balancer")


def client(token: Token, expected: TrustedIssuer) -> None:
    """A token for another app client of the same pool is not for this server."""
    if token.header.get("client") != expected.client:
        raise IdentityRefused("client", "the token is for another app client")


def issuer(token: Token, expected: TrustedIssuer) -> None:
    """The user pool, as the header states it."""
    if token.header.get("iss") != expected.issuer:
        raise IdentityRefused("issuer", "the token is from another user pool")


def expiry(token: Token, _: TrustedIssuer) -> None:
    """The header's expiry: present, a number, and not past."""
    _in_force(token.header.get("exp"), "expiry")


def signed_issuer(token: Token, expected: TrustedIssuer) -> None:
    """The user pool, as the claims state it."""
    if token.payload.get("iss") != expected.issuer:
        raise IdentityRefused("signed_issuer", "the claims are from another user pool")


def signed_expiry(token: Token, _: TrustedIssuer) -> None:
    """The claims' expiry: present, a number, and not past.

    An unusually long lifetime is logged and accepted: AWS documents none, and may change it.
    """
    remaining = _in_force(token.payload.get("exp"), "signed_expiry")
    if remaining > USUAL_LIFETIME:
        logger.warning("long_token_lifetime_seen", extra={"remaining_seconds": round(remaining)})


def not_before(token: Token, _: TrustedIssuer) -> None:
    """The ALB sends no `nbf`; if one comes, in either part, it counts."""
    for part in (token.header, token.payload):
        if "nbf" in part and _number(part["nbf"], "not_before") > time.time() + LEEWAY:
            raise IdentityRefused("not_before", "the token is not in force yet")


def subject(token: Token, _: TrustedIssuer) -> None:
    """The subject owns every record: a printable text of bounded length."""
    sub = token.payload.get("sub")
    if not isinstance(sub, str) or not sub.strip() or len(sub) > 256 or not sub.isprintable():
        raise IdentityRefused("subject", "the subject is missing or not a name")


def identity(token: Token, _: TrustedIssuer) -> None:
    """The unsigned identity header, which logs and other code may read, must agree with the signed subject."""
    if token.values(IDENTITY) != [token.payload.get("sub")]:
        raise IdentityRefused("identity", "x-amzn-oidc-identity is not the token's subject")


# The order matters twice: no key is fetched for a token that is not from our issuer, and no claim is used unsigned.
BEFORE_SIGNATURE: tuple[Check, ...] = (
    single_headers,
    no_underscore_names,
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
        raise IdentityRefused(check, "the token has expired")
    return remaining


def _number(value: object, check: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _MAX_TIME:
        raise IdentityRefused(check, "a time in the token is not a number")
    return value

"""Lists which checks a token passes and which it fails, for an operator whose token is refused."""

import time
from collections.abc import AsyncIterator

from chat.identity.checks import AFTER_SIGNATURE, BEFORE_SIGNATURE, TrustedIssuer
from chat.identity.errors import IdentityRefused
from chat.identity.token import DATA, IDENTITY, Headers, Token, parse
from chat.identity.verifier import Verifier

# No secrets: the names of a load balancer, a pool, a client and a key, which the operator compares.
_SHOWN = ("alg", "kid", "signer", "client", "iss")


def headers_from(text: str) -> Headers:
    """Read a token alone, or request headers one a line.

    Args:
        text: A token, or one header a line: `name: value`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and ":" not in lines[0]:
        return [(DATA, lines[0].encode("latin-1", "replace"))]
    pairs = (line.partition(":") for line in lines)
    return [(name.strip().lower().encode(), value.strip().encode("latin-1", "replace")) for name, _, value in pairs]


async def explain(
    headers: Headers, expected: TrustedIssuer, verifier: Verifier
) -> AsyncIterator[tuple[str, bool, str]]:
    """Run every check, also those after a failure.

    Args:
        headers: The request's headers.
        expected: The issuer that the server trusts.
        verifier: Checks the signature.

    Yields:
        Name of the check, whether it holds, and why not or what was compared. No claim is printed.
    """
    try:
        token = parse(headers)
    except IdentityRefused as refusal:
        yield refusal.check, False, refusal.reason
        return
    yield "present", True, ""
    for check in BEFORE_SIGNATURE:
        try:
            check(token, expected)
        except IdentityRefused as refusal:
            yield refusal.check, False, refusal.reason + _compared(refusal.check, token, expected)
        else:
            yield check.__name__, True, ""
    try:
        await verifier.signature(token)
    except IdentityRefused as refusal:
        yield refusal.check, False, refusal.reason
    else:
        yield "signature", True, ""
    for check in AFTER_SIGNATURE:
        if check.__name__ == "identity" and not token.values(IDENTITY):
            yield "identity", True, "not checked: only the token was given"
            continue
        try:
            check(token, expected)
        except IdentityRefused as refusal:
            yield refusal.check, False, refusal.reason
        else:
            yield check.__name__, True, ""


def _compared(check: str, token: Token, expected: TrustedIssuer) -> str:
    """Return what was found and what was expected, for the checks that compare values or times."""
    if check == "expiry" and isinstance(token.header.get("exp"), int | float):
        return f" ({time.time() - token.header['exp']:.0f} s ago)"
    name = {"issuer": "iss", "algorithm": "alg", "key_id": "kid"}.get(check, check)
    if name not in _SHOWN:
        return ""
    wanted = {"signer": expected.signer, "client": expected.client, "iss": expected.issuer}.get(name)
    found = str(token.header.get(name))[:200]
    return f" (it says {found!r}" + (f", expected {wanted!r})" if wanted else ")")

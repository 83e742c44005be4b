"""Says which check a token passes and which it fails, for an operator who has one that is refused."""

import time
from collections.abc import AsyncIterator

from chat.identity.checks import AFTER_SIGNATURE, BEFORE_SIGNATURE, Expected
from chat.identity.errors import Refused
from chat.identity.token import DATA, IDENTITY, Headers, Token, parse
from chat.identity.verifier import Verifier

# Names of a load balancer, a pool, a client and a key: no secret, and what the operator has to compare.
_SHOWN = ("alg", "kid", "signer", "client", "iss")


def headers_from(text: str) -> Headers:
    """Read a token alone, or request headers one a line.

    Args:
        text: What stands on standard input.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and ":" not in lines[0]:
        return [(DATA, lines[0].encode("latin-1", "replace"))]
    pairs = (line.partition(":") for line in lines)
    return [(name.strip().lower().encode(), value.strip().encode("latin-1", "replace")) for name, _, value in pairs]


async def explain(headers: Headers, expected: Expected, verifier: Verifier) -> AsyncIterator[tuple[str, bool, str]]:
    """Run every check, also those after a failure.

    Args:
        headers: The request's headers.
        expected: What the server is set to believe.
        verifier: Checks the signature.

    Yields:
        Name of the check, whether it holds, and why not or what was compared. No claim is ever told.
    """
    try:
        token = parse(headers)
    except Refused as refusal:
        yield refusal.check, False, refusal.reason
        return
    yield "present", True, ""
    for check in BEFORE_SIGNATURE:
        try:
            check(token, expected)
        except Refused as refusal:
            yield refusal.check, False, refusal.reason + _compared(refusal.check, token, expected)
        else:
            yield check.__name__, True, ""
    try:
        await verifier.signature(token)
    except Refused as refusal:
        yield refusal.check, False, refusal.reason
    else:
        yield "signature", True, ""
    for check in AFTER_SIGNATURE:
        if check.__name__ == "identity" and not token.values(IDENTITY):
            yield "identity", True, "not checked: only the token was given"
            continue
        try:
            check(token, expected)
        except Refused as refusal:
            yield refusal.check, False, refusal.reason
        else:
            yield check.__name__, True, ""


def _compared(check: str, token: Token, expected: Expected) -> str:
    """What the header says and what was expected, for the checks that compare or look at the clock."""
    if check == "expiry" and isinstance(token.header.get("exp"), int | float):
        return f" ({time.time() - token.header['exp']:.0f} s ago)"
    name = {"issuer": "iss", "algorithm": "alg", "key_id": "kid"}.get(check, check)
    if name not in _SHOWN:
        return ""
    wanted = {"signer": expected.signer, "client": expected.client, "iss": expected.issuer}.get(name)
    found = str(token.header.get(name))[:200]
    return f" (it says {found!r}" + (f", expected {wanted!r})" if wanted else ")")

"""The verifier accepts a valid token and refuses every forgery in the table, for the reason given there."""

import logging
import time
from types import SimpleNamespace
from typing import Any

import pytest

from chat.identity import checks
from chat.identity.checks import AFTER_SIGNATURE, BEFORE_SIGNATURE, Check, TrustedIssuer
from chat.identity.errors import IdentityRefused
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.token import Token
from chat.identity.verifier import Verifier
from tests.chat.identity import forgeries
from tests.chat.identity.forgeries import Forgery
from tests.support.alb import ARN, CLIENT, ISSUER, Alb, KeyEndpoint

EXPECTED = TrustedIssuer(signer=ARN, issuer=ISSUER, client=CLIENT)


class VerifierWithoutSignature(Verifier):
    """A verifier that checks no signature."""

    async def signature(self, token: Token) -> None:
        pass


def asgi(headers: forgeries.Headers) -> list[tuple[bytes, bytes]]:
    """Headers as an ASGI server passes them."""
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]


async def refused_by(verifier: Verifier, headers: forgeries.Headers) -> str:
    try:
        await verifier.verify(asgi(headers))
    except IdentityRefused as refusal:
        return refusal.check
    return "nothing"


async def test_valid_token_is_accepted(alb: Alb, keys: KeyStore, groups: GroupReader) -> None:
    caller = await Verifier(EXPECTED, keys, groups).verify(asgi(forgeries.sent(alb.token())))
    assert (caller.sub, caller.name, caller.groups) == ("alice-sub", "Alice", frozenset())


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": " "}, "alice@example.com"),
        ({"name": "", "email": None, "username": "alice"}, "alice"),
        ({"name": 7, "email": 8, "username": " "}, "alice-sub"),
        ({"name": "x" * 500}, "x" * 100),
    ],
)
async def test_name_falls_back_to_email_and_subject(
    claims: dict[str, Any], name: str, alb: Alb, keys: KeyStore, groups: GroupReader
) -> None:
    caller = await Verifier(EXPECTED, keys, groups).verify(asgi(forgeries.sent(alb.token(**claims))))
    assert caller.name == name


@pytest.mark.parametrize(("expired", "begins", "refused"), [(5, 5, "nothing"), (6, 0, "expiry"), (0, 6, "not_before")])
async def test_clocks_may_differ_by_five_seconds(
    expired: int,
    begins: int,
    refused: str,
    alb: Alb,
    keys: KeyStore,
    groups: GroupReader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = int(time.time())
    monkeypatch.setattr(checks, "time", SimpleNamespace(time=lambda: now))
    token = alb.token(header={"exp": now - expired}, exp=now - expired, nbf=now + begins)
    assert await refused_by(Verifier(EXPECTED, keys, groups), forgeries.sent(token)) == refused


async def test_unusual_lifetime_is_logged_and_accepted(
    alb: Alb, keys: KeyStore, groups: GroupReader, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "chat.identity"):
        token = alb.token(exp=int(time.time()) + 3600)
        assert await refused_by(Verifier(EXPECTED, keys, groups), forgeries.sent(token)) == "nothing"
    assert [record.message for record in caplog.records] == ["long_token_lifetime_seen"]


@pytest.mark.parametrize("forgery", forgeries.ALL, ids=lambda forgery: forgery.name)
async def test_forgery_is_refused_by_its_check(forgery: Forgery, alb: Alb, keys: KeyStore, groups: GroupReader) -> None:
    assert await refused_by(Verifier(EXPECTED, keys, groups), forgery.build(alb)) == forgery.check


@pytest.mark.parametrize("forgery", forgeries.ALL, ids=lambda forgery: forgery.name)
async def test_no_key_is_fetched_for_another_issuers_token(
    forgery: Forgery, alb: Alb, keys: KeyStore, groups: GroupReader, endpoint: KeyEndpoint
) -> None:
    endpoint.asked.clear()
    await refused_by(Verifier(EXPECTED, keys, groups), forgery.build(alb))
    before = {"present", *(check.__name__ for check in BEFORE_SIGNATURE)}
    assert (endpoint.asked == []) == (forgery.check in before)


@pytest.mark.parametrize("removed", [*BEFORE_SIGNATURE, *AFTER_SIGNATURE], ids=lambda check: check.__name__)
async def test_every_check_is_needed(removed: Check, alb: Alb, keys: KeyStore, groups: GroupReader) -> None:
    """Without any one check a forgery of the table is accepted, or has a key fetched for it."""
    verifier = Verifier(
        EXPECTED,
        keys,
        groups,
        before=tuple(check for check in BEFORE_SIGNATURE if check is not removed),
        after=tuple(check for check in AFTER_SIGNATURE if check is not removed),
    )
    caught = [
        await refused_by(verifier, forgery.build(alb)) for forgery in forgeries.ALL if forgery.check == removed.__name__
    ]
    assert caught
    further = {"nothing", "signature"} if removed in BEFORE_SIGNATURE else {"nothing"}
    assert further & set(caught)


async def test_signature_check_is_needed(alb: Alb, keys: KeyStore, groups: GroupReader) -> None:
    unsigned = [forgery for forgery in forgeries.ALL if forgery.check == "signature"]
    assert "nothing" in [
        await refused_by(VerifierWithoutSignature(EXPECTED, keys, groups), forgery.build(alb)) for forgery in unsigned
    ]

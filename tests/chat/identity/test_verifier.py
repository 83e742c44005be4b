"""The verifier believes the real thing and refuses every lie in the table, for the reason given there."""

import logging
import time
from types import SimpleNamespace
from typing import Any

import pytest

from chat.identity import checks
from chat.identity.checks import AFTER_SIGNATURE, BEFORE_SIGNATURE, Check, Expected
from chat.identity.errors import Refused
from chat.identity.groups import Groups
from chat.identity.keys import KeyStore
from chat.identity.token import Token
from chat.identity.verifier import Verifier
from tests.chat.identity import hostile
from tests.chat.identity.hostile import Hostile
from tests.support.alb import ARN, CLIENT, ISSUER, Alb, KeyEndpoint

EXPECTED = Expected(signer=ARN, issuer=ISSUER, client=CLIENT)


class Unsigned(Verifier):
    """A verifier that has lost its signature check."""

    async def signature(self, token: Token) -> None:
        pass


def asgi(headers: hostile.Headers) -> list[tuple[bytes, bytes]]:
    """Headers as an ASGI server passes them."""
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]


async def refused_by(verifier: Verifier, headers: hostile.Headers) -> str:
    try:
        await verifier.verify(asgi(headers))
    except Refused as refusal:
        return refusal.check
    return "nothing"


async def test_believes_the_real_thing(alb: Alb, keys: KeyStore, groups: Groups) -> None:
    caller = await Verifier(EXPECTED, keys, groups).verify(asgi(hostile.sent(alb.token())))
    assert (caller.sub, caller.name, caller.groups) == ("alice-sub", "Alice", frozenset())


@pytest.mark.parametrize(
    ("claims", "name"),
    [({"name": " "}, "alice@example.com"), ({"name": 7, "email": 8}, "alice-sub"), ({"name": "x" * 500}, "x" * 100)],
)
async def test_shows_the_best_name_there_is(
    claims: dict[str, Any], name: str, alb: Alb, keys: KeyStore, groups: Groups
) -> None:
    caller = await Verifier(EXPECTED, keys, groups).verify(asgi(hostile.sent(alb.token(**claims))))
    assert caller.name == name


@pytest.mark.parametrize(("expired", "begins", "refused"), [(5, 5, "nothing"), (6, 0, "expiry"), (0, 6, "not_before")])
async def test_allows_clocks_to_differ_by_five_seconds(
    expired: int,
    begins: int,
    refused: str,
    alb: Alb,
    keys: KeyStore,
    groups: Groups,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = int(time.time())
    monkeypatch.setattr(checks, "time", SimpleNamespace(time=lambda: now))
    token = alb.token(header={"exp": now - expired}, exp=now - expired, nbf=now + begins)
    assert await refused_by(Verifier(EXPECTED, keys, groups), hostile.sent(token)) == refused


async def test_logs_an_unusual_lifetime_and_believes_it(
    alb: Alb, keys: KeyStore, groups: Groups, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "chat.identity"):
        token = alb.token(exp=int(time.time()) + 3600)
        assert await refused_by(Verifier(EXPECTED, keys, groups), hostile.sent(token)) == "nothing"
    assert [record.message for record in caplog.records] == ["token lives unusually long"]


@pytest.mark.parametrize("lie", hostile.ALL, ids=lambda lie: lie.name)
async def test_refuses_every_lie_for_its_reason(lie: Hostile, alb: Alb, keys: KeyStore, groups: Groups) -> None:
    assert await refused_by(Verifier(EXPECTED, keys, groups), lie.build(alb)) == lie.check


@pytest.mark.parametrize("lie", hostile.ALL, ids=lambda lie: lie.name)
async def test_fetches_nothing_for_a_token_that_cannot_be_ours(
    lie: Hostile, alb: Alb, keys: KeyStore, groups: Groups, endpoint: KeyEndpoint
) -> None:
    endpoint.asked.clear()
    await refused_by(Verifier(EXPECTED, keys, groups), lie.build(alb))
    before = {"present", *(check.__name__ for check in BEFORE_SIGNATURE)}
    assert (endpoint.asked == []) == (lie.check in before)


@pytest.mark.parametrize("removed", [*BEFORE_SIGNATURE, *AFTER_SIGNATURE], ids=lambda check: check.__name__)
async def test_every_check_is_needed(removed: Check, alb: Alb, keys: KeyStore, groups: Groups) -> None:
    """Without any one check, a lie of the table gets further than it may: it passes, or makes us fetch a key."""
    verifier = Verifier(
        EXPECTED,
        keys,
        groups,
        before=tuple(check for check in BEFORE_SIGNATURE if check is not removed),
        after=tuple(check for check in AFTER_SIGNATURE if check is not removed),
    )
    caught = [await refused_by(verifier, lie.build(alb)) for lie in hostile.ALL if lie.check == removed.__name__]
    assert caught
    further = {"nothing", "signature"} if removed in BEFORE_SIGNATURE else {"nothing"}
    assert further & set(caught)


async def test_the_signature_is_needed(alb: Alb, keys: KeyStore, groups: Groups) -> None:
    lies = [lie for lie in hostile.ALL if lie.check == "signature"]
    assert "nothing" in [await refused_by(Unsigned(EXPECTED, keys, groups), lie.build(alb)) for lie in lies]

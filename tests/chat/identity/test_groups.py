"""Groups come from a verified access token only; a token that fails any check gives none."""

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from jose import jwt

from chat.identity.caller import Caller
from chat.identity.groups import GroupReader
from tests.support.alb import CLIENT, ISSUER, KeyEndpoint, key_endpoint
from tests.support.user_pool import SUB, Pool


@pytest.fixture
def endpoint(pool: Pool) -> Iterator[KeyEndpoint]:
    with key_endpoint() as running:
        running.keys["jwks.json"] = pool.jwks()
        yield running


@pytest.fixture
async def groups(endpoint: KeyEndpoint) -> AsyncIterator[GroupReader]:
    reader = GroupReader(f"{endpoint.url}/jwks.json", ISSUER, CLIENT)
    yield reader
    await reader.close()


async def test_groups_of_a_valid_token_are_read(groups: GroupReader, pool: Pool, endpoint: KeyEndpoint) -> None:
    token = pool.token()
    for _ in range(3):
        assert await groups.read(token, SUB) == {"admins", "staff"}
    assert endpoint.asked == ["jwks.json"]


def test_only_admins_are_administrators() -> None:
    assert Caller("a", "A", frozenset({"admins"})).is_administrator
    assert not Caller("a", "A", frozenset({"Admins", "staff"})).is_administrator


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": "bob-sub"},
        {"iss": "https://evil.example.com"},
        {"client_id": "other"},
        {"token_use": "id"},
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"sub": None},
        {"client_id": None},
        {"cognito:groups": None},
        {"cognito:groups": "admins"},
        {"cognito:groups": {"admins": 1}},
        {"cognito:groups": [["admins"], 7]},
        {"nbf": int(time.time()) + 86_400},
    ],
    ids=lambda change: " and ".join(change),
)
async def test_token_that_fails_a_check_gives_no_group(
    changes: dict[str, Any], groups: GroupReader, pool: Pool
) -> None:
    assert await groups.read(pool.token(**changes), SUB) == frozenset()


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é", "x" * 20_000])
async def test_text_that_is_no_token_gives_no_group(token: str, groups: GroupReader) -> None:
    assert await groups.read(token, SUB) == frozenset()


async def test_signature_of_another_key_gives_no_group(groups: GroupReader, pool: Pool) -> None:
    assert await groups.read(Pool(kid=pool.kid).token(), SUB) == frozenset()


async def test_hmac_token_keyed_with_the_public_key_gives_no_group(groups: GroupReader, pool: Pool) -> None:
    claims = jwt.get_unverified_claims(pool.token())
    forged = jwt.encode(claims, pool.jwks().decode(), "HS256", headers={"kid": pool.kid})
    assert await groups.read(forged, SUB) == frozenset()


async def test_cached_token_counts_for_its_own_subject_only(groups: GroupReader, pool: Pool) -> None:
    token = pool.token()
    assert await groups.read(token, SUB)
    assert await groups.read(token, "bob-sub") == frozenset()


async def test_flood_of_unknown_keys_causes_one_fetch(groups: GroupReader, pool: Pool, endpoint: KeyEndpoint) -> None:
    for number in range(50):
        assert await groups.read(pool.token(kid=f"unknown-{number}"), SUB) == frozenset()
    assert endpoint.asked == ["jwks.json"]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"keys": 7}', b'{"keys": [7]}', b'{"keys": [{}]}'])
async def test_broken_key_set_gives_no_group(
    body: bytes, groups: GroupReader, pool: Pool, endpoint: KeyEndpoint
) -> None:
    endpoint.keys["jwks.json"] = body
    assert await groups.read(pool.token(), SUB) == frozenset()


async def test_unreachable_key_set_gives_no_group(pool: Pool) -> None:
    groups = GroupReader("http://127.0.0.1:1/jwks.json", ISSUER, CLIENT)
    assert await groups.read(pool.token(), SUB) == frozenset()
    await groups.close()

from __future__ import annotations

import os
import time
from dataclasses import replace

import pytest

from infra.local.load_balancer.session import (
    SESSION_COOKIE,
    SHARD_CHARACTERS,
    Seal,
    Session,
    SessionTooLargeError,
    read_shards,
    write_shards,
)

SESSION = Session({"sub": "s", "name": "Zoë"}, "access", time.time() + 60, "refresh", time.time() + 3600)


@pytest.fixture
def seal() -> Seal:
    return Seal(os.urandom(32), "issuer client")


def cookies(shards: list[str]) -> dict[str, str]:
    return {f"{SESSION_COOKIE}-{number}": shard for number, shard in enumerate(shards)}


@pytest.mark.parametrize(("size", "count"), [(0, 1), (4000, 2), (7000, 3), (10_000, 4)])
def test_a_session_survives_its_cookies(seal: Seal, size: int, count: int) -> None:
    session = replace(SESSION, access_token="x" * size)
    shards = write_shards(seal, session)
    assert len(shards) == count
    assert max(map(len, shards)) <= SHARD_CHARACTERS
    assert read_shards(seal, cookies(shards) | {"other": "cookie"}) == session


def test_more_than_four_cookies_are_refused(seal: Seal) -> None:
    with pytest.raises(SessionTooLargeError):
        write_shards(seal, replace(SESSION, access_token="x" * 12_000))


def test_nothing_can_be_read_in_the_cookies(seal: Seal) -> None:
    first, second = (write_shards(seal, SESSION)[0] for _ in range(2))
    assert first != second
    assert "access" not in first


def test_what_was_not_sealed_here_for_this_is_nothing(seal: Seal) -> None:
    [shard] = write_shards(seal, SESSION)
    altered = shard[:40] + ("A" if shard[40] != "A" else "B") + shard[41:]
    for text in ("", "x", altered, shard[:-4], shard + "AAAA", "é" * 50, seal.seal("state", {})):
        assert read_shards(seal, cookies([text])) is None
    assert read_shards(Seal(os.urandom(32), "issuer client"), cookies([shard])) is None
    shards = write_shards(seal, replace(SESSION, access_token="x" * 4000))
    assert read_shards(seal, cookies(shards[::-1])) is None
    assert read_shards(seal, cookies(shards[:1])) is None


def test_another_client_cannot_open_it() -> None:
    key = os.urandom(32)
    [shard] = write_shards(Seal(key, "issuer client"), SESSION)
    assert read_shards(Seal(key, "issuer other"), cookies([shard])) is None

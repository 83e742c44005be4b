"""The contract of `FindingStore`, run against each store."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.guardrails.dynamodb import DynamoFindingStore
from chat.guardrails.finding_store import FINDINGS_KEPT_DAYS, FindingCount, FindingStore
from chat.guardrails.sqlite import SqliteFindingStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.saved_questions.dynamodb import DynamoSavedQuestionStore
from chat.saved_questions.sqlite import SqliteSavedQuestionStore
from tests.support.dynamodb import Endpoint, dynamodb
from tests.support.stores import STORES, make_older_file, opened_store


def day(days_ago: int) -> str:
    return f"{datetime.now(UTC) - timedelta(days=days_ago):%Y-%m-%d}"


def count(days_ago: int, number: int, server: str = "s1", category: str = "content.HATE") -> FindingCount:
    return FindingCount(day(days_ago), server, category, "BLOCKED", number)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with dynamodb() as running:
        yield running


@pytest.fixture(params=STORES)
async def findings(
    request: pytest.FixtureRequest, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FindingStore]:
    async with opened_store(request.param, tmp_path, endpoint, monkeypatch) as store:
        yield open_beside(store, SqliteFindingStore, DynamoFindingStore)


async def test_a_later_count_of_a_server_replaces_the_earlier_and_stands_beside_those_of_others(
    findings: FindingStore,
) -> None:
    for one in (count(0, 1), count(0, 2), count(0, 2), count(0, 5, "s2"), count(0, 1, category="topic"), count(1, 7)):
        await findings.put(one)
    found = await findings.since(day(1))
    assert set(found) == {count(0, 2), count(0, 5, "s2"), count(0, 1, category="topic"), count(1, 7)}
    assert len(found) == 4


async def test_counts_of_a_span_across_months_are_found_and_earlier_ones_are_not(findings: FindingStore) -> None:
    for days_ago in (0, 6, 7, 29, 30, 39):
        await findings.put(count(days_ago, 1))
    for span, expected in ((7, [0, 6]), (30, [0, 6, 7, 29]), (FINDINGS_KEPT_DAYS, [0, 6, 7, 29, 30, 39])):
        days = sorted(one.day for one in await findings.since(day(span - 1)))
        assert days == sorted(day(each) for each in expected)
    assert await findings.since(day(-1)) == []


async def test_old_counts_are_removed_where_the_store_does_not_do_it(
    findings: FindingStore, request: pytest.FixtureRequest
) -> None:
    await findings.put(count(FINDINGS_KEPT_DAYS + 1, 1))
    await findings.put(count(0, 1))
    removed = await findings.sweep(day(FINDINGS_KEPT_DAYS))
    assert removed == (1 if "sqlite" in request.node.name else 0)
    assert count(0, 1) in await findings.since(day(1))


async def test_a_file_of_the_version_before_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    make_older_file(
        path,
        "guardrail_findings",
        "INSERT INTO saved_questions VALUES ('alice', 'q', '2026-11-01', 'What is a limit?')",
    )
    store = SqliteStore(path)
    await open_beside(store, SqliteFindingStore, DynamoFindingStore).put(count(0, 1))
    assert await open_beside(store, SqliteFindingStore, DynamoFindingStore).since(day(0)) == [count(0, 1)]
    assert [
        each.text
        for each in await open_beside(store, SqliteSavedQuestionStore, DynamoSavedQuestionStore).get_all("alice")
    ] == ["What is a limit?"]
    await store.close()

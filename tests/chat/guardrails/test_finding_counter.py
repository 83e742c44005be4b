"""What the guardrails of several servers find adds up, by day."""

from collections import Counter
from pathlib import Path

import pytest

from agents.models.bedrock.guardrail import GuardrailLedger
from chat.guardrails import finding_counter
from chat.guardrails.dynamodb import DynamoFindingStore
from chat.guardrails.finding_counter import FindingCounter
from chat.guardrails.sqlite import SqliteFindingStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.write_queue import WriteQueue

HATE, EMAIL = ("content.HATE", "BLOCKED"), ("personal.EMAIL", "ANONYMIZED")


async def test_findings_of_two_servers_add_up_by_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite = SqliteStore(tmp_path / "history.db")
    store, writer = open_beside(sqlite, SqliteFindingStore, DynamoFindingStore), WriteQueue()
    servers = [FindingCounter(store, writer) for _ in range(2)]
    ledgers = [GuardrailLedger() for _ in servers]
    for ledger, server in zip(ledgers, servers, strict=True):
        ledger.on_found = server.add
    for day in ("2026-11-28", "2026-11-29"):
        monkeypatch.setattr(finding_counter, "utc_now", lambda day=day: f"{day}T10:00:00Z")
        ledgers[0].note_verdict(Counter({HATE: 2}))
        ledgers[0].note_verdict(Counter({HATE: 1, EMAIL: 4}))
        ledgers[1].note_verdict(Counter({HATE: 1}))
        ledgers[1].note_verdict(Counter())
    await writer.close()
    total: Counter[tuple[str, str, str]] = Counter()
    for each in await store.since("2026-11-28"):
        total[each.day, each.category, each.action] += each.count
    one_day = {HATE: 4, EMAIL: 4}
    assert total == {(day, *finding): n for day in ("2026-11-28", "2026-11-29") for finding, n in one_day.items()}
    await sqlite.close()

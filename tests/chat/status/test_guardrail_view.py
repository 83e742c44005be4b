"""What Status says of guardrails."""

import pytest

from agents.parameters import UNUSABLE_GUARDRAIL, ParameterValues
from agents.personal_data import RULES
from chat.guardrails.finding_store import FindingCount
from chat.status.guardrail_view import FindingRow, finding_rows, rules_in_force


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        (None, "No guardrail is set."),
        ("g1", "Guardrail g1, version 2, checks every question and every answer."),
        (UNUSABLE_GUARDRAIL, "They are not asked until the parameter bedrock_guardrail_id is right."),
    ],
)
def test_rules_in_force(identifier: str | None, said: str) -> None:
    values = ParameterValues(bedrock_guardrail_id=identifier, bedrock_guardrail_version="2")
    (_, bedrock), (_, others), (_, local) = rules_in_force(values)
    assert bedrock == said
    assert others == "No guardrail: these providers have none."
    assert local == "No local rule is on."


def test_local_rules_in_force() -> None:
    _, _, (models, local) = rules_in_force(ParameterValues(local_guardrail_rules=("card", "email")))
    assert models == "All models"
    assert local.startswith("Masked before it is sent: card numbers, e-mail addresses. ")
    assert "do not judge what a text means" in local
    _, _, (_, every) = rules_in_force(ParameterValues(local_guardrail_rules=RULES))
    assert "bank account numbers (IBAN), phone numbers" in every


def test_findings_of_all_servers_by_category_and_what_became_of_them() -> None:
    def count(day: int, category: str, action: str, number: int, server: str = "s1") -> FindingCount:
        return FindingCount(f"2026-11-{day:02}", server, category, action, number)

    counts = [
        count(28, "content.HATE", "BLOCKED", 1_000),
        count(28, "content.HATE", "BLOCKED", 200, "s2"),
        count(5, "content.HATE", "BLOCKED", 34),
        count(23, "content.HATE", "other", 1),
        count(22, "personal.EMAIL", "ANONYMIZED", 2),
        count(28, "topic", "BLOCKED", 3),
        count(28, "other", "BLOCKED", 4),
    ]
    assert finding_rows(counts, "2026-11-23") == [
        FindingRow("Harmful content (HATE)", "Blocked", ["1,200", "1,234"]),
        FindingRow("Harmful content (HATE)", "Other", ["1", "1"]),
        FindingRow("Other", "Blocked", ["4", "4"]),
        FindingRow("Personal data (EMAIL)", "Masked", ["0", "2"]),
        FindingRow("Topics that are not allowed", "Blocked", ["3", "3"]),
    ]
    assert finding_rows([], "2026-11-23") == []

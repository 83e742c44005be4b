"""What Status says of guardrails."""

import pytest

from agents.parameters import UNUSABLE_GUARDRAIL, ParameterValues
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
    (_, bedrock), (_, others) = rules_in_force(values)
    assert bedrock == said
    assert others == "No guardrail: these providers have none."


def test_findings_by_category() -> None:
    counts = {
        ("content.HATE", "BLOCKED"): 1_200,
        ("content.HATE", "other"): 1,
        ("personal.EMAIL", "ANONYMIZED"): 2,
        ("topic", "BLOCKED"): 3,
        ("other", "BLOCKED"): 4,
    }
    assert finding_rows(counts) == [
        FindingRow("Harmful content (HATE)", ["1,200", "0", "1"]),
        FindingRow("Other", ["4", "0", "0"]),
        FindingRow("Personal data (EMAIL)", ["0", "2", "0"]),
        FindingRow("Topics that are not allowed", ["3", "0", "0"]),
    ]
    assert finding_rows({}) == []

"""What the page "Status" shows administrators of guardrails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.models.bedrock.guardrail import BLOCKED, MASKED, Finding
from agents.parameters import UNUSABLE_GUARDRAIL, ParameterValues
from chat.i18n.language import format_number, translate


@dataclass(frozen=True, slots=True)
class FindingRow:
    """How often guardrails found one category: blocked, masked, and anything else."""

    category: str
    numbers: Sequence[str]


def rules_in_force(values: ParameterValues) -> list[tuple[str, str]]:
    """Return which models are checked by what: names and sentences."""
    if values.bedrock_guardrail_id is None:
        bedrock = translate("No guardrail is set.")
    elif values.bedrock_guardrail_id == UNUSABLE_GUARDRAIL:
        bedrock = translate("They are not asked until the parameter bedrock_guardrail_id is right.")
    else:
        bedrock = translate(
            "Guardrail {id}, version {version}, checks every question and every answer.",
            id=values.bedrock_guardrail_id,
            version=values.bedrock_guardrail_version,
        )
    return [
        (translate("Models on Bedrock"), bedrock),
        (translate("Other models"), translate("No guardrail: these providers have none.")),
    ]


def finding_rows(counts: Mapping[Finding, int]) -> list[FindingRow]:
    """Return what guardrails have found on this server since it started, by category."""
    rows = []
    for category in sorted({category for category, _ in counts}):
        of_action = {action: count for (each, action), count in counts.items() if each == category}
        blocked, masked = of_action.pop(BLOCKED, 0), of_action.pop(MASKED, 0)
        numbers = (blocked, masked, sum(of_action.values()))
        rows.append(FindingRow(_name(category), [format_number(number) for number in numbers]))
    return rows


def _name(category: str) -> str:
    names = {
        "topic": translate("Topics that are not allowed"),
        "content": translate("Harmful content"),
        "word": translate("Words that are not allowed"),
        "personal": translate("Personal data"),
        "grounding": translate("Answers without a basis"),
    }
    kind, _, constant = category.partition(".")
    name = names.get(kind, translate("Other"))
    return f"{name} ({constant})" if constant else name

"""What the page "Status" shows administrators of guardrails."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agents.models.bedrock.guardrail import BLOCKED, MASKED
from agents.parameters import UNUSABLE_GUARDRAIL, ParameterValues
from chat.guardrails.finding_store import FindingCount
from chat.i18n.language import format_number, translate

SPANS = (7, 30)  # days


@dataclass(frozen=True, slots=True)
class FindingRow:
    """How often guardrails found one category and did the same about it, within each span."""

    category: str
    action: str
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
        (translate("All models"), _local_rules(values)),
    ]


def _local_rules(values: ParameterValues) -> str:
    if not values.local_guardrail_rules:
        return translate("No local rule is on.")
    names = {
        "card": translate("card numbers"),
        "email": translate("e-mail addresses"),
        "iban": translate("bank account numbers (IBAN)"),
        "phone": translate("phone numbers"),
    }
    return translate(
        "Masked before it is sent: {rules}. These rules know forms and check digits; they do not judge what a text "
        "means, and do not look at pictures.",
        rules=", ".join(names[rule] for rule in values.local_guardrail_rules),
    )


def finding_rows(counts: Sequence[FindingCount], week: str) -> list[FindingRow]:
    """Return what the guardrails of all servers have found, by category.

    Args:
        counts: Those of the longer span.
        week: The first day of the shorter span.
    """
    in_month: Counter[tuple[str, str]] = Counter()
    in_week: Counter[tuple[str, str]] = Counter()
    for each in counts:
        row = _name(each.category), _action(each.action)
        in_month[row] += each.count
        in_week[row] += each.count if each.day >= week else 0
    return [
        FindingRow(*row, [format_number(in_week[row]), format_number(number)])
        for row, number in sorted(in_month.items())
    ]


def _action(action: str) -> str:
    return {BLOCKED: translate("Blocked"), MASKED: translate("Masked")}.get(action, translate("Other"))


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

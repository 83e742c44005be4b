"""What the page "Status" shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agents.agent.orchestrator import LIMITS
from agents.documents.attachments import MAX_MATERIAL
from agents.documents.reader import MAX_PAGES
from agents.documents.sniffing import MAX_BYTES
from agents.events import Usage
from agents.models.factory import ModelChoice, choice
from agents.parameters import ParameterValues
from agents.pricing import cost
from agents.turn.run_turn import MAX_QUESTION
from chat.attachments.service import MAX_ATTACHMENTS
from chat.i18n.agent_messages import translate_text
from chat.i18n.language import format_number, translate, translate_plural
from chat.observability.health import Checked, Deployment
from chat.ui.display_names import model_title, provider_title
from chat.usage.meter import days_ago
from chat.usage.usage_store import MAX_ENTRIES, UsageEntry, UsageTotals


@dataclass(frozen=True, slots=True)
class HealthRow:
    """How one dependency is, in the reader's language but for `state`, which the style sheet knows."""

    name: str
    state: str
    state_name: str
    note: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Trial:
    """How the default model took a question that an administrator had it asked, in a sentence."""

    has_answered: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class UsageRow:
    """What was used of one model: by a person, or on a day, which `first` names."""

    first: str
    model: str
    numbers: Sequence[str]


@dataclass(frozen=True, slots=True)
class UsageTable:
    """Usage, and its sum."""

    rows: Sequence[UsageRow]
    total: Sequence[str]


@dataclass(frozen=True, slots=True)
class UsageDay:
    """What everybody used on one day.

    Args:
        day: As `2026-11-24`.
        before: The day before.
        after: The day after; empty if that is in the future.
        usage: The usage of the day.
        is_cut: Whether there are more entries than are shown.
    """

    day: str
    before: str
    after: str
    usage: UsageTable
    is_cut: bool


def in_force(deployment: Deployment, values: ParameterValues, model: ModelChoice | None) -> list[tuple[str, str]]:
    """Return what holds for the next question: names and values."""
    return [
        (
            translate("Model"),
            f"{model_title(model)} ({provider_title(model)})" if model else translate("none is set up"),
        ),
        (translate("Temperature"), format_number(values.temperature)),
        (translate("Environment"), deployment.environment),
        (translate("Region"), deployment.region),
        (translate("A question"), translate("at most {most} characters", most=format_number(MAX_QUESTION))),
        (
            translate("An answer"),
            translate(
                "at most {seconds} seconds, {turns} steps of the teacher, {calls} calls of specialists",
                seconds=f"{LIMITS.seconds:g}",
                turns=LIMITS.turns,
                calls=LIMITS.tool_calls,
            ),
        ),
        (
            translate("Attached files"),
            translate(
                "at most {files} at a time, each of {megabytes} MB and {pages} pages; for a question, the best "
                "passages of them are read, up to {characters} characters",
                files=MAX_ATTACHMENTS,
                megabytes=MAX_BYTES // 1_000_000,
                pages=MAX_PAGES,
                characters=format_number(MAX_MATERIAL),
            ),
        ),
        (translate("Messages are kept"), _retention(values.history_retention_days)),
    ]


def health(checked: Iterable[Checked]) -> list[HealthRow]:
    """Return how each dependency is."""
    states = {
        "ok": translate("works"),
        "degraded": translate("works in part"),
        "unknown": translate("not known"),
        "down": translate("does not work"),
        "off": translate("not in use"),
    }
    names = {
        "Conversations": translate("Conversations"),
        "Parameters": translate("Parameters"),
        "Signing keys": translate("Signing keys"),
        "Traces": translate("Traces"),
        "Default model": translate("Default model"),
        "Attached files": translate("Attached files"),
        "Tools from outside": translate("Tools from outside"),
    }
    return [
        HealthRow(
            names.get(each.name, each.name),
            each.health.state,
            states[each.health.state],
            translate_text(each.health.note),
            each.milliseconds,
        )
        for each in checked
    ]


def own_usage(entries: Sequence[UsageEntry], values: ParameterValues) -> UsageTable:
    """Return what the person used, by day and model."""
    return _table([(entry.day, entry) for entry in entries], values)


def usage_of_day(day: str, entries: Sequence[UsageEntry], values: ParameterValues) -> UsageDay:
    """Return what everybody used on a day, for administrators: who asked most comes first."""
    before, after = (f"{date.fromisoformat(day) + timedelta(days=step)}" for step in (-1, 1))
    ranked = sorted(entries, key=lambda entry: (-entry.totals.answers, entry.name))
    table = _table([(entry.name, entry) for entry in ranked], values)
    return UsageDay(day, before, after if after <= days_ago(0) else "", table, len(entries) == MAX_ENTRIES)


def _retention(days: int | None) -> str:
    if days is None:
        return translate("until you erase them")
    return translate_plural("{count} day", "{count} days", count=days)


def _table(entries: Sequence[tuple[str, UsageEntry]], values: ParameterValues) -> UsageTable:
    rows = [
        UsageRow(first, model_title(choice(entry.model, values)), _numbers([entry], values)) for first, entry in entries
    ]
    return UsageTable(rows, _numbers([entry for _, entry in entries], values))


def _numbers(entries: Sequence[UsageEntry], values: ParameterValues) -> list[str]:
    """Return answers, tokens read, tokens written, and the cost where a price is known."""
    spent = sum((entry.totals for entry in entries), UsageTotals())
    read = spent.input_tokens + spent.cache_read_tokens + spent.cache_write_tokens
    costs = [cost(values.price(entry.model), [_usage(entry.totals)]) for entry in entries]
    known = [each for each in costs if each is not None]
    money = f"${format_number(sum(known), 4)}" if known else "–"
    return [*map(format_number, (spent.answers, read, spent.output_tokens)), money]


def _usage(spent: UsageTotals) -> Usage:
    cached = (spent.cache_read_tokens, spent.cache_write_tokens)
    return Usage((), spent.input_tokens, spent.output_tokens, *cached)

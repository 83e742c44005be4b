"""The sections of the page "Status", as HTML."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape

from agents.agent.orchestrator import LIMITS
from agents.documents.attachments import MAX_MATERIAL
from agents.documents.sniffing import MAX_BYTES
from agents.events import Usage
from agents.models.factory import ModelChoice, choice
from agents.parameters import ParameterValues
from agents.pricing import cost
from agents.turn.run_turn import MAX_QUESTION
from chat.attachments.service import MAX_ATTACHMENTS
from chat.i18n.language import format_number, translate
from chat.observability.health import Checked, Deployment
from chat.ui.display_names import model_title, provider_title
from chat.usage.meter import days_ago
from chat.usage.usage_store import MAX_ENTRIES, UsageEntry, UsageTotals


def in_force(place: Deployment, values: ParameterValues, model: ModelChoice | None) -> str:
    """What holds for the next question."""
    rows = [
        (
            translate("Model"),
            f"{model_title(model)} ({provider_title(model)})" if model else translate("none is set up"),
        ),
        (translate("Temperature"), format_number(values.temperature, "g")),
        (translate("Environment"), place.environment),
        (translate("Region"), place.region),
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
                "at most {files} at a time of {megabytes} MB each; {characters} characters of them are read",
                files=MAX_ATTACHMENTS,
                megabytes=MAX_BYTES // 1_000_000,
                characters=format_number(MAX_MATERIAL),
            ),
        ),
        (translate("Messages are kept"), _kept(values.history_retention_days)),
    ]
    return _section(translate("In force"), _facts(rows))


def problems(values: ParameterValues) -> str:
    """What a bad parameter kept back; nothing when all are good."""
    if not values.problems:
        return ""
    told = "".join(f"<li>{escape(problem)}</li>" for problem in values.problems)
    return _section(translate("Parameters that need attention"), f'<ul role="alert">{told}</ul>')


def health(checked: Iterable[Checked]) -> str:
    """How each dependency is."""
    states = {
        "ok": translate("works"),
        "degraded": translate("works in part"),
        "down": translate("does not work"),
        "off": translate("not in use"),
    }
    names = {
        "Conversations": translate("Conversations"),
        "Parameters": translate("Parameters"),
        "Signing keys": translate("Signing keys"),
        "Default model": translate("Default model"),
        "Attached files": translate("Attached files"),
    }
    rows = [
        [
            escape(names.get(each.name, each.name)),
            f'<span data-state="{each.health.state}">{escape(states[each.health.state])}</span>',
            escape(each.health.note),
            escape(translate("{milliseconds} ms", milliseconds=each.milliseconds)),
        ]
        for each in checked
    ]
    heads = [translate("What"), translate("How it is"), translate("Note"), translate("Looked at in")]
    return _section(
        translate("Health"), _table(heads, [[escape(name), state, note, took] for name, state, note, took in rows])
    )


def own_usage(entries: Sequence[UsageEntry], values: ParameterValues) -> str:
    """What the person used."""
    if not entries:
        return _section(translate("What you used"), f"<p>{escape(translate('Nothing in the last seven days.'))}</p>")
    rows = [
        [
            f'<span style="white-space:nowrap">{escape(entry.day)}</span>',
            escape(model_title(choice(entry.model, values))),
            *_numbers([entry], values),
        ]
        for entry in entries
    ]
    heads = [translate("Day"), translate("Model"), *_heads()]
    return _section(translate("What you used"), _table(heads, [*rows, _sum(entries, values)]))


def usage_of_all(day: str, entries: Sequence[UsageEntry], values: ParameterValues) -> str:
    """What everybody used on a day; for administrators."""
    before, after = (f"{date.fromisoformat(day) + timedelta(days=step)}" for step in (-1, 1))
    ways = f'<a href="/status?day={before}" rel="prev">{before}</a> · <b>{day}</b>'
    if after <= days_ago(0):
        ways += f' · <a href="/status?day={after}" rel="next">{after}</a>'
    body = f'<nav aria-label="{escape(translate("Days"))}"><p>{ways}</p></nav>'
    if not entries:
        return _section(translate("What everybody used"), f"{body}<p>{escape(translate('Nothing on this day.'))}</p>")
    ranked = sorted(entries, key=lambda entry: (-entry.totals.answers, entry.name))
    rows = [
        [escape(entry.name), escape(model_title(choice(entry.model, values))), *_numbers([entry], values)]
        for entry in ranked
    ]
    heads = [translate("Person"), translate("Model"), *_heads()]
    table = _table(heads, [*rows, _sum(entries, values)])
    if len(entries) == MAX_ENTRIES:
        table += (
            f"<p>{escape(translate('There are more than {most} entries; the rest is left out.', most=MAX_ENTRIES))}</p>"
        )
    return _section(translate("What everybody used"), body + table)


def _day(entry: UsageEntry) -> str:
    return f'<span style="white-space: nowrap">{escape(entry.day)}</span>'


def _kept(days: int | None) -> str:
    return translate("until you erase them") if days is None else translate("{days} days", days=days)


def _heads() -> list[str]:
    return [translate("Answers"), translate("Tokens read"), translate("Tokens written"), translate("Cost")]


def _numbers(entries: Sequence[UsageEntry], values: ParameterValues) -> list[str]:
    spent = sum((entry.totals for entry in entries), UsageTotals())
    read = spent.input_tokens + spent.cache_read_tokens + spent.cache_write_tokens
    costs = [cost(values.price(entry.model), [_usage(entry.totals)]) for entry in entries]
    known = [each for each in costs if each is not None]
    told = f"${format_number(sum(known), ',.4f')}" if known else "–"
    return [*map(format_number, (spent.answers, read, spent.output_tokens)), told]


def _usage(spent: UsageTotals) -> Usage:
    cached = (spent.cache_read_tokens, spent.cache_write_tokens)
    return Usage((), spent.input_tokens, spent.output_tokens, *cached)


def _sum(entries: Sequence[UsageEntry], values: ParameterValues) -> list[str]:
    return [f"<b>{escape(translate('Total'))}</b>", "", *_numbers(entries, values)]


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in rows)
    return f"<table>{lines}</table>"


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    scroll = '<div tabindex="0" role="region" style="overflow-x:auto">'
    return f"{scroll}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"

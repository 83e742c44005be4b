"""The sections of the page "Status", as HTML."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape

from agents.agent.orchestrator import LIMITS
from agents.documents.attachments import LONGEST_MATERIAL
from agents.documents.sniffing import LARGEST
from agents.events import Usage
from agents.models.factory import ModelChoice, choice
from agents.parameters import ParameterValues
from agents.pricing import cost
from agents.turn.run import LONGEST_QUESTION
from chat.attachments.service import MOST
from chat.i18n.language import number, say
from chat.observability.health import Checked, Place
from chat.ui.display_names import model_title, provider_title
from chat.usage.meter import days_ago
from chat.usage.usage_store import MOST_ENTRIES, Entry, Spent


def in_force(place: Place, values: ParameterValues, model: ModelChoice | None) -> str:
    """What holds for the next question."""
    rows = [
        (say("Model"), f"{model_title(model)} ({provider_title(model)})" if model else say("none is set up")),
        (say("Temperature"), number(values.temperature, "g")),
        (say("Environment"), place.environment),
        (say("Region"), place.region),
        (say("A question"), say("at most {most} characters", most=number(LONGEST_QUESTION))),
        (
            say("An answer"),
            say(
                "at most {seconds} seconds, {turns} steps of the teacher, {calls} calls of specialists",
                seconds=f"{LIMITS.seconds:g}",
                turns=LIMITS.turns,
                calls=LIMITS.tool_calls,
            ),
        ),
        (
            say("Attached files"),
            say(
                "at most {files} at a time of {megabytes} MB each; {characters} characters of them are read",
                files=MOST,
                megabytes=LARGEST // 1_000_000,
                characters=number(LONGEST_MATERIAL),
            ),
        ),
        (say("Messages are kept"), _kept(values.history_retention_days)),
    ]
    return _section(say("In force"), _facts(rows))


def problems(values: ParameterValues) -> str:
    """What a bad parameter kept back; nothing when all are good."""
    if not values.problems:
        return ""
    told = "".join(f"<li>{escape(problem)}</li>" for problem in values.problems)
    return _section(say("Parameters that need attention"), f'<ul role="alert">{told}</ul>')


def health(checked: Iterable[Checked]) -> str:
    """How each dependency is."""
    states = {
        "ok": say("works"),
        "degraded": say("works in part"),
        "down": say("does not work"),
        "off": say("not in use"),
    }
    names = {
        "Conversations": say("Conversations"),
        "Parameters": say("Parameters"),
        "Signing keys": say("Signing keys"),
        "Default model": say("Default model"),
        "Attached files": say("Attached files"),
    }
    rows = [
        [
            escape(names.get(each.name, each.name)),
            f'<span data-state="{each.health.state}">{escape(states[each.health.state])}</span>',
            escape(each.health.note),
            escape(say("{milliseconds} ms", milliseconds=each.milliseconds)),
        ]
        for each in checked
    ]
    heads = [say("What"), say("How it is"), say("Note"), say("Looked at in")]
    return _section(
        say("Health"), _table(heads, [[escape(name), state, note, took] for name, state, note, took in rows])
    )


def own_usage(entries: Sequence[Entry], values: ParameterValues) -> str:
    """What the person used."""
    if not entries:
        return _section(say("What you used"), f"<p>{escape(say('Nothing in the last seven days.'))}</p>")
    rows = [
        [
            f'<span style="white-space:nowrap">{escape(entry.day)}</span>',
            escape(model_title(choice(entry.model, values))),
            *_numbers([entry], values),
        ]
        for entry in entries
    ]
    heads = [say("Day"), say("Model"), *_heads()]
    return _section(say("What you used"), _table(heads, [*rows, _sum(entries, values)]))


def usage_of_all(day: str, entries: Sequence[Entry], values: ParameterValues) -> str:
    """What everybody used on a day; for administrators."""
    before, after = (f"{date.fromisoformat(day) + timedelta(days=step)}" for step in (-1, 1))
    ways = f'<a href="/status?day={before}" rel="prev">{before}</a> · <b>{day}</b>'
    if after <= days_ago(0):
        ways += f' · <a href="/status?day={after}" rel="next">{after}</a>'
    body = f'<nav aria-label="{escape(say("Days"))}"><p>{ways}</p></nav>'
    if not entries:
        return _section(say("What everybody used"), f"{body}<p>{escape(say('Nothing on this day.'))}</p>")
    ranked = sorted(entries, key=lambda entry: (-entry.spent.answers, entry.name))
    rows = [
        [escape(entry.name), escape(model_title(choice(entry.model, values))), *_numbers([entry], values)]
        for entry in ranked
    ]
    heads = [say("Person"), say("Model"), *_heads()]
    table = _table(heads, [*rows, _sum(entries, values)])
    if len(entries) == MOST_ENTRIES:
        table += f"<p>{escape(say('There are more than {most} entries; the rest is left out.', most=MOST_ENTRIES))}</p>"
    return _section(say("What everybody used"), body + table)


def _day(entry: Entry) -> str:
    return f'<span style="white-space: nowrap">{escape(entry.day)}</span>'


def _kept(days: int | None) -> str:
    return say("until you erase them") if days is None else say("{days} days", days=days)


def _heads() -> list[str]:
    return [say("Answers"), say("Tokens read"), say("Tokens written"), say("Cost")]


def _numbers(entries: Sequence[Entry], values: ParameterValues) -> list[str]:
    spent = sum((entry.spent for entry in entries), Spent())
    read = spent.input_tokens + spent.cache_read_tokens + spent.cache_write_tokens
    costs = [cost(values.price(entry.model), [_usage(entry.spent)]) for entry in entries]
    known = [each for each in costs if each is not None]
    told = f"${number(sum(known), ',.4f')}" if known else "–"
    return [*map(number, (spent.answers, read, spent.output_tokens)), told]


def _usage(spent: Spent) -> Usage:
    cached = (spent.cache_read_tokens, spent.cache_write_tokens)
    return Usage((), spent.input_tokens, spent.output_tokens, *cached)


def _sum(entries: Sequence[Entry], values: ParameterValues) -> list[str]:
    return [f"<b>{escape(say('Total'))}</b>", "", *_numbers(entries, values)]


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

"""Reads a customer from words or from columns: what is set, what follows from it, and what is not used."""

import re
from dataclasses import dataclass, field

from agents.tools.loan.columns import fields_of, read_columns
from agents.tools.loan.features import CHOICES, NEVER, NOT_WORKING, QUANTITIES
from agents.tools.loan.patterns import AGES, AGO, BARE_AGE, CALLS, DAYS, EARLIER_CALLS, EXPRESSIONS, count
from agents.tools.loan.unused_details import Unused, find_unused
from agents.user_messages import ToolError

USUAL_DAYS_AFTER_SUCCESS = 6
_OTHER_MONTHS = re.compile(r"(?<![\w-])(jan(?:uary)?|feb(?:ruary)?)(?![\w-])", re.IGNORECASE)
_WEEKEND = re.compile(r"(?<![\w-])(saturday|sunday)s?(?![\w-])", re.IGNORECASE)
_TITLED = {
    "job": "job", "marital": "marital status", "education": "education(?: level)?", "default": "(?:credit in )?default",
    "housing": "(?:housing(?: loan)?|mortgage)", "loan": "personal loan",
}  # fmt: skip
_SAID = {
    name: re.compile(
        rf"(?<![\w-]){title}(?: status)?(?: (?:is|was))?\s*[:=]?\s*(?P<value>yes|no|unknown|not known)(?![\w-])",
        re.IGNORECASE,
    )
    for name, title in _TITLED.items()
}


@dataclass(frozen=True, slots=True)
class Description:
    """A customer as described.

    Args:
        fields: The fields that the description gives, by their names in the data set.
        derived: The fields that were not said and follow from those.
        unused: What was said and is not used, and why.
    """

    fields: dict[str, int | str]
    derived: dict[str, int | str] = field(default_factory=dict)
    unused: list[Unused] = field(default_factory=list)


def read_description(text: str) -> Description:
    """Return what the description says.

    Raises:
        ToolError: A field is impossible or given twice, fields contradict each other, or there is none; the message
            names the field.
    """
    columns = read_columns(text)
    if columns is not None:
        fields, unused = fields_of(columns)
    else:
        _check_dates(text)
        rest = _Rest(text)
        fields = {**_quantities(rest), **_choices(rest)}
        unused = find_unused(rest.text)
    if not fields:
        raise ToolError(
            "Nothing in this describes a customer; give the 59 numbers, or words such as “29-year-old student, called "
            "on a mobile in May”."
        )
    _check_limits(fields)
    derived = _derive(fields)
    _check_contacts({**fields, **derived})
    return Description(fields, derived, unused)


class _Rest:
    """A description, in which what was used is crossed out so that it is neither read twice nor called unused."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, match: re.Match[str]) -> None:
        """Cross out a match."""
        start, end = match.span()
        self.text = f"{self.text[:start]}{chr(0) * (end - start)}{self.text[end:]}"


def _quantities(rest: _Rest) -> dict[str, int]:
    numbers: dict[str, int] = {}
    ages: list[int] = []
    for pattern in AGES:
        while match := pattern.search(rest.text):
            ages.append(int(match[1][:6]))
            rest.take(match)
    if not ages and (match := BARE_AGE.search(rest.text)):
        ages.append(int(match[1]))
        rest.take(match)
    if len(set(ages)) > 1:
        raise ToolError(f"The age is given twice, as {ages[0]} and as {ages[1]}; give one.")
    if ages:
        numbers["age"] = ages[0]
    if ago := AGO.search(rest.text):
        days = count(ago["count"]) * DAYS[ago["unit"].lower()]
        numbers |= {"pdays": min(days, NEVER - 1), "previous": 1}
        rest.take(ago)
    if before := EARLIER_CALLS.search(rest.text):
        numbers["previous"] = count(before["count"] or before["count2"])
        rest.take(before)
    if calls := CALLS.search(rest.text):
        numbers["campaign"] = count(calls["count"] or calls["count2"])
        rest.take(calls)
    return numbers


def _choices(rest: _Rest) -> dict[str, str]:
    chosen: dict[str, str] = {}
    whole = rest.text
    for choice in CHOICES:
        found = _matches(choice.name, whole)
        values = list(dict.fromkeys(value for value, _ in found))
        if choice.name == "job" and len(values) > 1:
            values = _current_job(found, whole) or values
        if len(values) > 1:
            raise ToolError(f"The {choice.title} is given twice, as {values[0]} and as {values[1]}; give one.")
        if values:
            chosen[choice.name] = values[0]
        for _, match in found:
            rest.take(match)
    return chosen


def _matches(name: str, text: str) -> list[tuple[str, re.Match[str]]]:
    """Return the values that the text gives, in its order; of matches that overlap, the longest counts."""
    matches = [(value, match) for value, pattern in EXPRESSIONS[name].items() for match in pattern.finditer(text)]
    if name in _SAID:
        values = {"not known": "unknown"}
        matches += [
            (values.get(match["value"].lower(), match["value"].lower()), match) for match in _SAID[name].finditer(text)
        ]
    kept: list[tuple[str, re.Match[str]]] = []
    for value, match in sorted(matches, key=lambda one: one[1].start() - one[1].end()):
        if not any(match.start() < other.end() and other.start() < match.end() for _, other in kept):
            kept.append((value, match))
    valid = next(choice.values for choice in CHOICES if choice.name == name)
    return sorted((one for one in kept if one[0] in valid), key=lambda one: one[1].start())


def _current_job(found: list[tuple[str, re.Match[str]]], text: str) -> list[str]:
    """Return the state of a person whose former work is named with it, such as “retired engineer”."""
    if len(found) == 2 and found[0][0] in NOT_WORKING and found[1][0] not in NOT_WORKING:
        between = text[found[0][1].end() : found[1][1].start()]
        if between.strip() in ("", "former", "bank", "(former"):
            return [found[0][0]]
    return []


def _derive(fields: dict[str, int | str]) -> dict[str, int | str]:
    derived: dict[str, int | str] = {}
    if fields.get("poutcome") in ("success", "failure") and "previous" not in fields:
        derived["previous"] = 1
    if fields.get("poutcome") == "success" and "pdays" not in fields:
        derived["pdays"] = USUAL_DAYS_AFTER_SUCCESS
    return derived


def _check_limits(fields: dict[str, int | str]) -> None:
    for quantity in QUANTITIES:
        number = fields.get(quantity.name, quantity.low)
        if not isinstance(number, int) or not quantity.low <= number <= quantity.high:
            raise ToolError(
                f"The {quantity.title} is {number}; it must be a whole number from {quantity.low} to {quantity.high}."
            )


def _check_contacts(fields: dict[str, int | str]) -> None:
    """Refuse a customer who was never called and was called."""
    if fields.get("poutcome") == "nonexistent":
        days = fields.get("pdays", NEVER)
        if days != NEVER:
            raise ToolError(
                f"There was no last campaign, and its call was {days} days ago: these contradict; give one."
            )
        if fields.get("previous", 0) != 0:
            raise ToolError(
                f"There was no last campaign, and {fields['previous']} calls before this one: these contradict; "
                "give one."
            )


def _check_dates(text: str) -> None:
    if month := _OTHER_MONTHS.search(text):
        raise ToolError(f"The month is {month[1].capitalize()}; the bank called from March to December only.")
    if day := _WEEKEND.search(text):
        raise ToolError(f"The weekday is {day[1].capitalize()}; the bank called from Monday to Friday only.")

"""Parses a customer who is given with the columns of the data set: `age=41; job=student`, a JSON object, a CSV row."""

import csv
import json
import re
from collections.abc import Mapping

from agents.tools.loan.features import CHOICES, NEVER, QUANTITIES
from agents.tools.loan.unused_details import ANSWER, DURATION, ECONOMY, UNKNOWN, Unused
from agents.user_messages import ToolError

_ECONOMY = ("emp.var.rate", "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed")
_OWN = ("age", "job", "marital", "education", "default", "housing", "loan", "contact", "month", "day_of_week")
_FULL = (*_OWN, "duration", "campaign", "pdays", "previous", "poutcome", *_ECONOMY, "y")
_OLDER = (
    "age", "job", "marital", "education", "default", "balance", "housing", "loan", "contact",
    "day", "month", "duration", "campaign", "pdays", "previous", "poutcome", "y",
)  # fmt: skip
_FEATURES = ("age", "campaign", "pdays", "previous", *_OWN[1:], "poutcome", "y")
"""The columns of `bank-additional`, of the older `bank`, and of a table of our features; the answer `y` may lack."""

_ALIASES = {
    "marital status": "marital", "marital_status": "marital", "education level": "education", "housing loan": "housing",
    "housing_loan": "housing", "mortgage": "housing", "personal loan": "loan", "personal_loan": "loan",
    "credit in default": "default", "credit_default": "default", "has credit in default": "default",
    "contact type": "contact", "called on": "contact", "day of week": "day_of_week", "weekday": "day_of_week",
    "dayofweek": "day_of_week", "day-of-week": "day_of_week", "calls in this campaign": "campaign",
    "number of contacts": "campaign", "previous outcome": "poutcome", "last campaign": "poutcome",
    "previous contacts": "previous", "days since last contact": "pdays", "occupation": "job", "profession": "job",
}  # fmt: skip
_VALUES = {
    "education": {"primary": "basic.4y", "secondary": "high.school", "tertiary": "university.degree",
                  "university": "university.degree", "high school": "high.school", "basic": "basic.4y"},
    "contact": {"mobile": "cellular", "cell": "cellular", "cell phone": "cellular", "mobile phone": "cellular",
                "landline": "telephone"},
    "poutcome": {"none": "nonexistent", "unknown": "nonexistent", "accepted": "success", "refused": "failure"},
    "job": {"admin": "admin.", "blue collar": "blue-collar", "self employed": "self-employed"},
    "marital": {"widowed": "divorced", "unmarried": "single"},
}  # fmt: skip
_BOOLEANS = {"true": "yes", "false": "no", "1": "yes", "0": "no", "y": "yes", "n": "no"}
_WHY = {"duration": DURATION, "y": ANSWER, **dict.fromkeys(_ECONOMY, ECONOMY)}
_NAMES = frozenset((*_FULL, *_OLDER, "no_previous_contact", "not_working"))
_MIN_COLUMNS = 3
_MAX_VALUE = 40
_KEY = "|".join(sorted((re.escape(key) for key in (*_NAMES, *_ALIASES)), key=len, reverse=True))
_PAIR = re.compile(
    rf"(?<![\w.])[\"']?(?P<key>{_KEY})[\"']?\s*[:=]\s*(?P<value>\"[^\"]*\"|'[^']*'|[^,;\n|}}]+)", re.IGNORECASE
)


def read_columns(text: str) -> dict[str, str] | None:
    """Return the values by the names of their columns, or None if the customer is not given so.

    Raises:
        ToolError: A column has two values.
    """
    pairs = _from_json(text) or _from_rows(text) or _from_pairs(text)
    return pairs if pairs and len(pairs) >= _MIN_COLUMNS else None


def fields_of(columns: Mapping[str, str]) -> tuple[dict[str, int | str], list[Unused]]:
    """Return the fields that the columns set, and what is not used of them.

    Raises:
        ToolError: A value is impossible; the message names the column.
    """
    fields: dict[str, int | str] = {}
    unused: list[Unused] = []
    quantities = {quantity.name: quantity for quantity in QUANTITIES}
    choices = {choice.name: choice for choice in CHOICES}
    for name, raw in columns.items():
        value = raw.strip().strip("\"'").lower()
        shown = re.sub(r"[^\w.\- ]", "", value)[:_MAX_VALUE]
        if name in quantities:
            if name == "pdays" and value in ("-1", "never"):
                value = str(NEVER)
            if not re.fullmatch(r"-?\d{1,6}(?:\.0+)?", value):
                raise ToolError(f"The {quantities[name].title} is “{shown}”, which is not a whole number.")
            fields[name] = int(float(value))
        elif name in choices:
            choice = choices[name]
            value = _VALUES.get(name, {}).get(value, value)
            value = _BOOLEANS.get(value, value) if "yes" in choice.values else value
            value = value[:3] if name in ("month", "day_of_week") else value
            if value in choice.values:
                fields[name] = value
            elif value in ("", "unknown", "other", "nan", "null", "none"):
                unused.append(Unused(f"{name} {shown}".strip(), "it says nothing that the model knows"))
            else:
                known = ", ".join(choice.values)
                raise ToolError(f"The {choice.title} is “{shown}”; it must be one of {known}.")
        elif name not in ("no_previous_contact", "not_working"):  # these two follow from other columns
            unused.append(Unused(f"{name} {shown}".strip(), _WHY.get(name, UNKNOWN)))
    return fields, unused


def _from_json(text: str) -> dict[str, str] | None:
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        data = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or any(isinstance(value, dict | list) for value in data.values()):
        return None
    return {_name(str(key)): "" if value is None else str(value) for key, value in data.items()}


def _from_rows(text: str) -> dict[str, str] | None:
    lines = [line.strip() for line in text.replace("\r", "").split("\n") if line.strip()]
    rows = [_cells(line) for line in lines]
    for place, row in enumerate(rows):
        names = [_name(cell) for cell in row]
        if len(row) >= _MIN_COLUMNS and set(names) <= _NAMES:
            below = rows[place + 1 :]
            if len(below) > 1 and len(below[1]) == len(row):
                raise ToolError(f"There are {len(below)} rows; give one customer at a time.")
            if below and len(below[0]) == len(row):
                return dict(zip(names, below[0], strict=True))
    for row in rows:
        for columns in (_FULL, _OLDER, _FEATURES):
            for length in (len(columns), len(columns) - 1):
                if len(row) == length and _fits(dict(zip(columns, row, strict=False))):
                    return dict(zip(columns, row, strict=False))
    return None


def _fits(columns: Mapping[str, str]) -> bool:
    """Return whether a row without names has these columns: a whole age, and the choices in their places."""
    words = [choice for choice in CHOICES if choice.name in ("job", "marital", "default", "housing", "loan", "month")]
    return columns["age"].isdigit() and all(columns[choice.name].lower() in choice.values for choice in words)


def _from_pairs(text: str) -> dict[str, str] | None:
    columns: dict[str, str] = {}
    for match in _PAIR.finditer(text):
        name, value = _name(match["key"]), match["value"].strip()
        if name in columns and columns[name].lower() != value.lower():
            raise ToolError(f"The column {name} is given twice; give one value.")
        columns[name] = value.rstrip(".?! ") if name != "job" else value.rstrip("?! ")
    return columns or None


def _cells(line: str) -> list[str]:
    """Return the cells of a line; words before the first cell, such as “Score this:”, are dropped."""
    mark = max(",;\t|", key=line.count)
    row = next(csv.reader([line], delimiter=mark), [])
    cells = [cell.strip().strip("\"'") for cell in row]
    if cells and (first := re.search(r"(?:^|[:\s])(\d{1,3}|age)$", cells[0])):
        cells[0] = first[1]
    return cells


def _name(key: str) -> str:
    key = key.strip().strip("\"'").lower()
    return _ALIASES.get(key, key)

"""Customers of the data set in the words and forms in which people give them."""

import json
from collections.abc import Callable, Mapping

Row = Mapping[str, str]

_JOBS = {
    "admin.": "office worker", "blue-collar": "factory worker", "entrepreneur": "entrepreneur", "housemaid": "cleaner",
    "management": "manager", "retired": "pensioner", "self-employed": "freelancer", "services": "waitress",
    "student": "student", "technician": "technician", "unemployed": "jobless person", "unknown": "person, job unknown",
}  # fmt: skip
_SCHOOL = {
    "basic.4y": "four years of school", "basic.6y": "six years of school", "basic.9y": "nine years of school",
    "high.school": "a high school diploma", "illiterate": "no letters, illiterate", "unknown": "education not known",
    "professional.course": "an apprenticeship", "university.degree": "a university degree",
}  # fmt: skip
_MARITAL = {"married": "married", "single": "unmarried", "divorced": "divorced", "unknown": "marital status unknown"}
_MONTHS = {
    "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July", "aug": "August", "sep": "September",
    "oct": "October", "nov": "November", "dec": "December",
}  # fmt: skip
_DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday"}
_DEFAULT = {"no": "has never defaulted", "yes": "defaulted before", "unknown": "default unknown"}
_HOUSING = {"no": "no mortgage", "yes": "a mortgage", "unknown": "housing loan unknown"}
_LOAN = {"no": "no personal loan", "yes": "a personal loan", "unknown": "personal loan unknown"}
_PHONE = {"cellular": "a mobile phone", "telephone": "the landline"}
_OUTCOME = {
    "failure": "said no last time",
    "success": "accepted the offer last time",
    "nonexistent": "never called before",
}


def _earlier(row: Row) -> str:
    parts = [_OUTCOME[row["poutcome"]]]
    if row["pdays"] != "999":
        parts.append(f"last contacted {row['pdays']} days ago")
    if row["previous"] != "0":
        parts.append(f"{row['previous']} previous calls")
    return ", ".join(parts)


def _letter(row: Row) -> str:
    return (
        f"Will a {row['age']}-year-old {_JOBS[row['job']]} accept our loan? {_MARITAL[row['marital']].capitalize()}, "
        f"with {_SCHOOL[row['education']]}, {_DEFAULT[row['default']]}, {_HOUSING[row['housing']]} and "
        f"{_LOAN[row['loan']]}. We called {row['campaign']} times in this campaign, on {_PHONE[row['contact']]}, on a "
        f"{_DAYS[row['day_of_week']]} in {_MONTHS[row['month']]}; {_earlier(row)}."
    )


def _small_letters(row: Row) -> str:
    return _letter(row).lower()


def _notes(row: Row) -> str:
    return (
        f"{_JOBS[row['job']]}, {row['age']} yo, {_MARITAL[row['marital']]}; {_SCHOOL[row['education']]}; "
        f"{_DEFAULT[row['default']]}; {_HOUSING[row['housing']]}; {_LOAN[row['loan']]}; {_PHONE[row['contact']]}, "
        f"{row['month']}, {row['day_of_week']}; called {row['campaign']} times; {_earlier(row)}; duration 261 seconds"
    )


def _pairs(row: Row) -> str:
    return "Score this: " + "; ".join(f"{name}={value}" for name, value in row.items())


def _colons(row: Row) -> str:
    return "\n".join(f"{name}: {value}" for name, value in row.items())


def _json(row: Row) -> str:
    return f"Would this client say yes?\n```json\n{json.dumps(dict(row), indent=1)}\n```"


def _table(row: Row) -> str:
    return f"{';'.join(row)}\n{';'.join(row.values())}"


def _original(row: Row) -> str:
    own = {**row, "duration": "261"}
    before = "age job marital education default housing loan contact month day_of_week"
    names = [*before.split(), "duration", "campaign", "pdays", "previous", "poutcome"]
    return ",".join([*(own[name] for name in names), "1.1", "93.994", "-36.4", "4.857", "5191", "no"])


STYLES: dict[str, Callable[[Row], str]] = {
    "letter": _letter, "small letters": _small_letters, "notes": _notes, "pairs": _pairs, "colons": _colons,
    "JSON": _json, "table": _table, "row of the file": _original,
}  # fmt: skip

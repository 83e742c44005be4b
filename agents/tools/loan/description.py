"""Parses a description of a customer in words."""

import re

from agents.tools.loan.features import CHOICES, NEVER, QUANTITIES
from agents.user_messages import ToolError

_PATTERNS: dict[str, dict[str, str]] = {
    "job": {
        "admin.": r"admin(?:istrat(?:or|ive)(?: assistant)?)?|clerk|secretary|office worker",
        "blue-collar": r"blue[- ]collar|factory worker|labou?rer|construction worker|builder|mechanic|driver",
        "entrepreneur": r"entrepreneur|founder|business ?(?:wo)?man|business owner",
        "housemaid": r"housemaid|maid|domestic worker|housekeeper|cleaner",
        "management": r"management|(?:bank |project |sales )?manager|executive|director",
        "retired": r"retired|retiree|pensioner",
        "self-employed": r"self[- ]employed|freelance(?:r)?",
        "services": r"services|service worker|waiter|waitress|cook|nurse|shop assistant|salesperson",
        "student": r"student|pupil",
        "technician": r"technician|electrician|engineer",
        "unemployed": r"unemployed|jobless|without (?:a )?job|out of work",
    },
    "marital": {
        "divorced": r"divorced|divorcee|widow(?:ed|er)?|separated",
        "married": r"married|husband|wife",
        "single": r"single|unmarried|bachelor(?! degree|['’]s)",
    },
    "education": {
        "basic.4y": r"(?:basic|4|four)[- ]?(?:4y|years? of (?:basic )?school)|primary school",
        "basic.6y": r"(?:6|six) years? of (?:basic )?school|basic[. ]6y",
        "basic.9y": r"(?:9|nine) years? of (?:basic )?school|basic[. ]9y|middle school",
        "high.school": r"high[. -]school|secondary school",
        "illiterate": r"illiterate|cannot read",
        "professional.course": r"professional[. ]course|vocational|apprenticeship|trade school",
        "university.degree": r"university(?:[. ]degree| education)?|college degree|graduate|bachelor['’]?s? degree|"
        r"master['’]?s? degree|ph\.?d|doctorate",
    },
    "default": {
        "no": r"(?:no|never|not|without)[a-z ]{0,12} default(?:s|ed)?(?: on| before)?|no credit in default",
        "yes": r"(?:has |have )?defaulted|in default|has (?:a )?default",
    },
    "housing": {
        "no": r"(?:no|without|not have)(?: an?| any)? (?:housing loan|mortgage|home loan)",
        "yes": r"housing loan|mortgage|home loan",
    },
    "loan": {
        "no": r"(?:no|without|not have)(?: an?| any)?(?: other)? (?:personal loan|consumer loan|other loans?|debts?)",
        "yes": r"(?:has|with|having) (?:a|an|another) (?:personal |consumer )?loan|personal loan|consumer loan",
    },
    "contact": {
        "cellular": r"cell(?:ular|phone)?(?: ?phone)?|mobile(?: ?phone)?|smartphone",
        "telephone": r"land ?line|telephone|home phone|fixed line",
    },
    "month": {
        "apr": r"apr(?:il)?", "aug": r"aug(?:ust)?", "dec": r"dec(?:ember)?", "jul": r"july?", "jun": r"june?",
        "mar": r"mar(?:ch)?", "may": r"(?:(?<=in )|(?<=of )|(?<=this )|(?<=next )|(?<=last ))may|(?-i:May)",
        "nov": r"nov(?:ember)?", "oct": r"oct(?:ober)?", "sep": r"sept?(?:ember)?",
    },
    "day_of_week": {
        "fri": r"fri(?:day)?s?", "mon": r"mon(?:day)?s?", "thu": r"thu(?:r|rs)?(?:day)?s?",
        "tue": r"tue(?:s|sday)?s?", "wed": r"wed(?:nesday)?s?",
    },
    "poutcome": {
        "failure": r"(?:refused|declined|rejected|said no|turned (?:it|us) down|did not accept)[a-z ,]{0,20} "
        r"(?:last|before|previous|earlier)[a-z ]{0,12}",
        "success": r"(?:accepted|said yes|agreed|took)[a-z ,]{0,20} (?:last|before|previous|earlier)[a-z ]{0,12}",
        "nonexistent": r"(?:never|not) (?:been )?(?:contacted|called)(?: before)?|first (?:call|contact)|new customer",
    },
}  # fmt: skip
_EXPRESSIONS = {
    field: {value: re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE) for value, pattern in values.items()}
    for field, values in _PATTERNS.items()
}
_AGES = (
    r"(-?\d+)[- ]?(?:years?|yrs?)[- ]?(?:old|of age)\b",
    r"\b(?:age|aged|ages)(?: of| is)?\s*[:=]?\s*(-?\d+)\b",
    r"(-?\d+)\s*(?:y/?o|yo)\b",
    r"\b(?:man|woman|person|customer|client|one) of (-?\d+)\b",
    r"(?:^|,|:)\s*(-?\d{2,3})\s*(?=,|$|\.|\?)",
)
USUAL_DAYS_AFTER_SUCCESS = 6
_TIMES = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_CALLS = rf"(once|twice|(?:\d+|{'|'.join(_TIMES)}) times)"
_OTHER_MONTHS = re.compile(r"(?<![\w-])(jan(?:uary)?|feb(?:ruary)?)(?![\w-])", re.IGNORECASE)
_WEEKEND = re.compile(r"(?<![\w-])(saturday|sunday)s?(?![\w-])", re.IGNORECASE)


def read_description(text: str) -> dict[str, int | str]:
    """Return the fields that the description gives, by their names in the data set.

    Raises:
        ToolError: A field is impossible or given twice, or there is none; the message names the field.
    """
    _check_dates(text)
    customer: dict[str, int | str] = {**_quantities(text), **_choices(text)}
    if customer.get("poutcome") in ("success", "failure"):
        customer.setdefault("previous", 1)
    if customer.get("poutcome") == "success":
        customer.setdefault("pdays", USUAL_DAYS_AFTER_SUCCESS)
    if not customer:
        raise ToolError(
            "Nothing in this describes a customer; give the 59 numbers, or words such as “29-year-old student, called "
            "on a mobile in May”."
        )
    return customer


def _choices(text: str) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for choice in CHOICES:
        rest, found = text, []
        for value, expression in _EXPRESSIONS[choice.name].items():
            if expression.search(rest):
                found.append(value)
                rest = expression.sub(" ", rest)  # “no mortgage” must not match “mortgage” too
        if len(found) > 1:
            raise ToolError(f"The {choice.title} is given twice, as {found[0]} and as {found[1]}; give one.")
        if found:
            chosen[choice.name] = found[0]
    return chosen


def _quantities(text: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    if (age := _first(_AGES, text)) is not None:
        numbers["age"] = age
    if ago := re.search(r"\b(\d{1,4})\s+(day|week|month|year)s? ago\b", text, re.IGNORECASE):
        days = int(ago[1]) * {"day": 1, "week": 7, "month": 30, "year": 365}[ago[2].lower()]
        numbers |= {"pdays": min(days, NEVER - 1), "previous": 1}
    if before := re.search(rf"\b(?:contacted|called) {_CALLS} (?:before|previously|earlier)\b", text, re.IGNORECASE):
        numbers["previous"] = _count(before[1])
    elif calls := re.search(rf"\b(?:contacted|called) {_CALLS}\b", text, re.IGNORECASE):
        numbers["campaign"] = _count(calls[1])
    for quantity in QUANTITIES:
        number = numbers.get(quantity.name, quantity.low)
        if not quantity.low <= number <= quantity.high:
            raise ToolError(
                f"The {quantity.title} is {number}; it must be a whole number from {quantity.low} to {quantity.high}."
            )
    return numbers


def _first(patterns: tuple[str, ...], text: str) -> int | None:
    for pattern in patterns:
        if match := re.search(pattern, text, re.IGNORECASE):
            return int(match[1][:6])
    return None


def _count(words: str) -> int:
    first = words.split()[0].lower()
    return _TIMES[first] if first in _TIMES else int(first[:6])


def _check_dates(text: str) -> None:
    if month := _OTHER_MONTHS.search(text):
        raise ToolError(f"The month is {month[1].capitalize()}; the bank called from March to December only.")
    if day := _WEEKEND.search(text):
        raise ToolError(f"The weekday is {day[1].capitalize()}; the bank called from Monday to Friday only.")

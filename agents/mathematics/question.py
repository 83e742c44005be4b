"""Finds the mathematical task in a question of words."""

import re
from collections.abc import Sequence

from agents.mathematics.parser import (
    FUNCTIONS,
    GREEK,
    AlgebraError,
    Call,
    Equation,
    Number,
    Statement,
    parse,
    variables,
)
from agents.mathematics.task import Task

_OPERATIONS = (
    ("plot", r"\b(?:plot|graph|draw|sketch)\b"),
    ("discriminant", r"\bdiscriminant\b"),
    ("statistics", r"\b(?:standard deviation|variance|mode|statistics)\b"),
    ("differentiate", r"\b(?:derivatives?|differentiate|d/d[a-z])\b"),
    ("integrate", r"\b(?:integrals?|integrate|antiderivative|area under)\b"),
    ("limit", r"\blimits?\b"),
    ("factor", r"\b(?:factor(?:i[sz]e|i[sz]ation|ing|s)?|prime(?: factors?| number)?)\b"),
    ("expand", r"\b(?:expand|multiply out)\b"),
    ("simplify", r"\b(?:simplify|reduce)\b"),
    ("solve", r"\b(?:solve|solutions?|(?<!square )(?<!cube )roots? of|zeros? of)\b"),
    ("solve", r"\b(?:find [a-z]|what is [a-z] (?:if|when|in))\b"),
)
_NUMBER = r"-?\d[\d,]{0,20}(?:\.\d{1,20})?"
_SYMBOLS_OF_WORDS = (
    (r"['’](?:s|re|ll|m|d|t|ve)\b", " "),
    (r"(?<=\d),(?=\d{3}\b)", ""),
    (r"\bd\s*/\s*d[a-z]\b|[∫]", " "),
    (r"\bsquare root of\b|\bsqrt of\b", " sqrt "),
    (r"\bcube root of\b", " cbrt "),
    (rf"\b(?:the )?factorial of ({_NUMBER})", r" (\1)! "),
    (rf"\b({_NUMBER}) factorial\b", r" (\1)! "),
    (r"\bhalf of\b", " (1/2) * "),
    (r"\bplus\b", " + "),
    (r"\bminus\b", " - "),
    (r"\bmultiplied by\b|\btimes\b", " * "),
    (r"(?<=\d)\s*x\s*(?=\d)", " * "),
    (r"\bdivided by\b|\bover\b", " / "),
    (r"\bsquared\b", "^2 "),
    (r"\bcubed\b", "^3 "),
    (r"\b(?:raised )?to the (?:power of |power )?(\d+)(?:st|nd|rd|th)?(?: power)?\b", r"^\1 "),
    (r"\bper ?cent(?:age)?\b", " % "),
    (r"%\s*of\b", " % * "),
    (r"\bequals?\b|\bis equal to\b", " = "),
    (r"\bremainder (?:of|when) ", " "),
    (r"\b(mean|average|median|sum|gcd|lcm) of ((?:-?\d+(?:\.\d+)?(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*))+)", None),
)  # fmt: skip
_PIECE = re.compile(r"[A-Za-z]+(?:_?\d+)?|\d+(?:\.\d+)?|\.\d+|\*\*|->|[^\sA-Za-z\d]")
_SYMBOLS = set("+-*/^()[]{}=!%|,;.<>≤≥√∛×·÷−–π²³⁴⁵½¼¾∞θαβλ")
_MAX_QUESTION_CHARACTERS = 2000
_OF_ONE_SIDE = ("differentiate", "integrate", "factor", "expand", "simplify")
_ONE_SIDE = re.compile(r"^\s*[yf]\s*(?:\(\s*x\s*\)\s*)?=|=\s*0\s*$")
_LIST_NUMBER = r"-?\d+(?:\.\d+)?"
_UNIT = re.compile(
    r"(?:(?:square|cubic) )?(?:°?[CFK]|(?:degrees? )?(?:celsius|fahrenheit|kelvin)|k?m|cm|mm|mi|ft|in|yd|k?g|mg|lbs?|"
    r"oz|miles?|yards?|foot|feet|inch(?:es)?|(?:kilo|centi|milli)?met(?:er|re)s?|(?:kilo|milli)?grams?|pounds?|ounces?|"
    r"stones?|tonnes?|(?:milli)?lit(?:er|re)s?|ml|l|gallons?|pints?|quarts?|seconds?|minutes?|hours?|days?|weeks?|"
    r"acres?|hectares?|degrees?|radians?|mph|km/h|m/s|miles per hour|joules?|calories|kj|kwh|[kmg]i?b|bytes?|bits?)",
    re.IGNORECASE,
)
_QUANTITY = r"(?P<amount>-?\d[\d,]{0,20}(?:\.\d{1,20})?|an?|one)"
_UNIT_WORDS = r"(?:(?:square|cubic|degrees?) )?°?[a-z]+(?:/[a-z]+| per hour)?"
_CONVERSIONS = (
    rf"{_QUANTITY}\s*(?P<source>{_UNIT_WORDS})\s+(?:to|in|into|as)\s+(?P<target>{_UNIT_WORDS})\b",
    rf"\bhow many (?P<target>{_UNIT_WORDS}) (?:are|is|do|does|make)?\s*(?:there )?(?:in )?{_QUANTITY}\s*"
    rf"(?P<source>{_UNIT_WORDS})\b",
)


def find_task(question: str) -> Task | None:
    """Return the task of the longest expression that is one, or None."""
    text = question[:_MAX_QUESTION_CHARACTERS]
    operation = next((name for name, pattern in _OPERATIONS if re.search(pattern, text, re.IGNORECASE)), "")
    if operation == "limit":
        return _limit(text)
    if operation == "statistics":
        return _statistics(text)
    if conversion := _conversion(text):
        return conversion
    searched = re.sub(r"\band\b", ",", text) if operation == "plot" else text
    candidates = sorted(_candidates(_replace_words(searched)), key=len, reverse=True)
    for run in candidates:
        task = _task(operation, run, text)
        if task is not None:
            return task
    return None


def has_expression(question: str) -> bool:
    """Return whether the question holds a task."""
    return find_task(question) is not None


def _task(operation: str, run: str, text: str) -> Task | None:
    if re.search("[<>≤≥]", run):
        return _inequality(run)
    try:
        statements = parse(run)
    except AlgebraError:
        return None
    if not _is_task(statements, operation):
        return None
    if operation == "plot":
        return _plot(_ONE_SIDE.sub("", run).strip(), text)
    if any(isinstance(statement, Equation) for statement in statements):
        if operation in _OF_ONE_SIDE and len(statements) == 1:
            return Task(operation, _ONE_SIDE.sub("", run).strip())
        return Task("discriminant" if operation == "discriminant" else "solve", run)
    if operation == "solve" and len(statements) == 1:
        return Task("solve", f"{run} = 0")
    if len(statements) > 1:
        return None
    bounds = re.search(r"\b(?:from|between)\s+(\S+)\s+(?:to|and)\s+(\S+?)[?.!,]*(?:\s|$)", text, re.IGNORECASE)
    if operation == "integrate" and bounds:
        return Task("integrate", f"{run} from {bounds[1]} to {bounds[2]}")
    return Task(operation or "evaluate", run)


def _is_task(statements: Sequence[Statement], operation: str) -> bool:
    """Return whether there is something to do; a lone number or letter is no task unless a word names the operation."""
    if operation == "plot":
        return all(variables(statement) for statement in statements)
    if len(statements) > 1:
        return any(isinstance(statement, Equation) for statement in statements)
    statement = statements[0]
    if isinstance(statement, Equation | Call):
        return True
    return (operation == "factor" and isinstance(statement, Number)) or operation in ("differentiate", "integrate")


def _plot(run: str, text: str) -> Task:
    bounds = re.search(
        r"\b(?:from|between)\s+(-?[\w.]+)\s+(?:to|and)\s+(-?[\w.]+?)[?.!,]*(?:\s|$)", text, re.IGNORECASE
    )
    return Task("plot", run, f"{bounds[1]} to {bounds[2]}" if bounds else "")


def _inequality(run: str) -> Task | None:
    sides = re.split(r"<=|>=|[<>≤≥]", run.replace("< =", "<=").replace("> =", ">="))
    try:
        trees = [parse(side) for side in sides]
    except AlgebraError:
        return None
    unknown = {name for tree in trees for statement in tree for name in variables(statement)}
    return Task("solve", run.replace("< =", "<=").replace("> =", ">=")) if len(unknown) == 1 else None


def _statistics(text: str) -> Task | None:
    numbers = max(re.findall(rf"{_LIST_NUMBER}(?:\s*(?:,\s*and|,|and|;)\s*{_LIST_NUMBER})+", text), key=len, default="")
    return Task("statistics", ", ".join(re.findall(_LIST_NUMBER, numbers))) if numbers else None


def _conversion(text: str) -> Task | None:
    for pattern in _CONVERSIONS:
        match = re.search(pattern, text, re.IGNORECASE)
        if match and _UNIT.fullmatch(match["source"]) and _UNIT.fullmatch(match["target"]):
            return Task(
                "convert", f"{re.sub('[a-z]+', '1', match['amount'].lower())} {match['source']} to {match['target']}"
            )
    return None


def _limit(text: str) -> Task | None:
    match = re.search(
        r"\blimits? (?:of )?(.+?)\s+(?:as|when)\s+([a-z])\s+(?:approaches|goes to|tends to|->|→)\s+(\S+?)[?.!]*$",
        text.strip(),
        re.IGNORECASE,
    )
    return Task("limit", f"{match[1]} as {match[2]} -> {match[3]}") if match else None


def _replace_words(text: str) -> str:
    for pattern, symbol in _SYMBOLS_OF_WORDS:
        if symbol is None:
            text = re.sub(pattern, _list_call, text, flags=re.IGNORECASE)
        else:
            text = re.sub(pattern, symbol, text, flags=re.IGNORECASE)
    return text


def _list_call(match: re.Match[str]) -> str:
    name = "mean" if match[1].lower() == "average" else match[1].lower()
    numbers = re.findall(r"-?\d+(?:\.\d+)?", match[2])
    return f" {name}({', '.join(numbers)}) " if len(numbers) > 1 else match[0]


def _candidates(text: str) -> list[str]:
    """Return the parts of the text that could be mathematics."""
    runs: list[str] = []
    current: list[str] = []
    pieces = _PIECE.findall(text)
    for index, piece in enumerate(pieces):
        if _is_mathematics(piece, pieces[index - 1] if index else "", pieces[index + 1 : index + 2]):
            current.append(piece)
        elif piece == "and" and "=" in current:
            current.append(",")
        elif current:
            runs.append(" ".join(current))
            current = []
    runs.append(" ".join(current))
    return [trimmed for run in runs if (trimmed := _trim(run))]


def _trim(run: str) -> str:
    """Cut off the punctuation of the sentence around the mathematics."""
    run = run.strip(" .,;?=").removeprefix("!")
    while run.count(")") > run.count("(") and run.endswith(")"):
        run = run[:-1].rstrip(" .,;?")
    while run.count("(") > run.count(")") and run.startswith("("):
        run = run[1:].lstrip()
    return re.sub(r"\s*\^\s*", "^", re.sub(r"(?<=\d) (?=[a-z]\b)|(?<=\() | (?=[),!%])", "", run))


def _is_mathematics(piece: str, before: str, after: list[str]) -> bool:
    if piece[0].isdigit() or piece in _SYMBOLS or piece == "**":
        return True
    lower = piece.lower()
    if lower in FUNCTIONS or lower in GREEK or lower in ("pi", "oo"):
        return True
    if len(piece) == 1:  # an "a" or "I" beside a sign is an unknown, and a word otherwise
        return lower not in ("a", "i") or any(neighbour in _SYMBOLS for neighbour in (before, *after))
    return len(piece) <= 3 and lower in ("xy", "ab", "xyz", "abc")

"""Finds the mathematical task in a question that people ask in words."""

import re
from collections.abc import Sequence

from agents.tools.algebra.parser import FUNCTIONS, GREEK, AlgebraError, Call, Equation, Number, Statement, parse
from agents.tools.algebra.task import Task

_TASKS = (
    ("differentiate", r"\b(?:derivatives?|differentiate|d/d[a-z])\b"),
    ("integrate", r"\b(?:integrals?|integrate|antiderivative|area under)\b"),
    ("limit", r"\blimits?\b"),
    ("factor", r"\b(?:factor(?:i[sz]e|i[sz]ation|ing|s)?|prime factors?)\b"),
    ("expand", r"\b(?:expand|multiply out)\b"),
    ("simplify", r"\b(?:simplify|reduce)\b"),
    ("solve", r"\b(?:solve|solutions?|(?<!square )(?<!cube )roots? of|zeros? of|discriminant)\b"),
    ("solve", r"\b(?:find [a-z]|what is [a-z] (?:if|when|in))\b"),
)
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_WORDS = (
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
_SYMBOLS = set("+-*/^()[]{}=!%|,;.√∛×·÷−–π²³⁴⁵½¼¾∞θαβλ")
_LONGEST = 2000


def find(question: str) -> Task | None:
    """Return the task of the first question that has one, or None."""
    text = question[:_LONGEST]
    operation = next((name for name, pattern in _TASKS if re.search(pattern, text, re.IGNORECASE)), "")
    if operation == "limit":
        return _limit(text)
    candidates = sorted(_runs(_in_symbols(text)), key=len, reverse=True)
    for run in candidates:
        task = _task(operation, run, text)
        if task is not None:
            return task
    return None


def has_expression(question: str) -> bool:
    """Tell whether there is mathematics in the question that could be worked out."""
    return find(question) is not None


def _task(operation: str, run: str, text: str) -> Task | None:
    try:
        statements = parse(run)
    except AlgebraError:
        return None
    if not _worth(statements, operation):
        return None
    if any(isinstance(statement, Equation) for statement in statements):
        return Task("solve", run)
    if operation == "solve" and len(statements) == 1:
        return Task("solve", f"{run} = 0")
    if len(statements) > 1:
        return None
    bounds = re.search(r"\b(?:from|between)\s+(\S+)\s+(?:to|and)\s+(\S+?)[?.!,]*(?:\s|$)", text, re.IGNORECASE)
    if operation == "integrate" and bounds:
        return Task("integrate", f"{run} from {bounds[1]} to {bounds[2]}")
    return Task(operation or "evaluate", run)


def _worth(statements: Sequence[Statement], operation: str) -> bool:
    """A lone number or letter is no task, unless a word says what to do with it."""
    if len(statements) > 1:
        return any(isinstance(statement, Equation) for statement in statements)
    statement = statements[0]
    if isinstance(statement, Equation | Call):
        return True
    return (operation == "factor" and isinstance(statement, Number)) or operation in ("differentiate", "integrate")


def _limit(text: str) -> Task | None:
    match = re.search(
        r"\blimits? (?:of )?(.+?)\s+(?:as|when)\s+([a-z])\s+(?:approaches|goes to|tends to|->|→)\s+(\S+?)[?.!]*$",
        text.strip(),
        re.IGNORECASE,
    )
    return Task("limit", f"{match[1]} as {match[2]} -> {match[3]}") if match else None


def _in_symbols(text: str) -> str:
    for pattern, symbol in _WORDS:
        if symbol is None:
            text = re.sub(pattern, _list_call, text, flags=re.IGNORECASE)
        else:
            text = re.sub(pattern, symbol, text, flags=re.IGNORECASE)
    return text


def _list_call(match: re.Match[str]) -> str:
    name = "mean" if match[1].lower() == "average" else match[1].lower()
    numbers = re.findall(r"-?\d+(?:\.\d+)?", match[2])
    return f" {name}({', '.join(numbers)}) " if len(numbers) > 1 else match[0]


def _runs(text: str) -> list[str]:
    """Cut the text into stretches that could be mathematics."""
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
    return [trimmed for run in runs if (trimmed := _trimmed(run))]


def _trimmed(run: str) -> str:
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
    if len(piece) == 1:  # the words "a" and "I" stand between words, an unknown stands beside a sign
        return lower not in ("a", "i") or any(neighbour in _SYMBOLS for neighbour in (before, *after))
    return len(piece) <= 3 and lower in ("xy", "ab", "xyz", "abc")

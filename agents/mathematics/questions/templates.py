"""Reads a question that fits one of the known sentences wholly; every word has its place in it.

The sentences stand in the folder `sentences`, by subject. Above those of an operation are its name and its arguments,
which are places of the sentences, or a word of their own behind `=`. A sentence begins with its language, and is
written in lower case and without marks. `[a]` may be there or not, `(a|b)` is one of several, `@name` stands for a list
of words that is used often, and a name in braces is a place: `{a}` to `{d}` are numbers, `{date}` is a date, `{time}` a
time of day, `{unit}` a unit, and all others are words. `{thing2}` is the thing of `{thing}` again, in the singular or
the plural.
"""

# ruff: noqa: RUF001 - Chinese marks

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from agents.mathematics.problem import Problem
from agents.mathematics.questions.languages import language_of
from agents.mathematics.questions.stories import singular
from agents.mathematics.questions.tokens import (
    MAX_QUESTION_CHARACTERS,
    NUMBER_PATTERN,
    WORDED_NUMBERS,
    two_readings,
    with_decimal_points,
)
from agents.mathematics.questions.unit_names import is_unit

_SENTENCES = Path(__file__).parent / "sentences"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    "diciembre|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d+ ?年 ?\d+ ?月 ?\d+ ?日|"
    rf"(?:the |el |dem |der |den )?\d{{1,2}}(?:st|nd|rd|th)? (?:of |de )?(?:{_MONTHS})(?:(?: of| de| del)? \d{{4}})?|"
    rf"(?:{_MONTHS}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: \d{{4}})?)"
)
_TIME = r"\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?"
_NO_THING = (
    "a|an|the|and|or|of|in|on|at|to|for|with|than|is|are|was|were|has|have|had|how|many|much|more|less|fewer|not|no|"
    "each|every|all|some|his|her|its|their|he|she|it|they|only|about|around|un|una|el|la|los|las|de|y|en|con|ein|eine|"
    "der|die|das|und|dozen|dozens|half|twice|hundred|thousand|million|percent"
)
_WORD = rf"(?!(?:{_NO_THING})\b)[^\W\d_]+(?:-[^\W\d_]+)*"
_CHINESE_WORD = r"[\u4e00-\u9fff]{1,4}?"
_SUIT = "(?:heart|diamond|club|spade)s?"
_RANK = "(?:(?:ace|king|queen|jack)s?|[2-9]|10|two|three|four|five|six|seven|eight|nine|ten)"
_CARD = f"(?:{_RANK} of {_SUIT}|(?:(?:red|black) )?(?:{_RANK}|face cards?|{_SUIT})|(?:red|black) cards?)"
_LETTERS = ("m", "g", "l", "h", "s")  # units of one letter
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[.,;:](?=\s|$)|[?!¿¡。，、？！；：]")
_MONEY = re.compile(r"[$€£¥]\s?(?=\d)|(?<=\d)\s?[€£¥]")
_PERCENT = re.compile(r"(?<=\d) ?(?:%|percent|per cent|por ciento|prozent)")
_CHINESE_PERCENT = re.compile(r"百分之(\d+)")
_PARTS = re.compile(r"\{(\w+)\}|([\[\]()|])|([^{}\[\]()|]+)")
_SAME_ENDINGS = {"en": (), "es": ("es", "s"), "de": ("en", "er", "e", "n", "s"), "zh": ()}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, what it asks, and the words that stand in every question that fits it."""

    operation: str
    places: tuple[str, ...]
    text: str
    cue: str


def read_template(question: str) -> Problem | None:
    """Return the problem of a question that fits a sentence of the table wholly, else None."""
    if len(question) > MAX_QUESTION_CHARACTERS:
        return None
    language = language_of(question)
    for one in ("en", "es", "de") if language == "en" else (language,):  # few words tell these three apart
        if two_readings(question, one):
            continue
        text = _plain(question, one)
        for sentence in _sentences().get(one, ()):
            if sentence.cue in text and (match := _pattern(sentence.text, one).fullmatch(text)):
                found = match.groupdict()
                if _things_agree(found, one):
                    if one == "de":  # its nouns have a capital letter
                        found = {
                            place: text.capitalize() if text and place.startswith("thing") else text
                            for place, text in found.items()
                        }
                    return Problem(sentence.operation, tuple(_argument(place, found) for place in sentence.places))
    return None


def _plain(question: str, language: str) -> str:
    """Return a question in lower case without marks; a number keeps its decimal point, and loses its thousands."""
    text = question.lower().replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")
    if language in ("es", "de"):
        text = with_decimal_points(text)
    else:
        text = re.sub(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])", lambda number: number[0].replace(",", ""), text)
    text = _PERCENT.sub("%", _CHINESE_PERCENT.sub(r"\1%", _MONEY.sub("", text)))
    text = re.sub(r"(?<=[ap])\.m\.", "m", text)
    text = _MARK.sub("" if language == "zh" else " ", text)
    return _SPACE.sub("" if language == "zh" else " ", text).strip()


@cache
def _sentences() -> dict[str, tuple[_Sentence, ...]]:
    """Return the sentences of each language."""
    found: dict[str, list[_Sentence]] = {}
    for path in sorted(_SENTENCES.glob("*.txt")):
        lists: dict[str, str] = {}
        operation, places = "", tuple[str, ...]()
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("@"):
                name, words = line.removeprefix("@").split(" = ")
                lists[name] = words
            elif line[2:3] == " ":
                language, text = line[:2], _with_lists(line[3:], lists)
                found.setdefault(language, []).append(_Sentence(operation, places, text, _cue(text)))
            elif line and not line.startswith("#"):
                operation, listed = line.split(": ")
                places = tuple(listed.split())
    return {language: tuple(sentences) for language, sentences in found.items()}


def _with_lists(sentence: str, lists: dict[str, str]) -> str:
    for name, words in lists.items():
        sentence = re.sub(rf"@{name}\b", words, sentence)
    return sentence


def _cue(sentence: str) -> str:
    """Return the longest run of words outside of braces, brackets and parentheses."""
    runs, depth = [""], 0
    for sign in sentence:
        depth += (sign in "[({") - (sign in "])}")
        if depth or sign in "])}":
            runs.append("")
        else:
            runs[-1] += sign
    return max((run.strip() for run in runs), key=len)


@cache
def _pattern(sentence: str, language: str) -> re.Pattern[str]:
    """Return a sentence as a pattern, which is compiled when the first question may fit it."""
    return re.compile("".join(_pieces(sentence, language)))


def _pieces(sentence: str, language: str) -> Iterator[str]:
    named: set[str] = set()
    for place, sign, words in _PARTS.findall(sentence):
        if place:
            name, number = place.rstrip("0123456789"), 2
            while place in named:  # in two alternatives, of which a pattern cannot have one name
                place, number = f"{name}{number}", number + 1
            named.add(place)
            yield f"(?P<{place}>{_of_place(place, language)})"
        elif sign:
            yield {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}[sign]
        else:
            yield re.escape(words).replace(r"\ ", " ")


def _of_place(place: str, language: str) -> str:
    kind = place.rstrip("0123456789")
    if len(kind) == 1:
        return f"(?:{NUMBER_PATTERN})"
    known = {"date": _DATE, "time": _TIME, "per": r"[a-z]+(?:/| per | pro | por )[a-z]+",
             "count": "two|three|four|five", "numeral": "[mdclxvi]+", "card": _CARD,
             "kind": "odd|even|natural|positive|whole"}  # fmt: skip
    if kind in known:
        return known[kind]
    if language == "zh":
        return _CHINESE_WORD
    return rf"{_WORD}(?:(?: of)? {_WORD})?" if kind == "things" else _WORD


def _things_agree(found: dict[str, str | None], language: str) -> bool:
    """Return whether `thing2` is the thing again, and whether a unit is one that is known."""
    for place, text in found.items():
        first = found.get(place.rstrip("0123456789"))
        again = place[-1].isdigit() and not place.startswith("date") and first and text
        if again and _stem(first or "", language) != _stem(text or "", language):
            return False
        if place.startswith("unit") and text and language != "zh" and not (is_unit(text) or text in _LETTERS):
            return language != "en" and len(text) > 1
    return True


def _stem(thing: str, language: str) -> str:
    if language == "en":
        return singular(thing)
    return next((thing.removesuffix(end) for end in _SAME_ENDINGS[language] if thing.endswith(end)), thing)


def _argument(place: str, found: dict[str, str | None]) -> object:
    if place.startswith("="):
        word = place.removeprefix("=")
        return Fraction(word) if word.isdigit() else word
    text = found.get(place) or found.get(place.rstrip("0123456789"))
    if len(place) > 1:
        return text or ""
    if text is None:
        return None
    return Fraction(WORDED_NUMBERS.get(text, text))

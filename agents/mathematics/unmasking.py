"""Undoes what hides a number in a text from a plain search: formatting, look-alike signs, spelling, simple codes."""

# ruff: noqa: E501, RUF001 - patterns, and the signs that look alike

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator

from agents.mathematics.questions.latex import plain_latex
from agents.mathematics.spoken_numbers import LANGUAGES, digits_for_words

MAX_CHARACTERS = 20_000
_KEPT = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞²³¹⁰⁴⁵⁶⁷⁸⁹⁻⁺ⁿ"
_LOOK_ALIKE = str.maketrans(
    {
        "х": "x", "Х": "x", "χ": "x", "у": "y", "а": "a", "е": "e", "о": "o", "с": "c", "р": "p", "і": "i", "Ӏ": "1",
        "＝": "=", "﹦": "=", "꞊": "=", "⩵": "=", "≡": "=", "≔": "=", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
        "＋": "+", "∶": ":", "∕": "/", "⁄": "/", "÷": "/", "×": "*", "·": "*", "⋅": "*", "∙": "*", "٫": ".", "\u2028": "\n",
        "З": "3", "з": "3", "Ʒ": "3", "ʒ": "3", "О": "0", "Ο": "0", "օ": "0", "➕": "+", "➖": "-", "🟰": "=",
    }
)  # fmt: skip
_FORMATTING = re.compile(r"\*\*|__|~~|`+|(?<=\w)_(?=\d)|(?<![\w)])\*(?=[-\w])|(?<=[\w)])\*(?![\w(\s])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--|-->")
_COMMAND = re.compile(r"\\(?:mathbf|mathit|mathsf|mathtt|mathbb|mathcal|boldsymbol|bm|textbf|textit|underline|overline|boxed|fbox|color|hbox|mbox)"
                      r"\s*(?:\{[a-z]+\}(?=\{))?\s*\{([^{}]*)\}")  # fmt: skip
_CODE_WORD = re.compile(r"[A-Za-z0-9+/]{2,}={0,2}")
_ROMAN = re.compile(
    r"\b(?=[MDCLXVI]{2,})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b|(?<=[=:]\s)[IVX](?=\W|$)"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_BACKWARDS = re.compile(r"revers|backward|al revés|rückwärts|umgekehrt|倒着|反过来|逆序", re.IGNORECASE)
_BINARY = re.compile(r"\b0b([01]+)\b|\b([01]{2,})(?=[^.\n]{0,20}(?:binar|base 2|base two|二进制))|(?:binar[yi]o?|base 2|base two|二进制)[^.\n\d]{0,20}\b([01]{2,})\b",
                     re.IGNORECASE)  # fmt: skip
_HEX = re.compile(r"\b0x([0-9a-fA-F]+)\b|(?:hex\w*|base 16)[^.\n\d]{0,15}\b([0-9a-fA-F]{1,8})\b", re.IGNORECASE)
_CHARACTER_CODE = re.compile(
    r"\bchr\(\s*(\d{2,3})\s*\)|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|U\+([0-9A-Fa-f]{4})", re.IGNORECASE
)
_PERCENTS = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.'’ ]\d{3})+(?!\d)")
_JOINED = re.compile(r"(?<=\d)\s+[yeou]\s+(?=[-\d])")
_SHOUTED = re.compile(r"(?<=\d)!+(?=\s|$|[\"'”»)])")
_MAX_PARTS_OF = 12  # digits
_SPACED = re.compile(r"(?<![\d.])\d(?:[\s,.\-_/|:;·*]{1,3}\d(?!\d))+(?![\d])")


def unmask(text: str) -> list[str]:
    """Return the readings of a text in which a number may stand in plain digits, the plain one first."""
    text = text[:MAX_CHARACTERS]
    plain = _plain(text)
    readings = [
        plain,
        *([_plain(text.replace("**", "^"))] if "**" in text else []),
        *(digits_for_words(plain, language) for language in LANGUAGES),
    ]
    for reading in list(dict.fromkeys(readings)):
        readings += _decoded(reading)
    return list(dict.fromkeys(readings))


def _from_percents(coded: re.Match[str]) -> str:
    return bytes.fromhex(coded[0].replace("%", "")).decode("utf-8", "replace")


def _plain(text: str) -> str:
    text = html.unescape(_PERCENTS.sub(_from_percents, text))
    text = "".join(_digit(sign) for sign in text if not _is_invisible(sign))
    text = "".join(sign if sign in _KEPT else unicodedata.normalize("NFKC", sign) for sign in text)
    text = _TAG.sub("", text.translate(_LOOK_ALIKE))
    text = _CHARACTER_CODE.sub(_character, text)
    for _ in range(3):
        text = _COMMAND.sub(r" \1 ", text)
    if "\\" in text or "^{" in text:
        text = plain_latex(text.replace("$", " "))
    return _FORMATTING.sub("", text)


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Mn", "Me", "Cc") and sign not in "\n\t"


def _digit(sign: str) -> str:
    """Return a digit of another script or style, or a number in a circle, in plain digits."""
    if sign in _KEPT or sign.isascii() or "\u3400" <= sign <= "\u9fff" or sign == "〇":
        return sign
    try:
        value = unicodedata.numeric(sign)
    except ValueError:
        return {"⚀": "1", "⚁": "2", "⚂": "3", "⚃": "4", "⚄": "5", "⚅": "6", "🔟": "10"}.get(sign, sign)
    return str(int(value)) if value == int(value) else sign


def _character(match: re.Match[str]) -> str:
    code = int(match[1]) if match[1] else int(match[2] or match[3] or match[4], 16)
    return chr(code) if 31 < code < 0x10000 else match[0]


def _decoded(text: str) -> Iterator[str]:
    """Yield a text with what is coded in it written plainly."""
    if _COMMA.search(text):
        yield _COMMA.sub(r"\1.\2", text)
    if _THOUSANDS.search(text):
        yield _THOUSANDS.sub(lambda number: re.sub(r"[,.'’ ]", "", number[0]), text)
    if _SPACED.search(text):
        yield _SPACED.sub(lambda found: re.sub(r"\D", "", found[0]), text)
        yield " ; ".join(part for found in _SPACED.finditer(text) for part in _parts(re.sub(r"\D", "", found[0])))
    if _JOINED.search(text):
        yield _JOINED.sub(" ; ", text)
    if _SHOUTED.search(text):
        yield _SHOUTED.sub(" ", text)
    if words := [word for match in _CODE_WORD.finditer(text) if (word := _from_base64(match[0]))]:
        yield " ; ".join(words)
    if _ROMAN.search(text):
        yield _ROMAN.sub(lambda found: str(_roman(found[0])) if found[0] else "", text)
    if _BACKWARDS.search(text):
        yield text[::-1]
    if _BINARY.search(text):
        yield _BINARY.sub(lambda found: f" {int(found[1] or found[2] or found[3], 2)} ", text)
    if _HEX.search(text):
        yield _HEX.sub(lambda found: f" {int(found[1] or found[2], 16)} ", text)


def _from_base64(word: str) -> str:
    """Return what a word says in base64, if it says something printable with a digit or a number word in it."""
    try:
        said = base64.b64decode(word, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    worded = any(digits_for_words(said, language) != said for language in LANGUAGES)
    return said if said.isprintable() and len(said) > 0 and (re.search(r"\d", said) or worded) else ""


def _parts(digits: str) -> list[str]:
    """Return the numbers of two digits and more that stand in a row of digits."""
    row = digits[:_MAX_PARTS_OF]
    return [row[begin:end] for begin in range(len(row)) for end in range(begin + 2, len(row) + 1)]


def _roman(word: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))

"""Reads numbers that stand in a text in a simple code: base64, rot13, Morse, Roman numerals, other bases, character codes."""

# ruff: noqa: E501 - patterns of words

import base64
import binascii
import codecs
import re
from collections.abc import Iterator

from agents.mathematics.number_words.spoken_numbers import LANGUAGES, digits_for_words

_CODE_WORD = re.compile(r"[A-Za-z0-9+/]{2,}={0,2}")
_ROMAN = re.compile(
    r"\b(?=[MDCLXVI]{2,})M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})\b|(?<=[=:]\s)[IVX](?=\W|$)"
)
_SMALL_ROMAN = re.compile(
    r"\b(?!(?:cm|mm|cc|cl|dl|ml|dm|mi|di|mix|dim|did|lid|mild|vim|civil|id|ill|mid|mill|dill|ii)\b)(?=[mdclxvi]{2,}\b)"
    r"m{0,3}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})\b"
)
_ROMAN_ROW = re.compile(r"\b[MDCLXVI]+(?: [MDCLXVI]+)+\b|\b[mdclxvi]{2,}(?: [mdclxvi]{2,})+\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_BACKWARDS = re.compile(
    r"revers|backward|mirror|from (?:the )?right|al revés|de derecha|rückwärts|umgekehrt|von (?:hinten|rechts)|gespiegelt|"
    r"倒|反过来|逆序|从右",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:answer|result|solution|respuesta|resultado|solución|antwort|ergebnis|lösung)\b", re.IGNORECASE
)
_BINARY = re.compile(r"\b0b([01]+)\b|\b([01]{2,})(?=[^.\n]{0,20}(?:binar|base 2|base two|二进制))|(?:binar[yi]o?|base 2|base two|二进制)[^.\n\d]{0,20}\b([01]{2,})\b",
                     re.IGNORECASE)  # fmt: skip
_OCTAL = re.compile(r"\b0o([0-7]+)\b|\b([0-7]{2,})(?=[^.\n]{0,12}(?:octal|oktal|八进制))", re.IGNORECASE)
_HEX = re.compile(r"\b0x([0-9a-fA-F]+)\b|(?:hex\w*|base 16)[^.\n\d]{0,15}\b([0-9a-fA-F]{1,8})\b", re.IGNORECASE)
_IN_BASE = re.compile(r"\bint\(\s*[\"']([0-9a-zA-Z]{1,30})[\"']\s*,\s*(\d{1,2})\s*\)")
_CODES = re.compile(r"(?<![\w.])(?:0x)?\d\d(?:[\s,;+\[\]()-]+(?:0x)?\d\d)+(?![\w.])")
_QUOTED = re.compile(r"([\"'])(\d{1,6})\1(?:\s*[+,.]?\s*([\"'])(\d{1,6})\3)+")
_MORSE = re.compile(r"(?<![.\-])[.\-]{5}(?:[ /|]+[.\-]{5})*(?![.\-])")
_MORSE_DIGITS = {"-" * 5: "0"} | {
    ("." * n + "-" * (5 - n) if n <= 5 else "-" * (n - 5) + "." * (10 - n)): str(n) for n in range(1, 10)
}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


def decoded(text: str) -> Iterator[str]:
    """Yield a text with what is coded in it written plainly, one code at a time."""
    if words := [word for match in _CODE_WORD.finditer(text) if (word := _from_base64(match[0]))]:
        yield " ; ".join(words)
    for pattern in (_ROMAN, _SMALL_ROMAN):
        if pattern.search(text):
            yield pattern.sub(lambda found: f"{_roman(found[0])}" if found[0] else "", text)
    if rows := _ROMAN_ROW.findall(text):
        yield " ; ".join(str(sum(map(_roman, row.split()))) for row in rows)
    if _BACKWARDS.search(text) or _STATED.search(text[::-1]):
        yield text[::-1]
        yield _DIGITS.sub(lambda found: found[0][::-1], text)
    if _BINARY.search(text):
        yield _BINARY.sub(lambda found: f" {int(found[1] or found[2] or found[3], 2)} ", text)
    if _OCTAL.search(text):
        yield _OCTAL.sub(lambda found: f" {int(found[1] or found[2], 8)} ", text)
    if _HEX.search(text):
        yield _HEX.sub(lambda found: f" {int(found[1] or found[2], 16)} ", text)
    if _IN_BASE.search(text):
        yield _IN_BASE.sub(_from_base, text)
    if _QUOTED.search(text):
        yield _QUOTED.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    if _CODES.search(text):
        yield _CODES.sub(_from_character_codes, text)
    if rows := [row[0] for row in _MORSE.finditer(text) if "." in row[0]]:
        yield " ; ".join("".join(_MORSE_DIGITS.get(sign, "") for sign in re.split(r"[ /|]+", row)) for row in rows)
    yield from _in_changed_letters(text)


def _in_changed_letters(text: str) -> Iterator[str]:
    """Yield the number words of a text that is read from its end, or turned by thirteen letters."""
    letters = _DIGITS.sub(" ", text)
    for changed in (letters[::-1], codecs.encode(letters, "rot13")):
        for language in LANGUAGES[:3]:
            worded = digits_for_words(changed, language)
            if worded != changed and (numbers := _DIGITS.findall(worded)):
                yield " ; ".join(numbers)
                yield "".join(numbers)


def _from_base64(word: str) -> str:
    """Return what a word says in base64, if it says something printable with a digit or a number word in it."""
    try:
        said = base64.b64decode(word, validate=True).decode("utf-8").strip()
    except (binascii.Error, ValueError):
        return ""
    if not said or not said.isprintable():
        return ""
    worded = [one for language in LANGUAGES if (one := digits_for_words(said, language)) != said]
    return " ; ".join([said, *worded]) if worded or re.search(r"\d", said) else ""


def _from_base(found: re.Match[str]) -> str:
    try:
        return f" {int(found[1], int(found[2]))} "
    except ValueError:
        return found[0]


def _from_character_codes(found: re.Match[str]) -> str:
    """Return the digits whose character codes stand in a row, decimal or hexadecimal."""
    codes = re.findall(r"\d\d", found[0].replace("0x", ""))
    for base in (10, 16):
        signs = [chr(int(code, base)) for code in codes]
        if all(sign.isascii() and sign.isdigit() for sign in signs):
            return "".join(signs)
    return found[0]


def _roman(word: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in word.upper()]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))

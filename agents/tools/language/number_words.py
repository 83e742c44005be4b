"""Answers questions about numbers in words: `num2words` and our own rules must agree, and the words be read back."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from agents.language_names import language_name
from agents.mathematics.number_words.numeral_reader import read
from agents.mathematics.number_words.numerals import MAX_NUMBER, languages, write
from agents.mathematics.number_words.ordinals import MAX_ORDINAL, write_ordinal, write_year
from agents.user_messages import ToolError

MAX_CHARACTERS = 300
_MAX_DECIMALS = 12
_POINTS = {
    "de": "Komma", "en": "point", "es": "coma", "fr": "virgule", "it": "virgola", "ja": "点", "pt": "vírgula",
    "zh": "点",
}  # fmt: skip
_MINUS = {
    "de": "minus", "en": "minus", "es": "menos", "fr": "moins", "it": "meno", "ja": "マイナス", "pt": "menos",
    "zh": "负",
}  # fmt: skip
_NO_SPACES = ("ja", "zh")
# What num2words 0.5.14 is known to write wrongly, and the spelling of the academies.
_MISTAKES = {
    "de": (("einstausend", "eintausend"),),
    "en": ((",", ""),),
    "es": (("veintiuno(?= mil)", "veintiún"), (r"\buno(?= mil)", "un"), ("quadragésimo", "cuadragésimo")),
    "fr": (("(?<=vingt|.cent)sième", "ième"),),
    "it": ((r"(?<=\w)tre\b", "tré"), ("dicott", "diciott"), (", ", " e ")),
}  # fmt: skip
_UNREADABLE = "Give the number in digits, such as 47, −3 or 2.5, or its words in the language."


def number_in_words(number: str, language: str, form: str) -> tuple[str, str]:
    """Return a sentence with the words of a number, or the number of words, and how it is confirmed.

    Args:
        number: Digits, or the words of a whole number in the language.
        language: The code of the language.
        form: `cardinal`, `ordinal` or `year`.

    Raises:
        ToolError: There is no number, or two ways disagree.
    """
    if language not in languages():
        known = ", ".join(sorted(language_name(code) for code in languages()))
        raise ToolError(f"Numbers can be written in words in {known}; not in {language_name(language)}.")
    text = unicodedata.normalize("NFKC", number).strip().replace("−", "-")
    if len(text) > MAX_CHARACTERS:
        raise ToolError(f"The number is too long; at most {MAX_CHARACTERS} characters can be read.")
    if not re.search(r"\d", text):
        return _read_words(text, language)
    value = _parse(text)
    words = _write(value, language, form)
    kind = {"ordinal": " as an ordinal number", "year": " as a year"}.get(form, "")
    return (
        f"{text.replace('-', '−')}{kind} in {language_name(language)}: **{words}**",
        _confirm(value, words, language, form),
    )


def _parse(text: str) -> Decimal:
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|-?[1-9]\d{0,2}(?:[ '’]\d{3})+|-?[1-9]\d{0,2},\d{3}\.\d+", text):
        text = re.sub(r"[, '’]", "", text)
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "")
    elif re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", text):
        raise ToolError(f"“{text}” may be a whole number or a decimal; write it without separators, or as 1.50.")
    elif re.fullmatch(r"-?\d+,\d+", text):
        text = text.replace(",", ".")
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", text, re.ASCII):
        raise ToolError(_UNREADABLE)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ToolError(_UNREADABLE) from None
    if abs(value) > MAX_NUMBER:
        raise ToolError(f"Numbers up to {MAX_NUMBER:,} can be written in words.")
    if -int(value.as_tuple().exponent) > _MAX_DECIMALS:
        raise ToolError(f"At most {_MAX_DECIMALS} decimals can be written in words.")
    return value


def _write(value: Decimal, language: str, form: str) -> str:
    """Return the words by our own rules."""
    whole = int(abs(value))
    if form != "cardinal" and (value != whole or value <= 0):
        raise ToolError(f"Only a positive whole number can be {'a year' if form == 'year' else 'an ordinal number'}.")
    if form == "year":
        words = write_year(whole, language)
        if not words:
            raise ToolError("Years from 1 to 9999 can be written in words.")
        return words
    if form == "ordinal":
        words = write_ordinal(whole, language)
        if not words:
            raise ToolError(
                f"This ordinal number cannot be confirmed in {language_name(language)}, so it is not stated; "
                f"ordinal numbers up to {MAX_ORDINAL if language not in ('es', 'pt') else 100} can be tried."
            )
        return words
    parts = [_MINUS[language]] if value < 0 else []
    parts.append(write(whole, language))
    _, point, decimals = str(value).partition(".")
    if point:
        parts += [_POINTS[language], *(write(int(digit), language) for digit in decimals)]
    return ("" if language in _NO_SPACES else " ").join(parts)


def _confirm(value: Decimal, words: str, language: str, form: str) -> str:
    """Return how the words are confirmed.

    Raises:
        ToolError: The second way writes something else.
    """
    ways = []
    if language != "zh":
        if _by_library(value, words, language, form) != words:
            raise ToolError(
                f"Two ways of writing this number in {language_name(language)} do not agree, so nothing is stated."
            )
        ways.append("two independent sets of rules agree")
    if language in _NO_SPACES or form == "cardinal":
        if _read_back(words, language) != abs(value):
            raise ToolError(
                f"These words in {language_name(language)} are not read back as the same number, so nothing is stated."
            )
        ways.append("reading the words gives the number again")
    return " and ".join(ways)


def _by_library(value: Decimal, words: str, language: str, form: str) -> str:
    """Return the words that `num2words` writes, without its known mistakes; a decimal digit by digit."""
    from num2words import num2words

    if form == "year" and (language == "ja" or words == write(int(value), language)):
        form = "cardinal"
    whole, point, decimals = str(abs(value)).partition(".")
    parts = [str(num2words(int(whole), lang=language, to=form))]
    if point:
        parts += [_POINTS[language], *(str(num2words(int(digit), lang=language)) for digit in decimals)]
    if value < 0:
        parts.insert(0, _MINUS[language])
    written = ("" if language in _NO_SPACES else " ").join(parts)
    for wrong, right in _MISTAKES.get(language, ()):
        written = re.sub(wrong, right, written)
    return f"{written}年" if words.endswith("年") else written


def _read_back(words: str, language: str) -> Decimal | None:
    """Return the absolute value that words name; None if they cannot be read."""
    bare = words.removeprefix(_MINUS[language]).removeprefix("第").removesuffix("番目").removesuffix("年").strip()
    whole, point, decimals = bare.partition(_POINTS[language])
    value = read(whole, language)
    if value is None or not point:
        return None if value is None else Decimal(value)
    digits = [read(word, language) for word in (decimals if language in _NO_SPACES else decimals.split())]
    return None if None in digits else Decimal(f"{value}.{''.join(map(str, digits))}")


def _read_words(text: str, language: str) -> tuple[str, str]:
    value = read(text, language)
    if value is None or value > MAX_NUMBER:
        raise ToolError(f"“{text[:60]}” is no number in {language_name(language)} that can be read. {_UNREADABLE}")
    again = write(value, language)
    if re.sub(r"[\W_]", "", again.lower()) == re.sub(r"[\W_]", "", text.lower()):
        return f"“{text}” in {language_name(language)} is **{value}**", "writing the number gives the same words again"
    return f"“{text}” in {language_name(language)} is **{value}**; it is usually written **{again}**", ""

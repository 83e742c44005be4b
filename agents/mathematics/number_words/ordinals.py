"""Writes ordinal numbers and years in words by rules of our own."""

from collections.abc import Callable

from agents.mathematics.number_words.numerals import split_words, write

MAX_ORDINAL = 999
_EN_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_FR_STEMS = {"cinq": "cinqu", "neuf": "neuv"}
_DE_IRREGULAR = {1: "erste", 3: "dritte", 7: "siebte", 8: "achte"}
_IT_FIRST = split_words("- primo secondo terzo quarto quinto sesto settimo ottavo nono decimo")
_ES_ONES = split_words("- primero segundo tercero cuarto quinto sexto séptimo octavo noveno")
_ES_TENS = split_words(
    "- décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo"
)
_PT_ONES = split_words("- primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono")
_PT_TENS = split_words(
    "- décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo octogésimo nonagésimo"
)


def write_ordinal(number: int, language: str) -> str:
    """Return an ordinal number from 1 to `MAX_ORDINAL` in words, in the masculine; empty where there is no rule."""
    writer = _ORDINALS.get(language)
    return writer(number) if writer and 0 < number <= MAX_ORDINAL else ""


def write_year(year: int, language: str) -> str:
    """Return a year as it is read aloud; empty where there is no rule."""
    if not 0 < year < 10_000:
        return ""
    century, rest = divmod(year, 100)
    match language:
        case "en":
            if year < 1000 or year % 1000 == 0 or 2000 < year < 2010:
                return write(year, "en")
            ending = "hundred" if not rest else f"oh-{write(rest, 'en')}" if rest < 10 else write(rest, "en")
            return f"{write(century, 'en')} {ending}"
        case "de" if 11 <= century <= 19:
            return f"{write(century, 'de')}hundert" + (write(rest, "de") if rest else "")
        case "zh":
            return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year)) + "年"
        case "ja":
            return f"{write(year, 'ja')}年"
        case _:
            return write(year, language)


def _english(number: int) -> str:
    words = write(number, "en")
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    ending = _EN_IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[:start] + ending


def _french(number: int) -> str:
    if number == 1:
        return "premier"
    words = write(number, "fr")
    words = words.removesuffix("s") if words.endswith(("vingts", "cents")) else words
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    return f"{words[:start]}{_FR_STEMS.get(last) or last.removesuffix('e')}ième"


def _german(number: int) -> str:
    if number == 100:
        return "hundertste"
    rest = number % 100
    if not 0 < rest < 20:
        return f"{write(number, 'de')}ste"
    before = write(number - rest, "de") if number > rest else ""
    return before + (_DE_IRREGULAR.get(rest) or f"{write(rest, 'de')}te")


def _italian(number: int) -> str:
    if number <= 10:
        return _IT_FIRST[number]
    words = write(number, "it")
    if words.endswith("tré"):
        return f"{words[:-1]}eesimo"
    return f"{words}esimo" if words.endswith("sei") else f"{words[:-1]}esimo"


def _by_tables(ones: list[str], tens: list[str], hundred: str) -> Callable[[int], str]:
    def ordinal(number: int) -> str:
        if number == 100:
            return hundred
        return " ".join(name for name in (tens[number // 10], ones[number % 10]) if name != "-") if number < 100 else ""

    return ordinal


def _spanish(number: int) -> str:
    return "" if 10 < number < 20 else _by_tables(_ES_ONES, _ES_TENS, "centésimo")(number)  # undécimo, decimotercero, …


_ORDINALS: dict[str, Callable[[int], str]] = {
    "de": _german,
    "en": _english,
    "es": _spanish,
    "fr": _french,
    "it": _italian,
    "ja": lambda number: f"{write(number, 'ja')}番目",
    "pt": _by_tables(_PT_ONES, _PT_TENS, "centésimo"),
    "zh": lambda number: f"第{write(number, 'zh')}",
}

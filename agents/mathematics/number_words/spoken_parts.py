"""The names of the parts of a whole in words, such as “twelfths”, in six languages."""

import re
from collections.abc import Iterator
from functools import cache

from agents.language_names import plain
from agents.mathematics.number_words.numerals import write
from agents.mathematics.number_words.ordinals import write_ordinal

_MAX_DENOMINATOR = 99
_PARTS: dict[str, dict[str, int]] = {
    "en": {
        "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
        "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
        "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100,
        "thousandth": 1000, "thousandths": 1000,
    },
    "es": {
        "medio": 2, "medios": 2, "mitad": 2, "tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4, "quinto": 5,
        "quintos": 5, "sexto": 6, "sextos": 6, "septimo": 7, "septimos": 7, "octavo": 8, "octavos": 8, "noveno": 9,
        "novenos": 9, "decimo": 10, "decimos": 10, "centesimo": 100, "centesimos": 100, "milesimos": 1000,
    },
    "de": {
        "halb": 2, "halbe": 2, "halbes": 2, "halber": 2, "drittel": 3, "viertel": 4, "funftel": 5, "sechstel": 6,
        "siebtel": 7, "achtel": 8, "neuntel": 9, "zehntel": 10, "hundertstel": 100, "tausendstel": 1000,
    },
    "fr": {
        "demi": 2, "demie": 2, "demis": 2, "moitie": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5,
        "cinquiemes": 5, "sixieme": 6, "sixiemes": 6, "septieme": 7, "septiemes": 7, "huitieme": 8, "huitiemes": 8,
        "neuvieme": 9, "neuviemes": 9, "dixieme": 10, "dixiemes": 10, "centieme": 100, "centiemes": 100,
    },
    "it": {
        "mezzo": 2, "mezza": 2, "mezzi": 2, "meta": 2, "terzo": 3, "terzi": 3, "quarto": 4, "quarti": 4, "quinto": 5,
        "quinti": 5, "sesto": 6, "sesti": 6, "settimo": 7, "settimi": 7, "ottavo": 8, "ottavi": 8, "nono": 9,
        "noni": 9, "decimo": 10, "decimi": 10, "centesimo": 100, "centesimi": 100,
    },
    "pt": {
        "meio": 2, "meia": 2, "meios": 2, "metade": 2, "terco": 3, "tercos": 3, "quarto": 4, "quartos": 4,
        "quinto": 5, "quintos": 5, "sexto": 6, "sextos": 6, "setimo": 7, "setimos": 7, "oitavo": 8, "oitavos": 8,
        "nono": 9, "nonos": 9, "decimo": 10, "decimos": 10, "centesimo": 100, "centesimos": 100,
    },
}  # fmt: skip
_LANGUAGES = tuple(_PARTS)


@cache
def parts_of(language: str) -> dict[str, int]:
    """Return the denominators by the names of their parts, in small letters and without accents; none for others."""
    named = dict(_PARTS.get(language, {}))
    if named:
        for number in range(11, _MAX_DENOMINATOR + 1):
            named |= {plain(name): number for name in _names(number, language)}
    return named


@cache
def _german_pattern() -> re.Pattern[str]:
    return re.compile(rf"(\w+?)(?:(einhalb)|({'|'.join(parts_of('de'))}))")


def german_compound(word: str) -> re.Match[str] | None:
    """Return the numerator and the part of one word, such as “dreiviertel” or “dreieinhalb”."""
    return _german_pattern().fullmatch(word)


def fractions_for_parts(text: str) -> str:
    """Return a text with the fractions of which only the part is a word as signs: “7 twelfths” is `(7/12)`."""
    text = re.sub(r"(?<![\w./])(\d+)\s+(\d+)\s+avos\b", r"(\1/\2)", text)  # Portuguese: “sete doze avos”
    return _digits_before_word().sub(_signs, text)


@cache
def _digits_before_word() -> re.Pattern[str]:
    return re.compile(r"(?<![\w./])(\d+)[\s-]+([^\W\d_]+(?:-[^\W\d_]+)?)")


def _signs(found: re.Match[str]) -> str:
    name = plain(found[2])
    below = next((parts[name] for parts in map(parts_of, _LANGUAGES) if name in parts), None)
    return f"({found[1]}/{below})" if below else found[0]


def _names(number: int, language: str) -> Iterator[str]:
    """Yield the names of a part beyond the tenth, by the rules of a language; Portuguese says “avos” beside it."""
    word, ordinal = write(number, language), write_ordinal(number, language)
    match language:
        case "en" | "fr":
            yield from (ordinal, f"{ordinal}s")
        case "es":
            yield word.replace(" y ", "i") + "avos"
        case "de":
            yield word + ("tel" if number < 20 else "stel")
        case "it":
            yield from (ordinal, f"{ordinal[:-1]}i")

"""Rewrites the numbers that stand in words in a text as digits, in the languages that are listed below."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from agents.language_names import plain
from agents.mathematics.number_words.numeral_reader import read
from agents.mathematics.number_words.spoken_parts import german_compound, parts_of

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "zh")
_MAX_WORDS = 9  # of one number
_NEGATIVE = {"en": ("minus", "negative"), "es": ("menos",), "de": ("minus",),
             "fr": ("moins",), "it": ("meno",), "pt": ("menos",)}  # fmt: skip
_POINT = {"en": ("point",), "es": ("coma", "punto"), "de": ("komma", "punkt"), "fr": ("virgule", "point"),
          "it": ("virgola", "punto"), "pt": ("virgula", "ponto")}  # fmt: skip
_JOINTS = {"en": "and", "es": "y", "de": "und", "fr": "et", "it": "e", "pt": "e"}
_ALONE = {"anderthalb": "3/2", "eineinhalb": "3/2"}
_ONES = ("a", "an", "one", "un", "una", "uno", "ein", "eine", "la", "die", "der", "une", "um", "uma", "le", "il", "o")
_HALVES = ("half", "mitad", "medio", "demi", "moitie", "mezzo", "meio", "metade")
_ROOTS = (
    (r"(?:the )?square root of", "sqrt"), (r"(?:la )?ra[ií]z cuadrada de", "sqrt"),
    (r"(?:la )?racine carrée de", "sqrt"), (r"(?:la )?radice quadrata di", "sqrt"),
    (r"(?:a )?raiz quadrada de", "sqrt"),
    (r"(?:die )?(?:quadrat)?wurzel (?:aus|von)", "sqrt"), (r"root(?= \d)", "sqrt"), (r"根号", "sqrt"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010-\u2015][^\W\d_]+)*")
_HAN = "零〇一二三四五六七八九两兩十百千万亿"
_HAN_FRACTION = re.compile(f"(负|負)?(?:([{_HAN}]+)又)?([{_HAN}]+)分[之の]([{_HAN}]+)")
_HAN_NUMBER = re.compile(f"(负|負)?(百分之)?([{_HAN}]+)(?:点([{_HAN}]+))?")


def digits_for_words(text: str, language: str) -> str:
    """Return a text with its number words of one language as digits: “minus one half” becomes `-1/2`.

    Words that are also articles, such as “ein”, are numbers only before a part, such as “ein Halb”.
    """
    text = _signs_for_roots(text)
    if language == "zh":
        return _HAN_NUMBER.sub(_han_number, _HAN_FRACTION.sub(_han_fraction, text))
    words = list(_WORD.finditer(text))
    pieces, at, index = [], 0, 0
    while index < len(words):
        begins = _begins_number(words[index][0], language)
        found = _longest(text, words[index : index + _MAX_WORDS], language) if begins else None
        if found is None:
            index += 1
            continue
        number, count = found
        pieces += [text[at : words[index].start()], number]
        at = words[index + count - 1].end()
        index += count
    return re.sub(r"(?i)\b(?:minus|menos|negative|moins|meno) +(?=sqrt\b|\d)", "-", "".join([*pieces, text[at:]]))


@lru_cache(16)  # one text is read in each language
def _signs_for_roots(text: str) -> str:
    for pattern, sign in _ROOTS:
        text = re.sub(rf"(?i)(?<![^\W\d_]){pattern}\s*", f"{sign} ", text)
    return text


@lru_cache(16384)  # a long text in each language
def _begins_number(word: str, language: str) -> bool:
    """Return whether a number can begin with a word."""
    first = plain(word)
    if language == "de" and german_compound(first):
        return True
    known = (*_NEGATIVE[language], *_POINT[language], *parts_of(language), *_ALONE)
    parts = {first, *first.split("-")}
    return bool(parts & {*known, *_ONES}) or any(read(part, language) is not None for part in parts)


def _longest(text: str, words: Sequence[re.Match[str]], language: str) -> tuple[str, int] | None:
    """Return the number at the beginning of some words, and how many of them it takes."""
    plains = [plain(word[0]) for word in words]
    for one, other in zip(range(1, len(words)), words, strict=False):
        if text[other.end() : words[one].start()].strip(" ,"):
            plains = plains[:one]  # a sign between two words parts them
            break
    return next(iter(_numbers(plains, language)), None)


def _numbers(words: Sequence[str], language: str) -> Iterator[tuple[str, int]]:
    sign, begin = ("-", 1) if words and words[0] in _NEGATIVE[language] else ("", 0)
    rest = words[begin:]
    for count in range(len(rest), 0, -1):
        number = _decimal(rest[:count], language) or _fraction(rest[:count], language) or _whole(rest[:count], language)
        if number:
            yield f"{sign}{number}", begin + count


def _whole(words: Sequence[str], language: str) -> str:
    joint = _JOINTS[language]
    if not words or words[0] == joint or words[-1] == joint or (len(words) == 1 and words[0] in _ARTICLES):
        return ""
    if language == "en" and words[0] == "a" and words[1:2] not in (["hundred"], ["thousand"], ["million"]):
        return ""
    value = read(" ".join(words), language)
    return "" if value is None else str(value)


_ARTICLES = {
    "a",
    "un",
    "una",
    "ein",
    "eine",
    "une",
    "um",
    "uma",
    "y",
    "und",
    "and",
    "et",
    "e",
    "million",
    "mil",
    "hundred",
    "thousand",
}


def _fraction(words: Sequence[str], language: str) -> str:
    if len(words) == 1 and words[0] in _ALONE:
        return _ALONE[words[0]]
    if language == "de" and len(words) == 1 and (compound := german_compound(words[0])):
        count = read(compound[1], "de")
        if count is not None and compound[2]:
            return f"({count}+1/2)"
        return "" if count is None else f"{count}/{parts_of('de')[compound[3]]}"
    parts = parts_of(language)
    words = [part for word in words for part in ([word] if word in parts else word.split("-"))]
    if not words or words[-1] not in parts:
        return ""
    below, above = parts[words[-1]], words[:-1]
    if not above:
        return f"1/{below}" if words[-1] in _HALVES else ""
    joint = _JOINTS[language]
    if joint in above and above[0] != joint:  # two and a half
        split = len(above) - 1 - above[::-1].index(joint)
        whole, numerator = _whole(above[:split], language), _numerator(above[split + 1 :], language) or "1"
        return f"({whole}+{numerator}/{below})" if whole else ""
    numerator = _numerator(above, language)
    return f"{numerator}/{below}" if numerator else ""


def _numerator(words: Sequence[str], language: str) -> str:
    if len(words) == 1 and words[0] in _ONES:
        return "1"
    return _whole(words, language)


def _decimal(words: Sequence[str], language: str) -> str:
    for point in _POINT[language]:
        if point in words[:-1]:
            split = list(words).index(point)
            whole = _whole(words[:split], language) if split else "0"
            decimals = [_whole([word], language) for word in words[split + 1 :]]
            if whole and all(len(digit) == 1 for digit in decimals):
                return f"{whole}.{''.join(decimals)}"
            together = _whole(words[split + 1 :], language)
            return f"{whole}.{together}" if whole and together else ""
    return ""


def _han_fraction(match: re.Match[str]) -> str:
    below, above = read(match[3], "zh"), read(match[4], "zh")
    if below is None or above is None:
        return match[0]
    fraction = f"({read(match[2], 'zh')}+{above}/{below})" if match[2] else f"{above}/{below}"
    return f"{'-' if match[1] else ''}{fraction}"


def _han_number(match: re.Match[str]) -> str:
    whole = read(match[3], "zh")
    if whole is None:
        return match[0]
    decimals = f".{''.join(str(read(digit, 'zh')) for digit in match[4])}" if match[4] else ""
    return f"{'-' if match[1] else ''}{whole}{decimals}{'%' if match[2] else ''}"

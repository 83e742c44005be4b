"""Undoes what hides a number in a text from a plain search: formatting, look-alike signs, spelling, simple codes."""

# ruff: noqa: E501, RUF001 - patterns, and the signs that look alike

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from agents.mathematics.disclosure.number_codes import decoded
from agents.mathematics.number_words.listed_numerals import digits_for_listed_words
from agents.mathematics.number_words.spoken_calculations import calculations_for_words, counted_things
from agents.mathematics.number_words.spoken_functions import functions_for_words
from agents.mathematics.number_words.spoken_numbers import LANGUAGES, digits_for_words
from agents.mathematics.number_words.spoken_ordinals import cardinals_for_ordinals
from agents.mathematics.questions.latex import plain_latex

MAX_CHARACTERS = 20_000
_KEPT = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞²³¹⁰⁴⁵⁶⁷⁸⁹⁻⁺ⁿ"
_LOOK_ALIKE = str.maketrans(
    {
        "х": "x", "Х": "x", "χ": "x", "у": "y", "а": "a", "е": "e", "о": "o", "с": "c", "р": "p", "і": "i", "Ӏ": "1",
        "＝": "=", "﹦": "=", "꞊": "=", "⩵": "=", "≡": "=", "≔": "=", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
        "＋": "+", "∶": ":", "∕": "/", "⁄": "/", "÷": "/", "×": "*", "·": "*", "⋅": "*", "∙": "*", "٫": ".", "\u2028": "\n",
        "З": "3", "з": "3", "Ʒ": "3", "ʒ": "3", "О": "0", "Ο": "0", "օ": "0", "➕": "+", "➖": "-", "🟰": "=",
        "壹": "一", "贰": "二", "貳": "二", "叁": "三", "參": "三", "肆": "四", "伍": "五", "陆": "六", "陸": "六", "柒": "七",
        "捌": "八", "玖": "九", "拾": "十", "佰": "百", "仟": "千",
    }
)  # fmt: skip
_FORMATTING = re.compile(r"\*\*|__|~~|`+|(?<=\w)_(?=\d)|(?<![\w)])\*(?=[-\w])|(?<=[\w)])\*(?![\w(\s])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--|-->")
_FRACTION_COMMAND = re.compile(r"\\(?:nice|s|c|x|t|d)frac(?![a-z])")
_OVER = re.compile(r"\{\s*(\w+)\s*\\over\s*(\w+)\s*\}")
_SHORT_FRACTION = re.compile(r"\\frac\s*(?:\{([^{}]*)\}|([\da-zA-Z]))\s*(?:\{([^{}]*)\}|([a-zA-Z]|\d(?=\D|$)))")
_MIXED = re.compile(r"(?<![\w.}])(\d+)\s*\\frac\s*(?:\{\s*(\d+)\s*\}\s*\{\s*(\d+)\s*\}|(\d)\s*(\d))")
_COMMAND = re.compile(r"\\(?:mathbf|mathit|mathsf|mathtt|mathbb|mathcal|boldsymbol|bm|textbf|textit|underline|overline|boxed|fbox|color|hbox|mbox)"
                      r"\s*(?:\{[a-z]+\}(?=\{))?\s*\{([^{}]*)\}")  # fmt: skip
_CHARACTER_CODE = re.compile(
    r"\bchr\(\s*(\d{2,3})\s*\)|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|U\+([0-9A-Fa-f]{4})", re.IGNORECASE
)
_PERCENTS = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")
_THOUSANDS_OF_UNITS = re.compile(r"(?<=[一二三四五六七八九两])()千([米克])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.'’ ]\d{3})+(?!\d)")
_JOINED = re.compile(r"(?<=\d)\s+[yeou]\s+(?=[-\d])")
_SHOUTED = re.compile(r"(?<=\d)!+(?=\s|$|[\"'”»)])")
_ATTRIBUTE = re.compile(r"\b[a-zA-Z-]+\s*=\s*([\"'][^\"'<>]{1,200}[\"'])")
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[^\s\"'<>)]{1,300}")
_IN_ADDRESS = re.compile(r"(?<![0-9a-fA-F])\d+(?![0-9a-fA-F])|(?<=[a-z])\d{2,}(?=[a-z])")
_HYPHENS = re.compile(r"(?<=[^\W\d_])[-\n]+(?=[^\W\d_])")
_DASH = re.compile(
    r"^[ \t>]*[-+*•][ \t]+|(?<=[^\W\d_]{2})(?<![²³¹⁰⁴⁵⁶⁷⁸⁹])\s+-+\s+|(?<=[:.!?,;])\s*-+\s+", re.MULTILINE
)  # no minus sign
_RAISED = re.compile(r"(?<![\w)\]}|])(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{2,}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?=/\d))")
_AS_DIGIT = ((re.compile(r"(?<=\d)(?<!\b0)[oO](?=\d)"), "0"), (re.compile(r"(?<=\d)[lI](?=\d)"), "1"),
             (re.compile(r"(?i)(?<=[a-z])([- ])oh(?=[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)"), r"\1zero"))  # fmt: skip
_DOUBLE_DASH = re.compile(r"(?<!-)--(?!-)")
_DIGIT_IN_BRACES = re.compile(r"(?<=\d)\{(\d?)\}|\\(?:overset|underset|stackrel)\{(\d+)\}\{\}")
_CHARACTERS = re.compile(r"(?:chr\(\s*\d{2,3}\s*\)\s*[+,.]?\s*){2,}", re.IGNORECASE)
_CALL = re.compile(r"\b[a-zA-Z_]\w*\.[a-zA-Z_]\w*\(")
_MAX_PARTS_OF = 12  # digits
_SPACED = re.compile(r"(?<![\d.])(?!\d/\d(?![\s,.\-_/|:;·*]{1,3}\d))\d(?:[\s,.\-_/|:;·*]{1,3}\d(?!\d))+(?![\d])")


@lru_cache(16)  # one text is read for each answer that is held back
def unmask(text: str) -> tuple[str, ...]:
    """Return the readings of a text in which a number may stand in plain digits, the plain one first."""
    text = text[:MAX_CHARACTERS]
    plain = _plain(text)
    readings = [plain, *_hidden(text)]
    powers = _plain(text.replace("**", "^")) if "**" in text else plain
    undashed = _DASH.sub(" ", plain)
    spaced = _HYPHENS.sub(" ", undashed)
    ordinal = cardinals_for_ordinals(undashed)
    for each in dict.fromkeys((plain, powers, undashed, _DASH.sub(" ", powers), spaced, ordinal)):
        readings += [each, *(digits_for_words(each, language) for language in LANGUAGES)]
    for each in dict.fromkeys((plain, undashed)):
        if (listed := digits_for_listed_words(each)) != each:
            readings += [listed, digits_for_words(listed, "zh")]
    for reading in list(dict.fromkeys(readings)):
        readings += _decoded(reading)
    if _THOUSANDS_OF_UNITS.search(text):
        readings.append(digits_for_words(_THOUSANDS_OF_UNITS.sub(r"\1千 \2", _DASH.sub(" ", text)), "zh"))
    readings += [functions_for_words(reading) for reading in dict.fromkeys(readings)]
    readings += [calculations_for_words(reading) for reading in dict.fromkeys(readings)]
    readings += [functions_for_words(reading) for reading in dict.fromkeys(readings)]
    readings.append(counted_things(plain))
    return tuple(dict.fromkeys(readings))


def _hidden(text: str) -> Iterator[str]:
    """Yield what a page would not show: the attributes of tags, and the numbers in addresses."""
    if "<" in text and (attributes := _ATTRIBUTE.findall(text)):
        yield _plain(re.sub(r"[/?&=\"']", " ; ", " ; ".join(attributes)))
    if numbers := [number for address in _ADDRESS.findall(text) for number in _IN_ADDRESS.findall(address)]:
        yield " ; ".join(numbers)


def _from_percents(coded: re.Match[str]) -> str:
    return bytes.fromhex(coded[0].replace("%", "")).decode("utf-8", "replace")


def _plain(text: str) -> str:
    text = (
        html.unescape(_PERCENTS.sub(_from_percents, text)).replace("千克", "公斤").replace("千米", "公里")
    )  # no thousand
    text = "".join(_digit(sign) for sign in text if not _is_invisible(sign))
    text = "".join(sign if sign in _KEPT else unicodedata.normalize("NFKC", sign) for sign in text)
    text = _TAG.sub("", text.translate(_LOOK_ALIKE))
    text = _CHARACTERS.sub(lambda found: "".join(chr(int(code)) for code in re.findall(r"\d+", found[0])), text)
    text = _CHARACTER_CODE.sub(_character, text)
    if "{" in text:
        text = _DIGIT_IN_BRACES.sub(lambda found: found[1] or found[2] or "", text)
    for _ in range(3):
        text = _COMMAND.sub(r" \1 ", text)
    text = _CALL.sub("(", _DOUBLE_DASH.sub(" ", text)) if "(" in text or "--" in text else text
    if "\\" in text:
        text = _OVER.sub(r"\\frac{\1}{\2}", _FRACTION_COMMAND.sub(r"\\frac", text))
        text = _SHORT_FRACTION.sub(r"\\frac{\1\2}{\3\4}", text)
        text = _MIXED.sub(lambda found: f"({found[1]}+{found[2] or found[4]}/{found[3] or found[5]})", text)
    text = _RAISED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    for pattern, sign in _AS_DIGIT:
        text = pattern.sub(sign, text)
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
    yield from decoded(text)


def _parts(digits: str) -> list[str]:
    """Return the numbers of two digits and more that stand in a row of digits."""
    row = digits[:_MAX_PARTS_OF]
    return [row[begin:end] for begin in range(len(row)) for end in range(begin + 2, len(row) + 1)]

"""Splits a question into words, mathematics and punctuation; whatever is none of these is not understood."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from agents.lazy_pattern import LazyPattern
from agents.mathematics.expressions.parser import FUNCTIONS, GREEK, AlgebraError, Node, Number, parse_expression
from agents.mathematics.problem import CARDINALS
from agents.mathematics.questions.languages import in_english, language_of
from agents.mathematics.questions.notation import plain_notation

MAX_QUESTION_CHARACTERS = 1000
_MAX_TOKENS = 300
_MAX_EQUATIONS = 12
_STOPS = (".", "?", "!", ":", ",", "and", "then")

_DEFINED = LazyPattern(r"\b([A-Za-z])\s?\(\s?[A-Za-z]\s?\)\s*(?:=|be\b)", 0)
_OPTION = LazyPattern(r"(?<!\b[A-Za-z])(?<!')\(([a-z])\)(?=\s+\S)", 0)  # f(a) is no option
_TIME = LazyPattern(r"\d{1,2}:\d\d(?:\s*[AaPp]\.?[Mm]\b\.?)?", 0)
_COUNTS = LazyPattern(r"\{\s*[A-Za-z]\s*:\s*\d+(?:\s*,\s*[A-Za-z]\s*:\s*\d+)*\s*\}", 0)
_THOUSANDS = LazyPattern(r"(?<![\d,.])(\d{1,3}(?:,\d{3})+)(?!\d|,\d|\.\d*,\d)", 0)
_PERCENT = LazyPattern(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent\b)(?!\s*(?:of\b|\*))", 0)
_BEFORE_PERCENT = ("by", "at", "off", "a", "with", "after", "and", "+", "-")
_AFTER_PERCENT = LazyPattern(r"\s*(?:off|discount|cheaper|interest|per|a year|annually|for|over|$|[?.!])", 0)
_ADDED_PERCENT = LazyPattern(r"\s*[-+−]\s*\d+(?:\.\d+)?\s*%(?!\s*(?:of\b|[\w(]))", 0)
_INTERVAL = LazyPattern(r"[\[(]\s*([^,\[\]]+?)\s*,\s*([^,\[\]]+?)\s*[\])]", 0)
_BEFORE_INTERVAL = ("on", "in", "over", "interval", "for")
_MATRIX = LazyPattern(r"\[\s*\[[^\[\]]*\](?:\s*,?\s*\[[^\[\]]*\])*\s*\]", 0)
_VECTOR = LazyPattern(r"[(\[]\s*([^(),\[\]]+(?:,[^(),\[\]]+){1,2})[)\]]", 0)
_TWO_READINGS = LazyPattern(r"(?<![\d.,(\[])(?<![(\[][-−])\d+,(?:\d{1,2}|\d{4,})(?![\d,])", 0)
_POINT_OF_TWO_KINDS = LazyPattern(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,]\d|\d)", 0)
_DECIMAL_POINT = LazyPattern(r"(?<![\d.,])0\.\d|\d\.(?:\d{1,2}|\d{4,})(?![\d.])", 0)
_LISTED = LazyPattern(
    r"\b(?:mean|average|median|mode|range|variance|deviation|sort|order|largest|smallest|biggest|sum of|product of|gcd|"
    r"lcm|gcf|hcf|common|next|sequence)\b",
)
_WORD = LazyPattern(r"[^\W\d_]+(?:-[^\W\d_]+)*", 0)
_LEXEME = LazyPattern(
    r"\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]\d)|\.\d+|[A-Za-z]'{1,3}(?=\()|[A-Za-z]+(?:_?\d+)?|\*\*|<=|>=|!=|->|\S)",
    0,
)
_SIGNS = set("+-*/^()|!%°−·×÷√∛π²³⁴⁵½¼¾∞θαβλ[]{}")
_COMPARISONS = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "!=": "!=", "≠": "!="}
_PUNCTUATION = set(".,?;:=!'’()")
_AFTER_A_LETTER = ("and", "as", "be", "by", "for", "if", "in", "is", "or", "such", "then", "to", "when", "with", "wrt")
_CALLED = LazyPattern(r"(?<![A-Za-z])([fghFGH])\(", 0)
_POSSESSIVE_TERM = LazyPattern(r"['’]th\b", 0)
NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"), 13
    )
} | {
    f"{tens}{unit and '-'}{unit}": 10 * number + ones
    for number, tens in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
    for ones, unit in enumerate(("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
}
WORDED_NUMBERS = {word: number for number, word in enumerate(CARDINALS)} | NUMBER_WORDS
"""The number words from zero to ninety-nine, with the numbers that they name."""
NUMBER_PATTERN = rf"\d+(?:\.\d+)?|(?:{'|'.join(sorted(WORDED_NUMBERS, key=len, reverse=True))})\b"
"""Alternatives that match a number in digits or in words."""
_DIGITS = LazyPattern(
    r"[0-9a-zA-Z]*[0-9][0-9a-zA-Z]*|[A-Za-z]+(?=\s*\(base|\s+[-+−*]\s)|(?<=[-+−*\s])[a-z]+(?=[?.]*$)|(?<=[-+−])[a-z]+\b",
    0,
)


Mathematics = Node | tuple[Node, ...] | tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class QuestionToken:
    """A piece of a question.

    Args:
        kind: `word`, `sign`, `expression`, `percent`, `interval`, `matrix`, `vector`, `option`, `time`, `counts`,
            `digits` or `letters`.
        text: The piece as it was written.
        node: The mathematics: of an expression or a percentage, of the two ends of an interval, of the entries of a
            vector, or of the rows of a matrix.
    """

    kind: str
    text: str
    node: "Mathematics | None" = None


class NotUnderstoodError(AlgebraError):
    """A part of the question has no meaning here."""


def _entries(text: str) -> tuple[Node, ...]:
    return tuple(parse_expression(part) for part in text.split(",") if part.strip())


def tokenize(question: str) -> list[QuestionToken]:
    """Split a question.

    Raises:
        NotUnderstoodError: It is too long, or a part of it is neither a word nor mathematics.
    """
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise NotUnderstoodError(
            f"The question has more than {MAX_QUESTION_CHARACTERS:,} characters; ask for one thing at a time."
        )
    language = language_of(question)
    text = plain_notation(in_english(question.strip(), language))
    run = _THOUSANDS.search(text) if language not in ("es", "de") else None
    if language in ("es", "de"):
        text = with_decimal_points(text)
    else:
        text = _THOUSANDS.sub(lambda number: number[1].replace(",", ""), text)
    if run and _LISTED.search(text) and len(re.findall(r"\d+", text)) == 1:
        raise NotUnderstoodError(f"“{run[0]}” can be one number or several; write a space after each comma of a list.")
    if either := two_readings(question, language):
        raise NotUnderstoodError(
            f"“{either}” can be read in two ways; write {either.replace('.', '')} for the whole number, or "
            f"{either.replace('.', ',')} for the decimal."
        )
    if two := _TWO_READINGS.search(text):
        left, right = two[0].split(",")
        raise NotUnderstoodError(
            f"“{two[0]}” can be read in two ways; write {left}.{right} for a decimal, or “{left}, {right}” for two "
            "numbers."
        )
    tokens = list(_Tokenizer(text).tokens())
    if sum(token.text == "=" for token in tokens) > _MAX_EQUATIONS:
        raise NotUnderstoodError(f"A question has at most {_MAX_EQUATIONS} equations; ask for one thing at a time.")
    if len(tokens) > _MAX_TOKENS:
        raise NotUnderstoodError("The question is too long; ask for one thing at a time.")
    return tokens


def with_decimal_points(text: str) -> str:
    """Return a text whose decimals have commas, and whose thousands may have points, in the notation of English.

    A point after a zero, or before fewer or more than three digits, shows that its writer sets decimals with it.
    """
    if not _DECIMAL_POINT.search(text):
        text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


def two_readings(question: str, language: str) -> str:
    """Return a number with a point that is a decimal in one country and groups thousands in another, or nothing."""
    decimal = language != "es" or _DECIMAL_POINT.search(question)
    found = None if decimal else _POINT_OF_TWO_KINDS.search(question)
    return found[0] if found else ""


class _Tokenizer:
    """Reads from left to right; the longest piece that is whole mathematics is one token."""

    def __init__(self, text: str) -> None:
        self._text = text
        letters = _DEFINED.findall(text)
        self._functions = frozenset(letter + "'" * order for letter in letters for order in range(4))
        lower = text.lower()
        self._has_options = {"a", "b"} <= set(_OPTION.findall(text))
        self._in_bases = (
            re.search(r"\b(?<!log )(?<!logarithm )(?<!to the )(?<!to )base\s+\d", lower) is not None
            and re.search("log|triangle|height|area|volume", lower) is None
        )
        self._has_points = (
            re.search(
                r"\b(?:distance|midpoint|slope|gradient|line|points?|product|vectors?|angle between|magnitude|norm)\b",
                lower,
            )
            is not None
        )
        self._in_letters = "without replacement" in lower and re.search(r"\bballs|marbles|socks\b", lower) is None
        self._defines_a = re.search(r"\b(?:let|suppose)\s+a\s*(?:=|be\b)|\*?a\s*[-+*/=]", lower) is not None
        self._position = 0
        self._last = self._last_text = ""

    def tokens(self) -> Iterator[QuestionToken]:
        while self._position < len(self._text):
            if self._text[self._position].isspace():
                self._position += 1
                continue
            token = self._next()
            repeated = token.text == self._last_text and token.text in _STOPS
            self._last, self._last_text = token.kind, token.text
            if not repeated:  # each would multiply the ways in which the grammar can read them
                yield token

    def _next(self) -> QuestionToken:
        for kind, pattern, wanted in (
            ("option", _OPTION, self._has_options),
            ("time", _TIME, True),
            ("counts", _COUNTS, self._in_letters),
        ):
            if wanted and (match := pattern.match(self._text, self._position)):
                return self._take(kind, match[0], match[1] if kind == "option" else match[0])
        if match := _POSSESSIVE_TERM.match(self._text, self._position):
            return self._take("word", match[0], "'th")
        if self._last == "expression" and _ADDED_PERCENT.match(self._text, self._position):
            return self._take("sign", self._text[self._position], self._text[self._position].replace("−", "-"))
        if token := self._group():
            return token
        if (self._in_bases or self._in_letters) and (token := self._raw()):
            return token
        if token := self._expression():
            return token
        if match := _WORD.match(self._text, self._position):
            number = NUMBER_WORDS.get(match[0].lower())
            if number is not None:
                return self._take("expression", match[0], match[0], Number(Fraction(number)))
            return self._take("word", match[0], match[0].lower())
        for sign in (self._text[self._position : self._position + 2], self._text[self._position]):
            if sign in _COMPARISONS:
                return self._take("sign", sign, _COMPARISONS[sign])
            if sign in _PUNCTUATION or sign in ("+", "-", "*", "/", "->"):
                return self._take("sign", sign, sign)
        raise NotUnderstoodError(f"“{self._text[self._position]}” has no meaning in this question; leave it out.")

    def _take(self, kind: str, piece: str, text: str, node: Mathematics | None = None) -> QuestionToken:
        self._position += len(piece)
        return QuestionToken(kind, text, node)

    def _group(self) -> QuestionToken | None:
        """Return a matrix, a vector, an interval or a percentage, where one stands here."""
        if match := _MATRIX.match(self._text, self._position):
            rows = re.findall(r"\[([^\[\]]*)\]", match[0])
            return self._parsed("matrix", match[0], lambda: tuple(_entries(row) for row in rows))
        if self._last_text in _BEFORE_INTERVAL and (match := _INTERVAL.match(self._text, self._position)):
            ends = f"{match[1]},{match[2]}"
            return self._parsed("interval", match[0], lambda: _entries(ends))
        if self._has_points and (match := _VECTOR.match(self._text, self._position)):
            entries = match[1]
            return self._parsed("vector", match[0], lambda: _entries(entries))
        if match := _PERCENT.match(self._text, self._position):
            after = _AFTER_PERCENT.match(self._text, match.end()) is not None
            if self._last_text in _BEFORE_PERCENT or (
                after and re.match(r"\s*(?:off|discount)", self._text[match.end() :])
            ):
                return self._take("percent", match[0], match[1], parse_expression(match[1]))
        return None

    def _parsed(self, kind: str, piece: str, parse: "Callable[[], Mathematics]") -> QuestionToken | None:
        try:
            return self._take(kind, piece, piece, parse())
        except AlgebraError:
            return None

    def _raw(self) -> QuestionToken | None:
        """Return digits of a base, or letters that are drawn, as they stand."""
        if match := re.compile(r"[+\-−*]").match(self._text, self._position):
            return self._take("sign", match[0], match[0].replace("−", "-"))
        if self._in_bases and (match := _DIGITS.match(self._text, self._position)):
            return self._take("digits", match[0], match[0])
        letters = r"[A-Za-z]{2,}" if self._last_text in ("sequence", "from") else r"\d+|[A-Za-z](?![A-Za-z])"
        if self._in_letters and (match := re.compile(letters).match(self._text, self._position)):
            return self._take("letters", match[0], match[0])
        return None

    def _expression(self) -> QuestionToken | None:
        """Return the longest piece from here that is an expression."""
        ends: list[int] = []
        position, depth = self._position, 0
        while match := _LEXEME.match(self._text, position):
            lexeme = match[1]
            if not self._is_mathematics(lexeme, match, ends):
                break
            depth += (lexeme in ("(", "[", "{")) - (lexeme in (")", "]", "}"))
            if depth < 0:
                break
            position = match.end()
            if depth == 0:
                ends.append(position)
            if depth == 0 and _ADDED_PERCENT.match(self._text, position):
                break
        if ends and re.search(r"!\s*!", self._text[self._position : ends[-1]]):
            raise NotUnderstoodError("Two factorial signs can be read in two ways; write (5!)! for the one of 5!.")
        for end in reversed(ends):
            piece = self._text[self._position : end]
            if (called := _CALLED.search(piece)) and not self._is_known(called[1]):
                raise NotUnderstoodError(f"Nothing says what the function {called[1]} is; write {called[1]}(x) = ….")
            try:
                node = parse_expression(piece, self._functions)
            except AlgebraError:
                continue
            return self._take("expression", piece, piece, node)
        return None

    def _is_known(self, letter: str) -> bool:
        """Return whether a letter before a parenthesis is a function of the question, or a value in it."""
        value = rf"\b{letter}\s*(?:=|be\b)"
        return letter in self._functions or re.search(value, self._text) is not None

    def _is_mathematics(self, lexeme: str, match: re.Match[str], ends: list[int]) -> bool:
        if lexeme[0].isdigit() or (lexeme[0] == "." and len(lexeme) > 1) or lexeme in ("**",) or lexeme in _SIGNS:
            if self._has_options and _OPTION.match(self._text, match.start(1)):
                return False
            # a number after a number is another thing
            return not (
                lexeme[0].isdigit() and ends and self._text[match.start()].isspace() and self._ends_operand(match)
            )
        if lexeme == "," and self._inside(match):
            return True
        lower = lexeme.lower()
        if lower in FUNCTIONS or lower in GREEK or lower in ("pi", "oo") or re.fullmatch(r"log_\d+", lower):
            return True
        if not lexeme[0].isalpha() or len(lexeme.rstrip("0123456789_'")) > 1:
            return False
        # "a" and "I" before a word are words
        following = self._text[match.end() :]
        word = re.match(r"\s+([^\W\d_]{2,})", following) if lexeme in ("a", "A", "I") else None
        is_word = word is not None and word[1].lower() not in _AFTER_A_LETTER
        is_word = is_word or (lexeme in ("a", "A") and re.match(r"\s+\$?\d", following) is not None)
        if is_word and lexeme == "a" and self._defines_a and match.start(1) == self._position:
            is_word = self._last in ("expression", "option")
        return not is_word and not re.match(r"['’](?!th\b)[a-z]", following)

    def _ends_operand(self, match: re.Match[str]) -> bool:
        before = self._text[: match.start()].rstrip()
        word = re.search(r"([A-Za-z]+)(?:_?\d+|\^-?\d+)?$", before)
        if word and word[1].lower() in FUNCTIONS:
            return False
        return bool(before) and (before[-1].isalnum() or before[-1] in ")!")

    def _inside(self, match: re.Match[str]) -> bool:
        """Return whether a comma stands between the arguments of a function."""
        before = self._text[self._position : match.start(1)]
        depth = 0
        for place in range(len(before) - 1, -1, -1):
            depth += (before[place] == ")") - (before[place] == "(")
            if depth < 0:
                call = re.search(r"([A-Za-z]+)\s*$", before[:place])
                return call is not None and call[1].lower() in FUNCTIONS
        return False

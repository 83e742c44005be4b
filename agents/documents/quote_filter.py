"""Lets quotation marks in an answer pass only around what stands in the attached files."""

import html
import re

from agents.documents.checked_quotes import CheckedQuotes
from agents.documents.quotes import DOUBLE, is_long
from agents.documents.support import last_sentence
from agents.lazy_pattern import LazyPattern

_MAX_QUOTE = 1_500  # characters; a longer one is not held back
_OPENING, _CLOSING_OF = "「『｢﹁﹃‘‚‛‹›'＇❛❮ʻ", "」』｣﹂﹄’‘’›‹'＇❜❯ʼ"  # noqa: RUF001 - the marks
_PAIRS = dict(zip(_OPENING, _CLOSING_OF, strict=True))
_CORNERS = "「『｢﹁﹃"
_CLOSING = {'"': '"', "“": '”"', "„": '“”"', "«": "»", "»": "«", "”": '”"'}  # of double marks
_MARKS = frozenset(DOUBLE).union(_PAIRS, _PAIRS.values())
_WRITTEN = re.compile(  # a mark by the name or number of its sign, or by a tag
    r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,31});|</?(?:q|blockquote)(?:\s[^<>]{0,100})?>", re.IGNORECASE
)
_WRITTEN_BEGINS = re.compile(r"&#?\w{0,32}|</?[a-z]{0,10}|</?(?:q|blockquote)\s[^<>]{0,100}", re.IGNORECASE)
_CITATION = re.compile(r"\[(\d{1,4}(?: ?, ?\d{1,4})*)(?:, page \d{1,3})?\]")
_CITATION_BEGINS = re.compile(r"\[[\d ,page]{0,24}")
_UNESCAPED = re.compile(r"\\([\\`*_\]<>~$&:])")  # what `escape_markdown` escapes
_MARK_LINK = re.compile(r"\[?⁽[^⁾]*⁾(?:\]\([^)]*\))?")
_MARK = 6  # characters of the longest mark, and the one after it

_SPECIAL = LazyPattern(f"(?=[`&<\\\\⁽>\\[{re.escape(DOUBLE + ''.join(_PAIRS))}])", flags=0)


class QuoteFilter:
    """Checks the quotes of a text that comes in pieces; a quote is held back until it is whole.

    Args:
        quotes: Takes note of the quotes.
        marks: Whether quotes get a mark.
    """

    def __init__(self, quotes: CheckedQuotes, *, marks: bool) -> None:
        self._quotes = quotes
        self._marks = marks
        self._held = ""
        self._line = ""  # what is shown of the present line

    def feed(self, piece: str) -> str:
        """Return what can be shown with the next piece of text."""
        self._held += piece
        return self._pass_on(is_end=False)

    def finish(self) -> str:
        """Return the rest; the text has ended."""
        return self._pass_on(is_end=True)

    def drop(self) -> None:
        """Forget what is held back: the text was withdrawn."""
        self._held, self._line = "", ""

    def _pass_on(self, *, is_end: bool) -> str:
        shown: list[str] = []
        while self._held:
            plain = _SPECIAL.split(self._held, 1)[0]
            self._take(plain, shown)
            if not self._held or not self._construct(shown, is_end=is_end):
                break
        return "".join(shown)

    def _take(self, source: str, shown: list[str], replacement: str | None = None) -> bool:
        """Show the beginning of what is held, or a replacement of it."""
        self._held = self._held[len(source) :]
        text = source if replacement is None else replacement
        if text:
            shown.append(text)
            self._line = (self._line + text).rpartition("\n")[2]
        return True

    def _construct(self, shown: list[str], *, is_end: bool) -> bool:
        """Read what begins with a sign; return False if more text is needed."""
        held, sign = self._held, self._held[0]
        if sign == "`":
            return self._code(shown, is_end=is_end)
        if sign == ">":
            return self._block(shown, is_end=is_end)
        if sign in "&<":
            if (written := _WRITTEN.match(held)) and (mark_itself := _mark_of(written)) in _MARKS:
                self._held = mark_itself + held[written.end() :]
                return True
            return False if _WRITTEN_BEGINS.fullmatch(held) and not is_end else self._take(sign, shown)
        if sign == "\\":
            if len(held) == 1 and not is_end:
                return False
            return self._take(sign, shown, "") if held[1:2] in set(DOUBLE) else self._take(held[:2], shown)
        if sign == "⁽":  # a mark that the model has written itself
            if len(held) < _MARK and not is_end:
                return False
            forged = re.match(r"⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}⁾(?!\()", held)  # before a bracket it is a derivative
            return self._take(forged[0], shown, "") if forged else self._take(sign, shown)
        if sign == "[":
            return self._citation(shown, is_end=is_end)
        return self._quote(shown, is_end=is_end)

    def _citation(self, shown: list[str], *, is_end: bool) -> bool:
        """Read the numbers of passages in square brackets; after a letter or digit they are part of a formula."""
        held, before = self._held, self._line[-1:]
        if not self._marks or not self._quotes.has_passages or (before.isascii() and before.isalnum()):
            return self._take("[", shown)
        found = _CITATION.match(held)
        if found is None or found.end() == len(held):
            if not is_end and (found or _CITATION_BEGINS.fullmatch(held)):
                return False
            if found is None:
                return self._take("[", shown)
        if held[found.end() : found.end() + 1] in ("(", ":"):  # a link
            return self._take(found[0], shown)
        sentence = last_sentence(_MARK_LINK.sub(" ", self._line))
        marks = [self._quotes.mark_of_passage(int(number), sentence) for number in found[1].split(",")]
        return self._take(found[0], shown, "".join(dict.fromkeys(marks)))

    def _code(self, shown: list[str], *, is_end: bool) -> bool:
        held = self._held
        ticks = len(held) - len(held.lstrip("`"))
        if ticks == len(held) and not is_end:
            return False
        if ticks == 2:  # the quotation marks of TeX
            self._held = '"' + held[2:]
            return True
        end = held.find("`" * ticks, ticks)
        line = held.find("\n")
        if ticks == 1 and line >= 0 and not 0 <= end < line:
            return self._take("`", shown)
        if end >= 0:
            return self._take(held[: end + ticks], shown)
        return self._take(held, shown) if is_end else False

    def _block(self, shown: list[str], *, is_end: bool) -> bool:
        """Read the lines of a block quote, all of which begin with `>`."""
        if not re.fullmatch(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*", self._line):
            return self._take(">", shown)
        lines = re.match(r"(?:[ \t]*>[^\n]*(?:\n|$))+", self._held)
        source = lines[0] if lines else ">"
        if len(source) == len(self._held) and not is_end and len(source) < _MAX_QUOTE:
            return False
        said = [re.sub(r"^[ \t]*(?:>[ \t]?)+", "", line) for line in source.rstrip("\n").split("\n")]
        by = said.pop() if len(said) > 1 and re.match(r"\s*[-—–]", said[-1]) else ""  # who said it
        words = " ".join(said)
        place = self._quotes.files.find(_UNESCAPED.sub(r"\1", words)) or self._quotes.files.find(_unmarked(words))
        if place is None:
            self._quotes.has_refused = self._quotes.has_refused or is_long(words)
            plain = "\n".join([*said, by] if by else said)
            return self._take(source, shown, _without_marks(plain) + source[len(source.rstrip("\n")) :])
        noted = self._quotes.mark_of(place) if self._marks else ""
        quoted = "\n".join(f"> {line}" for line in said) + (f" {noted}" if noted else "")
        # An empty line ends the block; without it, the next line would stand inside.
        return self._take(source, shown, quoted + (f"\n\n{_without_marks(by)}" if by else "") + "\n\n")

    def _quote(self, shown: list[str], *, is_end: bool) -> bool:
        held = self._held = _WRITTEN.sub(_mark_of, self._held)
        opening = held[0]
        is_double = opening in DOUBLE
        if len(held) == 1 and not is_end:
            return False
        if self._line[-1:].isalnum() and opening in "'＇ʻ״":  # noqa: RUF001
            return self._take(held[: len(held) - len(held.lstrip(opening))], shown)  # an apostrophe, or a derivative
        if held.startswith("''"):  # TeX
            self._held = '"' + held[2:]
            return True
        if self._line[-1:].isdigit() and opening in '"″' and not held[1:2].isalpha():
            return self._take(opening, shown)  # inches
        closing = (
            rf"\\?[{re.escape(_CLOSING.get(opening, DOUBLE))}]|''"
            if is_double
            else re.escape(_PAIRS[opening]) + r"(?!\w)"
        )
        end = re.compile(closing).search(held, 1)
        paragraph = held.find("\n\n")
        if end is None or 0 <= paragraph < end.start() or end.start() > _MAX_QUOTE:
            if end is None and paragraph < 0 and len(held) < _MAX_QUOTE and not is_end:
                return False
            return self._take(opening, shown, "" if is_double or opening in _CORNERS else opening)
        if not is_double and end.end() == len(held) and not is_end:
            return False
        words = held[1 : end.start()]
        place = self._quotes.files.find(_unmarked(words))
        if place is None:
            self._quotes.has_refused = self._quotes.has_refused or is_long(words)
            return self._take(held[: end.end()], shown, _without_marks(words))
        noted = self._quotes.mark_of(place) if self._marks and is_long(words) else ""
        return self._take(held[: end.end()], shown, held[: end.end()] + noted)


def _mark_of(written: re.Match[str]) -> str:
    """Return the mark that a name, a number or a tag stands for; what is no mark stays as it is written."""
    if written[0].startswith("<"):
        return "”" if written[0][1] == "/" else "“"
    sign = html.unescape(written[0])
    return sign if sign in _MARKS else written[0]


def _unmarked(words: str) -> str:
    """Return words without the signs of bold print."""
    return re.sub(r"\*\*|__", "", words)


def _without_marks(text: str) -> str:
    """Return a text without quotation marks; apostrophes stay."""
    text = _WRITTEN.sub(_mark_of, text)
    always = "".join(_MARKS - set("'‘’‚‛＇ʻʼ"))  # noqa: RUF001
    text = re.sub(f"[{re.escape(always)}]", "", text)
    return re.sub(r"(?<!\w)['‘‚‛＇ʻ]|['’＇ʼ](?!\w)|^[ \t]*>", "", text)  # noqa: RUF001

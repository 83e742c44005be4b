"""Finds quotes in files: word for word, whatever the lines, quotation marks and dashes of the print."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from agents.documents.attachments import PAGE_END, Attachment
from agents.lazy_pattern import LazyPattern

MIN_WORDS = 3  # of a quote; what is shorter is a term
_MIN_WIDE = 6  # characters of a quote in a script without spaces
_MAX_GAP = 300  # characters of the file that three dots may stand for
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
DOUBLE = '"“”„‟«»〝〞〟❝❞″＂״˝ˮʺ⹂'  # noqa: RUF001 - the marks themselves
_SINGLE = "‘’‚‛‹›′`´❛❜❮❯＇ʻʼ"  # noqa: RUF001
_DASHES = "‐‑‒–—―−"  # noqa: RUF001
_SIGNS = {ord(mark): "'" for mark in DOUBLE + _SINGLE} | {ord(one): "-" for one in _DASHES}
_EDGE = " \t\n.,;:。，；：、*_'\""  # noqa: RUF001 - belongs to the sentence around a quote
_NOT = (
    "no not never none neither nor cannot without n't nicht nie kein keine keinen keiner weder ohne "
    "nunca jamás ni sin nadie nada ne pas jamais sans aucun aucune non mai né senza não nem sem"
)

_DOTS = LazyPattern(r"[\[(]?\.{3,}[\])]?", flags=0)
_WIDE_SIGN = LazyPattern(f"[{_WIDE}]", flags=0)
_WIDE_SPACE = LazyPattern(f"(?<=[{_WIDE}。，；：、]) | (?=[{_WIDE}])(?<=[{_WIDE}。，；：、] )", flags=0)  # noqa: RUF001
_LINE_HYPHEN = LazyPattern(r"(\w+)[-‐\u00ad][ \t]*\r?\n[ \t]*(\w+)", flags=0)  # noqa: RUF001
_WITH_HYPHEN = LazyPattern(r"\b\w+-\w+\b", flags=0)
_NESTED_MARK = LazyPattern(
    r'(?<!\d)"', flags=0
)  # a quote in a quote gets other marks; after a number it is a sign of inches
NEGATION = LazyPattern(
    rf"\b(?:{'|'.join(map(re.escape, _NOT.split()))})\b|n't\b|[不没沒未無无非]|ない|ません|않|아니|नहीं|लا|ليس|لم"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands.

    Args:
        name: The name of the file.
        page: The number of its page from 1; 0 in a file without pages.
        pages: How many pages of the file were read; 0 if it is not known.
        start: Where it begins in the normalised text of the file.
        file: The file.
        quote: What stands there in the normalised text.
    """

    name: str
    page: int
    pages: int
    start: int
    file: Attachment | None = field(default=None, compare=False, repr=False)
    quote: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _FileText:
    file: Attachment
    text: str
    page_starts: tuple[int, ...]
    joined: Mapping[str, str]  # words that a line divides: their hyphen belongs to the word or to the print


class QuotedFiles:
    """The texts of files, in which quotes are looked up.

    Args:
        files: The files; pictures have no text.
    """

    def __init__(self, files: Sequence[Attachment]) -> None:
        self._texts: list[_FileText] = []
        self.add(files)

    def add(self, files: Sequence[Attachment]) -> None:
        """Add files; a long one takes a second."""
        known = [text.file for text in self._texts]
        self._texts += [_read(file) for file in files if file.text and not file.image and file not in known]

    def __bool__(self) -> bool:
        """Tell whether any file has text."""
        return bool(self._texts)

    def find(self, quote: str) -> Place | None:
        """Return where a quote stands word for word; None if it stands in no file.

        Three dots may leave out words of one passage, but no negation; each part then has the length of a quote.
        """
        parts = list(map(_trim, _DOTS.split(normalise(quote))))
        if not all(parts) or (len(parts) > 1 and not all(is_long(part) for part in parts)):
            parts = [part for part in parts if part]
            if len(parts) != 1:
                return None
        return next(filter(None, (_place(text, parts) for text in self._texts)), None)


def is_long(text: str) -> bool:
    """Tell whether a text is long enough for a quote."""
    return len(text.split()) >= MIN_WORDS or len(_WIDE_SIGN.findall(text)) >= _MIN_WIDE


def normalise(text: str) -> str:
    """Return a text in which only words, numbers and signs differ from another one, not their print."""
    text = unicodedata.normalize("NFC", text)
    text = text.translate({ord(sign): _printed(sign) for sign in set(text)} | _SIGNS)
    text = " ".join(text.replace("…", "...").split())
    text = _NESTED_MARK.sub("'", text)
    return _WIDE_SPACE.sub("", text)


def without_print(text: str) -> str:
    """Return a text for a comparison that hyphens and the signs at its ends do not decide."""
    text = normalise(_LINE_HYPHEN.sub(r"\1\2", text)).replace("-", "")
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _printed(sign: str) -> str:
    """Return what a sign stands for: the letters of a ligature, the usual width, nothing of an invisible one."""
    if "\ufb00" <= sign <= "\ufb06" or "\uff01" <= sign <= "\uffee":
        return unicodedata.normalize("NFKC", sign)
    return "" if unicodedata.category(sign) == "Cf" else sign


def _trim(part: str) -> str:
    return part.strip(_EDGE)


def _read(file: Attachment) -> _FileText:
    return _FileText(file, *_normalised(file.text))


@lru_cache(maxsize=8)  # a long text takes a second, and the next question is about the same files
def _normalised(text: str) -> tuple[str, tuple[int, ...], Mapping[str, str]]:
    """Return a text in which quotes are looked up, where its pages begin, and its words that a line divides."""
    joined: dict[str, str] = {}

    def join(divided: re.Match[str]) -> str:
        first, second = divided.groups()
        if not (first.isalpha() and second.isalpha()):
            return f"{first}-{second}"
        joined[normalise(f"{first}-{second}")] = normalise(first + second)
        return first + second

    pages = [normalise(_LINE_HYPHEN.sub(join, page)) for page in text.split(PAGE_END)]
    pages = [_join_words(page, joined) for page in pages]
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return " ".join(pages), tuple(starts), joined


def _join_words(text: str, joined: Mapping[str, str]) -> str:
    return _WITH_HYPHEN.sub(lambda word: joined.get(word[0], word[0]), text)


def _place(text: _FileText, quoted: Sequence[str]) -> Place | None:
    parts = [_join_words(part, text.joined) for part in quoted]
    for start, end in _occurrences(text.text, parts[0]):
        if all((end := _next(text.text, part, end)) for part in parts[1:]):
            page = bisect_right(text.page_starts, start) if len(text.page_starts) > 1 else 0
            if text.file.page:  # a passage of a remembered file
                return Place(text.file.name, text.file.page, 0, start, text.file, text.text[start:end])
            return Place(text.file.name, page, len(text.page_starts), start, text.file, text.text[start:end])
    return None


def _next(text: str, part: str, after: int) -> int:
    """Return the end of the next part of a quote; 0 if it does not follow in the same passage."""
    for start, end in _occurrences(text[: after + _MAX_GAP + len(part)], part, after):
        return 0 if NEGATION.search(text[after:start]) else end
    return 0


def _occurrences(text: str, part: str, after: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where a part stands as whole words and numbers; its first letter may differ in case."""
    for wanted in dict.fromkeys((part, part[0].swapcase() + part[1:])):
        at = text.find(wanted, after)
        while at >= 0:
            if _is_whole(text, at, end := at + len(wanted)):
                yield at, end
            at = text.find(wanted, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    before, first, last, following = text[max(0, start - 2) : start], text[start], text[end - 1], text[end : end + 2]
    if first.isalnum() and before and before[-1].isalnum() and not _WIDE_SIGN.match(first):
        return False
    if last.isalnum() and following and following[0].isalnum() and not _WIDE_SIGN.match(last):
        return False
    if first.isdigit() and (re.search(r"\d[.,]$", before) or re.search(r"(?:^|[\s(])[-+]$", before)):
        return False
    return not (last.isdigit() and re.match(r"[.,]\d|[%‰²³⁴]", following))

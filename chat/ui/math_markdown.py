r"""Turns mathematics into the Markdown that the page typesets: `$…$` inline, `$$` on lines of their own.

Models also write `\(…\)`, `\[…\]` and amounts such as `$5 and $10`, which the page would show as broken formulas;
amounts of money get escaped dollar signs.
"""

import re
from collections.abc import Callable

_FENCE = re.compile(r"(`{3,}|~{3,})")
_TICKS = re.compile(r"`+")
_PLAIN = re.compile(r"[^\\`~$\n]+")
# An amount of money: digits, then the end of a clause, or a word that no formula begins with.
_AMOUNT = re.compile(r"\$\d[\d,]*(?:\.\d+)?(?=[.,;:!?)](?:\s|$)|\s+[A-Za-z]{2,}|/[a-z]{2}|\s*$)")
_UNDECIDED_AMOUNT = re.compile(r"\$\d[\d.,]*(?:[;:!?)]|/[a-z]?|\s+[A-Za-z]?)?")
_CLOSING = re.compile(r"(?<![\s\\])\$(?!\d)")
_MAX_INLINE_CHARACTERS = 300
_MAX_DISPLAY_CHARACTERS = 4000
_WAIT = None


def typeset(text: str) -> str:
    """Return a complete text with its mathematics typeset."""
    typesetter = Typesetter()
    return typesetter.feed(text) + typesetter.flush()


class Typesetter:
    """Typesets a text that arrives in pieces; holds back what is still undecided, such as half a formula."""

    def __init__(self) -> None:
        self._held = ""
        self._line = ""  # what was already returned of the current line
        self._fence = ""
        self._after_display = False

    def feed(self, piece: str) -> str:
        """Add a piece, and return the text that can be shown."""
        self._held += piece
        return self._set(whole=False)

    def flush(self) -> str:
        """Return the text that was held back; the input is complete."""
        return self._set(whole=True)

    def _set(self, *, whole: bool) -> str:
        shown: list[str] = []
        while self._held:
            taken = self._in_code(whole) if self._fence else self._in_text(whole)
            if taken is _WAIT:
                break
            length, text = taken
            self._held = self._held[length:]
            shown.append(text)
            self._line = (self._line + text).rsplit("\n", 1)[-1]
        return "".join(shown)

    def _in_code(self, whole: bool) -> tuple[int, str] | None:
        line, newline, _ = self._held.partition("\n")
        marks = line.strip()
        if not newline and not whole and not marks.strip(self._fence[0]):
            return _WAIT  # perhaps the closing fence, or spaces before it
        if not self._line.strip() and len(marks) >= len(self._fence) and not marks.strip(self._fence[0]):
            self._fence = ""
        return len(line) + len(newline), line + newline

    def _in_text(self, whole: bool) -> tuple[int, str] | None:
        text = self._held
        if self._after_display:
            self._after_display = False
            if text[0] != "\n":
                return 0, "\n"
        if plain := _PLAIN.match(text):
            return plain.end(), plain[0]
        match text[0]:
            case "\n":
                return 1, "\n"
            case "`" | "~":
                return self._code(whole)
            case "\\":
                return self._escape(whole)
            case _:
                return self._dollar(whole)

    def _code(self, whole: bool) -> tuple[int, str] | None:
        marks = re.match(r"`+|~+", self._held)
        assert marks is not None  # noqa: S101 - the caller has seen the first one
        if marks.end() == len(self._held) and not whole:
            return _WAIT
        if not self._line.strip() and _FENCE.fullmatch(marks[0]):
            self._fence = marks[0]
        elif marks[0][0] == "`":
            for closing in _TICKS.finditer(self._paragraph(), marks.end()):
                if closing.end() == len(self._held) and not whole:
                    return _WAIT
                if len(closing[0]) == len(marks[0]):
                    return closing.end(), self._held[: closing.end()]
            if self._may_grow(whole, _MAX_INLINE_CHARACTERS):
                return _WAIT
        return marks.end(), marks[0]

    def _escape(self, whole: bool) -> tuple[int, str] | None:
        if len(self._held) == 1 and not whole:
            return _WAIT
        if self._held[1:2] == "(":
            return self._between("\\)", whole, _MAX_INLINE_CHARACTERS, lambda formula: f"${formula.strip()}$")
        if self._held[1:2] == "[":
            return self._between("\\]", whole, _MAX_DISPLAY_CHARACTERS, self._display)
        return min(2, len(self._held)), self._held[:2]

    def _dollar(self, whole: bool) -> tuple[int, str] | None:
        text = self._held
        if text.startswith("$$"):
            return self._between("$$", whole, _MAX_DISPLAY_CHARACTERS, self._display)
        if not whole and (text == "$" or _UNDECIDED_AMOUNT.fullmatch(text)):
            return _WAIT
        if not _AMOUNT.match(text) and not text[1:2].isspace():
            line = text.partition("\n")[0]
            closing = _CLOSING.search(line, 2)
            if closing and closing.end() == len(text) and not whole:
                return _WAIT  # a digit may follow
            if closing:
                return closing.end(), text[: closing.end()]
            if line == text and len(line) < _MAX_INLINE_CHARACTERS and not whole:
                return _WAIT
        return 1, "\\$"

    def _between(self, end: str, whole: bool, limit: int, shown: Callable[[str], str]) -> tuple[int, str] | None:
        closing = self._paragraph().find(end, 2)
        if closing >= 0:
            return closing + 2, shown(self._held[2:closing])
        if self._may_grow(whole, limit):
            return _WAIT
        return 2, self._held[:2]

    def _display(self, formula: str) -> str:
        indent = self._line
        if indent.strip():
            return f"$${formula.strip()}$$"
        self._after_display = True
        lines = [line.strip() for line in formula.strip().splitlines()]
        return f"\n{indent}".join(["$$", *lines, "$$"])

    def _paragraph(self) -> str:
        return self._held.partition("\n\n")[0]

    def _may_grow(self, whole: bool, limit: int) -> bool:
        return not whole and "\n\n" not in self._held and len(self._held) < limit

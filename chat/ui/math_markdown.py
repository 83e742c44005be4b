r"""Turns mathematics into the Markdown that the page typesets: `$…$` inline, `$$` on lines of their own.

Models also write `\(…\)`, `\[…\]` and amounts such as `$5 and $10`, which the page would show as broken formulas;
a dollar sign that opens no formula is escaped. `chat/ui/dollar_sign.py` decides which one does, and
`chat/ui/katex_source.py` writes the formula.
"""

import re
from collections.abc import Callable

from chat.ui.dollar_sign import MAX_CHARACTERS, Reading, read_dollar
from chat.ui.katex_source import ENVIRONMENT, on_lines, within_a_line

_FENCE = re.compile(r"(`{3,}|~{3,})")
_BLOCK_START = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]+)*")  # what may stand before a fence
_SPACES_AND_QUOTE = " \t>"
_TICKS = re.compile(r"`+")
_PLAIN = re.compile(r"[^\\`~$\n]+")
# An address, in which a dollar sign is a letter like any other.
_IN_ADDRESS = re.compile(r"(?:\w://[^\s<>()]*|\]\([^\s()]*)$")
_MATHEMATICAL = re.compile(r"\\\\|\\[A-Za-z]|[=^_<>+]|\d")
_PROSE = re.compile(r"[^\W\d_]{2,}")
_BAR = re.compile(r"(?<!\\)\|")  # within a table it would end the cell
_MAX_INLINE_CHARACTERS = MAX_CHARACTERS
_MAX_DISPLAY_CHARACTERS = 4000
_DISPLAY_SIGNS = 2
_BEGIN = re.compile(r"\\b(?:e|eg|egi|egin|egin\{[A-Za-z]{0,10}\*?)?")  # of an environment
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
        self._quoted = False  # whether the fence stands in a quotation
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
        marks = line.strip(_SPACES_AND_QUOTE if self._quoted else None)
        if not newline and not whole and not marks.strip(self._fence[0]):
            return _WAIT  # perhaps the closing fence, or spaces before it
        if (
            not self._line.strip(_SPACES_AND_QUOTE)
            and len(marks) >= len(self._fence)
            and not marks.strip(self._fence[0])
        ):
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
        if _FENCE.fullmatch(marks[0]) and _BLOCK_START.fullmatch(self._line):
            self._fence, self._quoted = marks[0], ">" in self._line
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
            return self._between("\\)", whole, _MAX_INLINE_CHARACTERS, self._inline)
        if self._held[1:2] == "[":
            return self._between("\\]", whole, _MAX_DISPLAY_CHARACTERS, self._display)
        if self._held[1:2] == "b":
            return self._environment(whole)
        return min(2, len(self._held)), self._held[:2]

    def _environment(self, whole: bool) -> tuple[int, str] | None:
        opening = ENVIRONMENT.match(self._held)
        if opening:
            end = f"\\end{{{opening[1]}}}"
            closing = self._held.find(end, opening.end(), _MAX_DISPLAY_CHARACTERS)
            if closing >= 0:
                length = closing + len(end)
                return length, self._display(self._held[:length])
        may_grow = len(self._held) < _MAX_DISPLAY_CHARACTERS if opening else _BEGIN.fullmatch(self._held)
        return _WAIT if may_grow and not whole else (2, self._held[:2])

    def _dollar(self, whole: bool) -> tuple[int, str] | None:
        text, signs = self._held, _signs(self._held)
        if _IN_ADDRESS.search(self._line):
            return 1, "$"
        if signs == len(text) and signs != 1 and not whole:
            return _WAIT
        if signs > _DISPLAY_SIGNS:
            return signs, "\\$" * signs
        if signs == _DISPLAY_SIGNS:
            return self._between("$$", whole, _MAX_DISPLAY_CHARACTERS, self._display)
        reading, end = read_dollar(text, self._line, whole=whole)
        match reading:
            case Reading.UNDECIDED:
                return _WAIT
            case Reading.FORMULA:
                return end, self._inline(text[1 : end - 1])
            case Reading.PLAIN:
                return 1, "\\$"

    def _between(self, end: str, whole: bool, limit: int, shown: Callable[[str], str]) -> tuple[int, str] | None:
        block = self._held[2:3] == "\n" and not self._line.strip()  # a formula in lines of its own may have empty ones
        closing = (self._held if block else self._paragraph()).find(end, 2)
        if 0 <= closing < limit:
            formula = self._held[2:closing]
            if end == "$$" and not _is_display(formula):
                return 2, "\\$\\$"
            return closing + 2, shown(formula)
        if self._may_grow(whole, limit + 2, block=block):
            return _WAIT
        return 2, self._held[:2].replace("$", "\\$")

    def _inline(self, formula: str) -> str:
        formula = within_a_line(formula)
        if self._line.lstrip().startswith("|"):
            formula = _BAR.sub(r"\\vert ", formula).rstrip()
        sign = "$$" if "$" in formula else "$"  # Markdown knows no escaped sign within a formula, and no nested one
        apart = " " if self._line.endswith("$") and not self._line.endswith("\\$") else ""
        return f"{apart}{sign}{formula}{sign}"

    def _display(self, formula: str) -> str:
        indent = self._line
        if indent.strip():
            return f"$${within_a_line(formula)}$$"
        self._after_display = True
        lines = [line.strip() for line in on_lines(formula).splitlines() if line.strip()]
        return f"\n{indent}".join(["$$", *lines, "$$"])

    def _paragraph(self) -> str:
        return self._held.partition("\n\n")[0]

    def _may_grow(self, whole: bool, limit: int, *, block: bool = False) -> bool:
        return not whole and (block or "\n\n" not in self._held) and len(self._held) < limit


def _signs(text: str) -> int:
    """Count the dollar signs with which a text begins."""
    return len(text) - len(text.lstrip("$"))


def _is_display(text: str) -> bool:
    """Tell whether what stands between double signs is mathematics; levels of prices have only words between."""
    return "\n" in text or bool(_MATHEMATICAL.search(text)) or not _PROSE.search(text)

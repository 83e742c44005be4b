r"""Decides whether a dollar sign opens a formula, or is a plain sign: money, a variable of a shell, a prompt.

The line is read from the sign on, one token at a time. It is a formula if everything up to the next dollar sign reads
as mathematics, and a plain sign as soon as it cannot be one. What could be either stays as written.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from chat.ui.formula_words import MAX_PRODUCT, is_prose, may_become_mathematical

MAX_CHARACTERS = 500  # of a formula within a line

_TEXT_COMMANDS = (
    r"text(?:rm|bf|it|tt|sf|normal)?|math(?:rm|bf|it|tt|sf|bb|cal|frak|scr)|operatorname\*?|emph|mbox|hbox"
    r"|begin|end|tag"
)
_BRACED = r"\s*\{(?:[^{}$\\\n]|\\.)*\}"
_WITH_FORMULAS = r"\s*\{(?:[^{}$\\\n]|\\.|\$(?:[^$\\\n]|\\.)*\$)*"  # the words of a text, which may hold formulas
_SENTENCE_SIGNS = "\xa1-\xab\xb6\xbb\xbf\u2014\u2015\u2018-\u2022\u2026\u20a0-\u20cf\u3000-\u303f\uff00-\uffef"
_TOKENS = re.compile(
    rf"""(?P<named>\\(?:{_TEXT_COMMANDS}){_WITH_FORMULAS}\}})
    |(?P<unclosed>(?:\\(?:{_TEXT_COMMANDS}){_WITH_FORMULAS}(?:\$[^$\n]*)?|[_^]\s*\{{(?:[^{{}}$\\\n]|\\.)*)\\?\Z)
    |(?P<script>[_^]{_BRACED}|[_^][A-Za-z]+)
    |(?P<delimiter>\\[()\[\]])
    |(?P<command>\\(?:[A-Za-z]+|.|\Z))
    |(?P<number>\d+(?:[.,]\d+)*)
    |(?P<word>[^\W\d_]+)
    |(?P<space>[ \t]+)
    |(?P<stars>\*\*+|\]\(|\[\^|/{{2,}})
    |(?P<operator>[-+*/=<>|!^_~%&\u2013\u2212]|[^\w\s\x00-\x7f{_SENTENCE_SIGNS}])
    |(?P<open>[(\[{{])
    |(?P<close>[)\]}}])
    |(?P<mark>[,.;:?'])
    |(?P<dollar>\$)
    |(?P<foreign>.|\n)""",
    re.VERBOSE,
)
_GROWING = {"script", "command", "number", "word", "space", "stars", "operator", "open", "close"}
_JOINING = ("operator", "command")  # what makes a word beside it a variable
_CURRENCY_CODE = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]{1,3}|Mex|Can)$")
_NUMBER_ONLY = re.compile(r"[^\w\s]{0,2}\s?\d[\d.,]*[kKmMbB]?[^\w\s]?")
_DANGLING = frozenset("([{<>=+-–−*/|:,;.?!^_&~%×·→")
_RELATIONS = frozenset("=<>+/|≤≥≠≈∈→⇒×·-−")
_OPENS_MORE = frozenset("\\({[_")


class Reading(Enum):
    """What is known of a dollar sign."""

    UNDECIDED = auto()
    PLAIN = auto()
    FORMULA = auto()


@dataclass(slots=True)
class _Line:
    """What was read since the dollar sign.

    Args:
        money: Whether it began like an amount.
        padded: Whether it began with a space.
        before: What stands before the dollar sign.
    """

    money: bool
    padded: bool
    before: str
    spaced: bool = False  # whether a space follows it
    kind: str = ""  # of the last token that is no space
    pending: bool = False  # a word of prose whose right neighbour is not known yet
    pending_left: str = ""  # the kind of token to its left
    letters: bool = False
    evidence: bool = False  # a command or a script of LaTeX
    relation: bool = False
    matrix: bool = False
    square: bool = False
    depth: int = 0
    lowest: int = 0

    def reads_as_prose(self, word: str) -> bool:
        """Tell whether the next word belongs to a sentence; glued to a number, as in `2xy`, letters are variables."""
        factor = self.kind == "number" and not self.spaced and len(word) <= MAX_PRODUCT
        after_amount = self.money and self.spaced and self.kind in ("number", "word", "mark", "close")
        return not factor and is_prose(word, money=after_amount)


def read_dollar(text: str, before: str, *, whole: bool) -> tuple[Reading, int]:
    """Read a dollar sign.

    Args:
        text: The text from the dollar sign on, which is followed by no second one.
        before: What stands before it in its line.
        whole: Whether the text is complete; more of it never changes a decision.

    Returns:
        What it is, and where the formula ends, behind its closing sign.
    """
    first = text[1:2]
    if (first.isdigit() or first == " ") and _CURRENCY_CODE.search(before):
        return Reading.PLAIN, 0
    line = _Line(money=first.isdigit(), padded=first in (" ", "\t"), before=before)
    at = 1
    while at < len(text):
        token = _TOKENS.match(text, at)
        assert token is not None  # noqa: S101 - the last alternative matches anything
        kind, at = str(token.lastgroup), token.end()
        if at > MAX_CHARACTERS:
            return Reading.PLAIN, 0
        if kind == "dollar":
            following = text[at : at + 1]
            if not following and not whole:
                return Reading.UNDECIDED, 0
            return (Reading.FORMULA, at) if _closes(line, text[1 : at - 1], following) else (Reading.PLAIN, 0)
        if at == len(text) and not whole and (kind in _GROWING or kind == "unclosed"):
            return (Reading.PLAIN if _is_lost(line, token[0], kind) else Reading.UNDECIDED), 0
        if not _takes(line, token[0], kind):
            return Reading.PLAIN, 0
    return (Reading.PLAIN if whole else Reading.UNDECIDED), 0


def _is_lost(line: _Line, part: str, kind: str) -> bool:
    """Tell whether an unfinished token already excludes a formula."""
    strict = line.money or line.padded
    return kind == "word" and strict and line.reads_as_prose(part) and not may_become_mathematical(part)


def _takes(line: _Line, part: str, kind: str) -> bool:
    """Take one token; return False if this is no formula."""
    if kind == "space":
        line.spaced = True
        return True
    if kind in ("foreign", "stars", "delimiter", "unclosed") or (part == "&" and not line.matrix):
        return False
    if line.pending:
        enclosed = line.pending_left == "open" and (kind == "close" or part in ",|")
        if not (kind in _JOINING or line.pending_left in _JOINING or enclosed):
            return False
        line.pending = False
    if kind == "word":
        if line.reads_as_prose(part):
            if line.money or line.padded:
                return False
            line.pending, line.pending_left = True, line.kind
        line.letters = True
    line.evidence = line.evidence or kind in ("command", "named", "script")
    line.matrix = line.matrix or part.startswith("\\begin")
    line.relation = line.relation or part in _RELATIONS
    line.square = line.square or part in "[]"
    line.depth += {"open": 1, "close": -1}.get(kind, 0)
    line.lowest = min(line.lowest, line.depth)
    line.kind, line.spaced = kind, False
    return True


def _closes(line: _Line, formula: str, following: str) -> bool:
    """Tell whether the dollar sign behind a formula, which reads as mathematics, closes it."""
    if line.pending and line.pending_left not in _JOINING:
        return False
    if (line.depth or line.lowest) and not line.square and len(formula) > 1:
        return False
    if following.isdigit() and (line.money or not line.evidence):
        return False
    joined = following != "" and (following.isalnum() or following in _OPENS_MORE)
    if line.padded or formula[-1] in " \t":
        strong = line.evidence or (line.letters and line.relation)
        open_end = joined or formula.rstrip()[-1:] in _DANGLING
        return strong and not (line.money or open_end or line.before.rstrip()[-1:].isdigit())
    if joined and (formula[-1] in _DANGLING or re.fullmatch(r"[A-Za-z_]{2,}", formula)):
        return False
    if (line.before[-1:].isalpha() and line.before.isascii() and following.isalpha()) or _is_half_bar(formula):
        return False
    number_before = line.before[-1:].isdigit()
    if number_before and (_NUMBER_ONLY.fullmatch(formula) or not (line.letters or line.evidence)):
        return False
    return not (line.before.count("|") and _is_two_cells(line.before, formula))


def _is_two_cells(before: str, formula: str) -> bool:
    """Tell whether a bar within a formula is the border between two cells of a table."""
    return before.lstrip().startswith("|") and bool(re.search(r"(?<!\\)\|\s|\s\|", formula))


def _is_half_bar(formula: str) -> bool:
    """Tell whether a formula begins with the second of two bars, or with that of an alternative."""
    return formula.startswith("|") and formula.count("|") % 2 == 1 and "\\" not in formula

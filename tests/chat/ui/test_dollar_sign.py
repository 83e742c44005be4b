"""Money, shells and formulas in one line."""

import re

import pytest

from chat.ui.math_markdown import Typesetter, typeset
from tests.chat.ui.dollar_lines import LATER, LINES

MARKED = re.compile("⟦.*?⟧")
TOKEN = re.compile(r"\\.|`+|\$+|<\w+://[^>]*>|\]\([^()\s]*\)|\w+://[^\s<>()]*|.", re.DOTALL)


def formulas(markdown: str) -> list[str]:
    """What Markdown with mathematics takes for formulas: escapes, code and addresses are skipped, equal
    runs of signs pair."""
    found, at = [], 0
    while at < len(markdown):
        run = TOKEN.match(markdown, at)
        assert run is not None
        at = run.end()
        if run[0][0] not in "`$":
            continue
        sign = re.escape(run[0][0])
        closing = re.compile(rf"(?<!{sign}){re.escape(run[0])}(?!{sign})").search(markdown, at)
        if closing is not None:
            if run[0][0] == "$":
                found.append(markdown[at : closing.start()].strip())
            at = closing.end()
    return found


def wrong(lines: list[str]) -> list[str]:
    """The lines of which a formula is missed, or something else is taken for one."""
    return [line for line in lines if formulas(typeset(_written(line))) != _expected(line)]


def _written(line: str) -> str:
    return line.replace("⟦", "").replace("⟧", "")


def _expected(line: str) -> list[str]:
    return [each.strip("⟦$ ⟧") for each in MARKED.findall(line)]


def test_table_is_right() -> None:
    assert len(LINES) >= 150
    assert wrong(LINES) == []


def test_lines_that_the_rules_were_not_made_for_are_right() -> None:
    assert wrong(LATER) == ["$4⟦$n$⟧"]  # as well a formula before a letter, as in `$4$th`


@pytest.mark.parametrize("size", [1, 2, 5])
def test_pieces_are_read_as_the_whole_line(size: int) -> None:
    for line in LINES + LATER:
        typesetter, written = Typesetter(), _written(line)
        pieces = [typesetter.feed(written[at : at + size]) for at in range(0, len(written), size)]
        assert "".join(pieces) + typesetter.flush() == typeset(written)


def test_nothing_but_signs_and_formulas_is_changed() -> None:
    for line in LINES + LATER:
        written = _written(line)
        assert re.sub(r"[\\$ ]", "", typeset(written)) == re.sub(r"[\\$ ]", "", written)

"""A number of a passage becomes a mark where the passage says what its sentence says, and another mark where not."""

import pytest

from agents.documents.attachments import PAGE_END, Attachment
from agents.documents.checked_quotes import UNCOMPARED, UNCONFIRMED, CheckedQuotes
from agents.documents.quote_filter import QuoteFilter
from agents.documents.quotes import QuotedFiles
from agents.reading.search import PassageSearch
from agents.reading.selection import select
from tests.bench.memory import Words

PAGES = ("Osmosis is the movement of water.", "It needs no energy at all, as the text says.")
BOOK = Attachment("cells.pdf", "application/pdf", PAGE_END.join(PAGES), address="/reading/t/f")
FILES = select("osmosis", [BOOK], PassageSearch(Words()))
FIRST = "[⁽¹⁾](/reading/t/f/0/33/cells.pdf)"
QUOTED = "[⁽¹⁾](/reading/t/f/0/32/cells.pdf)"  # without the full stop
FIRST_NOT = f"[{UNCONFIRMED}](/reading/t/f/0/33/cells.pdf)"
SECOND_NOT = f"[{UNCONFIRMED}](/reading/t/f/34/78/cells.pdf)"


def shown(text: str, size: int, *, marks: bool = True) -> tuple[str, CheckedQuotes]:
    quotes = CheckedQuotes(QuotedFiles(FILES), FILES)
    checked = QuoteFilter(quotes, marks=marks)
    pieces = [checked.feed(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(pieces) + checked.finish(), quotes


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Osmosis is movement of water [1].", f"Osmosis is movement of water {FIRST}."),
        ("Osmosis is movement of water. [1]", f"Osmosis is movement of water. {FIRST}"),
        ("Osmosis is movement of water [1, page 1]", f"Osmosis is movement of water {FIRST}"),
        ("Osmosis moves sugar out of plants [1].", f"Osmosis moves sugar out of plants {FIRST_NOT}."),
        ("Osmosis needs much energy [2].", f"Osmosis needs much energy {SECOND_NOT}."),
        ("Osmosis is movement of water [7].", f"Osmosis is movement of water {UNCONFIRMED}."),
        ("[1]", FIRST_NOT),
        (
            "It needs no energy at all [2]. Osmosis is movement of water [1].",
            "It needs no energy at all [⁽¹⁾](/reading/t/f/34/78/cells.pdf). "
            "Osmosis is movement of water [⁽²⁾](/reading/t/f/0/33/cells.pdf).",
        ),
        (f"“{PAGES[0][:-1]}” [1].", f"“{PAGES[0][:-1]}”{QUOTED} {FIRST}."),
        ("It says “needs no energy at all”.", "It says “needs no energy at all”[⁽¹⁾](/reading/t/f/37/59/cells.pdf)."),
        ("x[1] and `a [1]` and [1](https://a.example)", "x[1] and `a [1]` and [1](https://a.example)"),
        ("A list [one] and [ ] and [", "A list [one] and [ ] and ["),
    ],
)
def test_numbers_become_marks(said: str, expected: str, size: int) -> None:
    text, quotes = shown(said, size)
    assert text == expected
    assert quotes.has_unconfirmed == (UNCONFIRMED in expected)


def test_notes_and_sources_name_file_and_page() -> None:
    _, quotes = shown("Osmosis is movement of water [1]. It needs no energy at all [2]. It is old [2].", 5)
    assert [str(note) for note in quotes.notes("")] == [
        "⁽¹⁾ in cells.pdf, page 1 of 2",
        "⁽²⁾ in cells.pdf, page 2 of 2",
        "⁽?⁾ The words of this sentence are not those of the passage that was named for it. It may still be right, "
        "for example in another language; compare the two.",
    ]
    assert [(one.mark, one.page, one.text) for one in quotes.sources] == [(1, 1, PAGES[0]), (2, 2, PAGES[1])]


def test_a_specialist_keeps_the_numbers_for_the_teacher() -> None:
    assert shown("Osmosis is movement of water [1].", 3, marks=False)[0] == "Osmosis is movement of water [1]."


@pytest.mark.parametrize("size", [1, 1000])
def test_a_sentence_in_another_language_is_told_apart_from_one_that_is_not_said(size: int) -> None:
    text, quotes = shown("La ósmosis no necesita nada de energía [2]. Osmosis needs much energy [2].", size)
    not_compared = f"[{UNCOMPARED}](/reading/t/f/34/78/cells.pdf)"
    assert text == f"La ósmosis no necesita nada de energía {not_compared}. Osmosis needs much energy {SECOND_NOT}."
    assert not quotes.sources
    assert [str(note).split(" ")[:6] for note in quotes.notes("")] == [
        [UNCONFIRMED, "The", "words", "of", "this", "sentence"],
        [UNCOMPARED, "This", "sentence", "could", "not", "be"],
    ]

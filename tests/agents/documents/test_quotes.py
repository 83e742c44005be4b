"""A quote passes only where its words stand in the file, whatever the print."""

# ruff: noqa: RUF001 - the marks and scripts themselves

import pytest

from agents.documents.attachments import PAGE_END, Attachment
from agents.documents.quotes import QuotedFiles

BOOK = PAGE_END.join(
    (
        "Chapter 1\nOsmosis is the move-\nment of water through a semi-\npermeable membrane. It does not need energy, "
        "and it stops when both sides are equal.",
        "The cell’s ﬁrst wall — thin, but ﬂexible — is the “membrane”. In 1855 it held 10.5 grams of salt; "
        "by 1877 there were 1,250 cells. Plants are not able to live without light, and fungi are.",
        "Die Zelle ist die kleinste Einheit. „Omnis cellula e cellula“, schrieb Virchow im Jahr 1855.",
        "细胞是生命的基本单位。水通过半透膜 移动，不需要能量。",
        "The rate is at most −3 degrees. Water boils at 100 °C at sea level. The café opens at naïve hours.",
    )
)
FILES = QuotedFiles([Attachment("cells.pdf", "application/pdf", BOOK)])

FABRICATED = """
Osmosis is the movement of sugar through a semi-permeable membrane
Osmosis is the movement of water through a permeable membrane
Osmosis is not the movement of water
Osmosis is a movement of water through a semi-permeable membrane
Osmosis was the movement of water
The movement of water is osmosis
through a semi-permeable membrane. It needs energy
It does need energy
It does not need any energy
it stops when both sides are unequal
it stops when both sides are not equal
it never stops when both sides are equal
when both sides are equals
The cell's second wall
The cells first wall is thin
The cell's first wall - thick, but flexible
The cell's first wall - thin and flexible
is not the "membrane"
In 1856 it held 10.5 grams of salt
In 1855 it held 10.6 grams of salt
In 1855 it held 105 grams of salt
In 1855 it held 10,5 grams of salt
0.5 grams of salt
5 grams of salt
In 1855 it held 10
there were 1,251 cells
there were 1250 cells
250 cells. Plants are not able
there were 1
by 1877 there were 1,250 cell
Plants are able to live without light
Plants are not able to live with light
able to live without light, and fungi are not
Plants are ... able to live without light
It does ... need energy
Osmosis is the movement ... able to live without light
able to live without light ... Osmosis is the movement
Osmosis ... water through a membrane of sugar
Chapter 1 ... sugar through a membrane
... sugar through the membrane ...
Die Zelle ist die größte Einheit
Die Zelle ist keine kleinste Einheit
Die Zelle sei die kleinste Einheit
Omnis cellula ex cellula
schrieb Virchow im Jahr 1885
细胞不是生命的基本单位
细胞是生命的最小单位
水通过半透膜移动，需要能量
水…需要能量
油通过半透膜移动
The rate is at most 3 degrees
3 degrees. Water boils
The rate is at least −3 degrees
Water boils at 10
Water boils at 100 °F
Water boils at 1000 °C
Water boils at 100 °C at sea levels
The cafe opens at naïve hours
The café opens at naive hours
osmosis is the MOVEMENT of water
ſmosis is the movement of water
Osmosis is the mov\u0435ment of water
Osmosis is the movement of wat
mosis is the movement of water
Osmosis, is the movement of water
Osmosis is: the movement of water
As the book says, osmosis is the movement of water
Water is the source of life
""".strip().splitlines()

TRUE = """
Osmosis is the movement of water
osmosis is the movement of water
Osmosis  is the movement of  water
through a semi-permeable membrane
through a semi‑permeable membrane
through a semipermeable membrane
a semi-permeable membrane.
a semi-permeable membrane,
It does not need energy
It does not need energy, and it stops
, and it stops when both sides are equal
Osmosis is the movement ... does not need energy
Osmosis is the movement … does not need energy
Osmosis is the movement [...] a semi-permeable membrane
Osmosis is the movement (…) a semi-permeable membrane
... it stops when both sides are equal
it stops when both sides are equal ...
The cell's first wall
The cell’s first wall
The cell‘s ﬁrst wall
first wall - thin, but flexible - is
first wall – thin, but flexible – is
first wall — thin, but ﬂexible — is
is the "membrane"
is the “membrane”
is the 'membrane'
is the «membrane»
In 1855 it held 10.5 grams of salt
10.5 grams of salt; by 1877
there were 1,250 cells
by 1877 there were 1,250 cells.
Plants are not able to live without light
Die Zelle ist die kleinste Einheit
Omnis cellula e cellula
"Omnis cellula e cellula", schrieb Virchow
schrieb Virchow im Jahr 1855
细胞是生命的基本单位
水通过半透膜移动，不需要能量
水通过半透膜 移动，不需要能量。
at most −3 degrees
at most -3 degrees
Water boils at 100 °C
The cafe\u0301 opens at naïve hours
Osmosis is the mo\u00advement of water
""".strip().splitlines()


@pytest.mark.parametrize("quote", FABRICATED)
def test_a_fabricated_quote_stands_nowhere(quote: str) -> None:
    assert FILES.find(quote) is None


@pytest.mark.parametrize("quote", TRUE)
def test_a_true_quote_is_found(quote: str) -> None:
    place = FILES.find(quote)
    assert place is not None
    assert (place.name, place.pages) == ("cells.pdf", 5)


@pytest.mark.parametrize(
    ("quote", "page"),
    [
        ("Osmosis is the movement", 1),
        ("The cell's first wall", 2),
        ("Omnis cellula e cellula", 3),
        ("细胞是生命的基本单位", 4),
        ("Water boils at 100 °C", 5),
        ("both sides are equal. The cell's first wall", 1),
    ],
)
def test_the_page_is_that_on_which_the_quote_begins(quote: str, page: int) -> None:
    place = FILES.find(quote)
    assert place is not None
    assert place.page == page


def test_a_file_without_pages_has_no_page_number() -> None:
    place = QuotedFiles([Attachment("notes.txt", "text/plain", "The sky is blue today.")]).find("the sky is blue")
    assert place is not None
    assert place.page == 0


@pytest.mark.parametrize("quote", ["", " ", "...", "“”", "… … …", "\u200b"])
def test_nothing_is_no_quote(quote: str) -> None:
    assert FILES.find(quote) is None


def test_a_picture_has_no_words() -> None:
    assert not QuotedFiles([Attachment("a.png", "image/png", image=b"png")])

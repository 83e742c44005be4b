"""Quotation marks pass around the words of a file and nowhere else, however the text is cut into pieces."""

# ruff: noqa: RUF001 - the marks themselves

import re

import pytest

from agents.documents.attachments import PAGE_END, Attachment
from agents.documents.checked_quotes import CheckedQuotes
from agents.documents.quote_filter import QuoteFilter
from agents.documents.quotes import QuotedFiles

BOOK = "Osmosis is the movement of water." + PAGE_END + "It does not need energy, the text says."
FILES = QuotedFiles([Attachment("cells_1.pdf", "application/pdf", BOOK)])
TRUE, FALSE = "Osmosis is the movement of water", "Osmosis is the movement of sugar"
FORMS = [
    '"{}"',
    "“{}”",
    "„{}“",
    "„{}”",
    "«{}»",
    "»{}«",
    "‟{}”",
    "〝{}〞",
    "❝{}❞",
    "＂{}＂",
    "″{}″",
    "‘{}’",
    "‚{}‘",
    "‛{}’",
    "‹{}›",
    "›{}‹",
    "'{}'",
    "「{}」",
    "『{}』",
    "``{}''",
    '\\"{}\\"',
    "&quot;{}&quot;",
    "&ldquo;{}&rdquo;",
    "&#34;{}&#34;",
    "&laquo;{}&raquo;",
    '**"{}"**',
    '"**{}**"',
    '*"{}"*',
    '- "{}"',
    '("{}")',
    "> {}",
    ">{}",
    "  > {}",
    "- > {}",
    "1. > {}",
    "> > {}",
    '> "{}"',
    "> **{}**",
    "> {}\n> — the book",
    "> {}\n\n",
    "“{}”, as it says",
    "“ {} ”",
    "“\n{}\n”",
    "«\u00a0{}\u00a0»",
    "“‘{}’”",
    '| "{}" |',
    "# “{}”",
    '~~"{}"~~',
    "[“{}”](https://a.example)",
    "&lsquo;{}&rsquo;",
    "&lsaquo;{}&rsaquo;",
    "&apos;{}&apos;",
    "&#39;{}&#39;",
    "&#x2018;{}&#x2019;",
    "&QUOT;{}&QUOT;",
    "&ldquor;{}&rdquor;",
    "&Prime;{}&Prime;",
    "&OpenCurlyDoubleQuote;{}&CloseCurlyDoubleQuote;",
    "&OpenCurlyQuote;{}&CloseCurlyQuote;",
    "<q>{}</q>",
    '<Q cite="https://a.example">{}</Q>',
    "<blockquote>{}</blockquote>",
    "❛{}❜",
    "❮{}❯",
    "״{}״",
    "˝{}˝",
    "ˮ{}ˮ",
    "ʺ{}ʺ",
    "⹂{}⹂",
    "〟{}〟",
    "＇{}＇",
    "ʻ{}ʼ",
    "｢{}｣",
    "﹁{}﹂",
    "﹃{}﹄",
]
SIGNS = set("\"“”„‟«»〝〞〟❝❞＂″״˝ˮʺ⹂‘’‚‛‹›❛❜❮❯＇ʻʼ「」『』｢｣﹁﹂﹃﹄'&⁽<")


def _shown(text: str, size: int, *, marks: bool = True) -> tuple[str, CheckedQuotes]:
    quotes = CheckedQuotes(FILES)
    checked = QuoteFilter(quotes, marks=marks)
    pieces = [checked.feed(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(pieces) + checked.finish(), quotes


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("form", FORMS)
def test_a_fabricated_quote_loses_its_marks(form: str, size: int) -> None:
    shown, quotes = _shown(form.format(FALSE), size)
    assert FALSE in shown
    assert not set(shown) & SIGNS
    assert not re.search(r"^\W*>", shown)
    assert not quotes.places
    assert quotes.has_refused


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("form", FORMS)
def test_a_true_quote_keeps_its_marks_and_gets_its_place(form: str, size: int) -> None:
    shown, quotes = _shown(form.format(TRUE), size)
    assert TRUE in shown
    assert "⁽¹⁾" in shown
    assert not quotes.has_refused
    assert [(place.name, place.page) for place in quotes.places] == [("cells_1.pdf", 1)]


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "text",
    [
        "It's 5\" long, the cell's wall isn't; two boys' books.\n",
        'Run `print("made up words here")` now.',
        '```python\nprint("made up words here")\n```\n',
        "3 > 2 and a & b, and a\\*b",
        "x' and y'' are derivatives",
        "A sentence without any.",
        "AT&T &amp; others",
        "a &lt; b, 2 < 3 and <b>bold",
        "the abbreviation צה״ל in a text",
        "Write `&ldquo;made up words here&rdquo;` or `<q>made up words here</q>`.",
    ],
)
def test_what_is_no_quote_stays_as_it_is(text: str, size: int) -> None:
    shown, quotes = _shown(text, size)
    assert shown == text
    assert not quotes.has_refused


@pytest.mark.parametrize("size", [1, 1000])
def test_what_follows_a_block_never_joins_it(size: int) -> None:
    shown, _ = _shown(f"> {TRUE}\nof sugar and salt", size)
    assert shown == f"> {TRUE} ⁽¹⁾\n\nof sugar and salt"


@pytest.mark.parametrize("size", [1, 1000])
def test_only_the_file_stands_in_a_block(size: int) -> None:
    shown, _ = _shown(f"> {TRUE}\n> — and it needs sugar\n", size)
    assert shown == f"> {TRUE} ⁽¹⁾\n\n— and it needs sugar\n\n"


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_a_mark_is_never_the_models_own(size: int) -> None:
    assert _shown("It needs sugar.⁽¹⁾ And salt ⁽²³⁾.", size)[0] == "It needs sugar. And salt ."


def test_quotes_of_one_page_share_a_mark_and_the_note_names_the_page() -> None:
    shown, quotes = _shown(f'"{TRUE}", "does not need energy", "the movement of water" and "{FALSE}".', 4)
    assert shown == (f'"{TRUE}"⁽¹⁾, "does not need energy"⁽²⁾, "the movement of water"⁽¹⁾ and {FALSE}.')
    assert [str(note) for note in quotes.notes("")] == [
        "⁽¹⁾ in cells\\_1.pdf, page 1 of 2",
        "⁽²⁾ in cells\\_1.pdf, page 2 of 2",
        "Some words stood in quotation marks but are not in your file; the marks were removed.",
    ]


def test_a_specialist_gives_no_marks() -> None:
    assert _shown(f'"{TRUE}"', 3, marks=False)[0] == f'"{TRUE}"'


def test_a_quote_is_not_shown_before_it_is_whole() -> None:
    checked = QuoteFilter(CheckedQuotes(FILES), marks=True)
    assert checked.feed('He says "Osmosis is the') == "He says "
    assert checked.feed(" movement") == ""
    assert checked.feed(' of water", and') == '"Osmosis is the movement of water"⁽¹⁾, and'


def test_what_was_withdrawn_does_not_come_back() -> None:
    checked = QuoteFilter(CheckedQuotes(FILES), marks=True)
    checked.feed('"Osmosis is')
    checked.drop()
    assert checked.feed("New") + checked.finish() == "New"

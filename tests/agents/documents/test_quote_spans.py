"""A quote is located to the letter in the text of its file, however that is printed."""

# ruff: noqa: RUF001 - the signs themselves

import random
import re

import pytest

from agents.documents.attachments import PAGE_END, Attachment
from agents.documents.quote_spans import locate
from agents.documents.quotes import QuotedFiles


def found(text: str, quote: str) -> str:
    place = QuotedFiles([Attachment("a.pdf", "application/pdf", text)]).find(quote)
    assert place is not None
    passage, (start, end) = locate(text, place.page, place.quote)
    assert text[passage[0] : passage[1]].strip()
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("Before. Trams have run since 1882. After.", "Trams have run since 1882", "Trams have run since 1882"),
        ("Before. Trams  have\nrun since 1882. After.", "trams have run since", "Trams  have\nrun since"),
        ("The trans-\nport of “all the” people", "transport of 'all the' people", "trans-\nport of “all the” people"),
        ("An e\u0301cole de la ville.", "\u00e9cole de la", "e\u0301cole de la"),
        ("The ﬁrst tram is oﬃcial now.", "first tram is official", "ﬁrst tram is oﬃcial"),
        ("水的移动叫做渗透。它不需要\n能量，书上说。", "它不需要能量", "它不需要\n能量"),
        ("One two three. And so on: four five six.", "One two three … four five six", None),
        ("हम सब पानी पीते हैं। यह अच्छा है।", "सब पानी पीते हैं", "सब पानी पीते हैं"),
        ("Well-known trams. A well-\nknown tram is red.", "well-known tram is red", "well-\nknown tram is red"),
    ],
)
def test_quote_is_located_in_the_print(text: str, quote: str, stands: str | None) -> None:
    assert found(text, quote) == (text[:-1] if stands is None else stands)


def test_letters_that_stand_there_otherwise_are_not_the_quote() -> None:
    text = "It costs 1.5 to go on. " + "Filler. " * 30 + "It costs 15 to go on."
    assert locate(text, 0, "costs 15 to go").quote == (text.index("costs 15"), text.index(" on.", 30))


def test_quote_of_the_second_page_is_located_there() -> None:
    text = "Trams are red here." + PAGE_END + "Say: trams are red here."
    passage, quote = locate(text, 2, "trams are red")
    assert text[slice(*quote)] == "trams are red"
    assert quote[0] > text.index(PAGE_END)
    assert passage == (text.index("Say"), len(text))


def test_what_cannot_be_located_is_its_passage() -> None:
    text = "One paragraph of words.\n\n" + "x" * 900 + "\n\nAnother one of words."
    passage, quote = locate(text, 0, "another thing of words")
    assert quote == passage
    assert text[slice(*passage)]


def test_every_quote_of_a_text_is_located() -> None:
    draw = random.Random(21)
    words = [
        draw.choice(["tram", "the", "lake", "is", "1882", "“old”", "co-op", "end.", "naïve", "α"]) for _ in range(900)
    ]
    text = "".join(word + draw.choice([" ", " ", "\n", "  ", "\n\n"]) for word in words)
    for _ in range(100):
        first = draw.randrange(890)
        quote = " ".join(words[first : first + draw.randint(4, 9)])
        assert _whole_words(found(text, quote)) == _whole_words(quote)


def _whole_words(text: str) -> str:
    return re.sub(r"^\W+|\W+$", "", " ".join(text.split()))

"""A sentence rests on a passage only where words, numbers and negations agree."""

import pytest

from agents.documents.support import last_sentence, supports

PASSAGE = (
    "Trams have run in the city since 1882. The first were drawn by horses. The lake does not freeze in most winters; "
    "the bridge is 3.5 km long."
)
SUPPORTED = [
    "Trams have run since 1882",
    "The first trams were drawn by horses.",
    "**The lake does not freeze in most winters**",
    "The bridge is 3.5 km long",
    "In 1882 the city's trams were running",
]
UNSUPPORTED = [
    "Trams have run in the city since 1892.",
    "The first were not drawn by horses.",
    "The lake freezes in most winters",
    "The bridge is 3.5 km long and 20 m wide",
    "The bridge is 35 km long",
    "The castle burned down in the great fire.",
    "Die ersten wurden von Pferden gezogen.",
    "",
    "…",
    "It is.",
]


@pytest.mark.parametrize("sentence", SUPPORTED)
def test_what_the_passage_says_is_supported(sentence: str) -> None:
    assert supports(PASSAGE, sentence)


@pytest.mark.parametrize("sentence", UNSUPPORTED)
def test_what_the_passage_does_not_say_is_not(sentence: str) -> None:
    assert not supports(PASSAGE, sentence)


@pytest.mark.parametrize(
    ("text", "last"),
    [("One. Two is here.", "Two is here."), ("一。二三。", "二三。"), ("One. ", "One."), ("- **", ""), ("", "")],
)
def test_the_last_sentence_is_the_claim(text: str, last: str) -> None:
    assert last_sentence(text) == last

"""A sentence rests on a passage only where words, numbers and negations agree."""

import pytest

from agents.documents.support import has_unmarked, last_sentence, supports

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


MARK = "[⁽¹⁾](/reading/t/f/0/33/a.pdf)"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        f"Trams have run since 1882{MARK}.",
        f"Trams have run since 1882. {MARK} The first were drawn by horses.⁽²⁾",
        f"Trams have run since 1882. {MARK} [⁽?⁾](/reading/t/f/0/33/b.pdf)",
        "This is what your file says:\n\n> Trams have run since 1882. And horses did.\n",
        f"# The trams of the city.\n\nTrams have run since 1882{MARK}.\n\n```\nThis is only a program.\n```",
        f"Of course! Trams have run since 1882{MARK}. What would you like to know now?",
    ],
)
def test_answer_has_no_statement_without_a_mark(answer: str) -> None:
    assert not has_unmarked(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "Trams have run since 1882.",
        f"Trams have run since 1882{MARK}. The first were drawn by horses.",
        f"The first were drawn by horses. Trams have run since 1882. {MARK}",
        f"- The first were drawn by horses.\n- Trams have run since 1882{MARK}.",
        f"电车从一八八二年开始运行。第一辆由马拉。{MARK}",
    ],
)
def test_answer_has_a_statement_without_a_mark(answer: str) -> None:
    assert has_unmarked(answer)

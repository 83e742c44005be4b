"""A sentence rests on a passage only where words, numbers and negations agree."""

import pytest

from agents.documents.support import Support, compare, has_unmarked, last_sentence, supports

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


OTHERS = {
    "es": "Los tranvías circulan por la ciudad desde 1882; el puente mide 3,5 km y costó 1.250.000 francos.",
    "de": "Die Straßenbahn fährt seit 1882 durch die Stadt, und die Brücke ist 3,5 km lang.",
    "fr": "Les tramways roulent dans la ville depuis 1882 et le pont a coûté 1\u202f250\u202f000 francs.",
    "zh": "这座城市的有轨电车自1882年开始运行。",
    "ja": "路面電車は1882年からこの町を走っています。",
    "ar": "تسير عربات الترام في المدينة منذ عام ١٨٨٢.",
    "ru": "Трамваи ходят по городу с 1882 года.",  # noqa: RUF001 - the script itself
}
ENGLISH = PASSAGE + " It cost 1,250,000 francs."


@pytest.mark.parametrize("sentence", OTHERS.values(), ids=OTHERS)
def test_a_sentence_in_another_language_is_not_said_to_be_unsupported(sentence: str) -> None:
    assert compare(ENGLISH, sentence) is Support.NOT_COMPARED


@pytest.mark.parametrize("sentence", OTHERS.values(), ids=OTHERS)
def test_a_wrong_number_is_found_in_any_language(sentence: str) -> None:
    wrong = sentence.replace("1882", "1892").replace("١٨٨٢", "١٨٩٢")
    assert compare(ENGLISH, wrong) is Support.NOT_SAID


@pytest.mark.parametrize("sentence", [each for each in UNSUPPORTED if not each.startswith("Die")])
def test_a_sentence_in_the_language_of_its_passage_is_compared(sentence: str) -> None:
    assert compare(PASSAGE, sentence) is Support.NOT_SAID
    assert all(compare(other, sentence) is not Support.SAID for other in OTHERS.values())


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_passage_in_another_language_says_is_said(code: str) -> None:
    assert compare(OTHERS[code], OTHERS[code]) is Support.SAID
    assert compare(OTHERS[code], "Trams have run in the city since 1882.") is Support.NOT_COMPARED


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

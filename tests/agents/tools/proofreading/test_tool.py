"""The proofreader: its corrections, and the text that it leaves unchanged."""

import pytest

from agents.tools.proofreading.finding import Mistake, correct, without_overlaps
from agents.tools.proofreading.readability import count_syllables, readability
from agents.tools.proofreading.tool import MAX_TEXT_CHARACTERS, proofread


async def check(text: str) -> tuple[str, str]:
    result = await proofread(text=text)
    return result["status"], result["content"][0]["text"]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Me and him went to store", "He and I went to the store"),
        ("My brother and me went home.", "My brother and I went home."),
        ("We was late.", "We were late."),
        ("He don't have no money.", "He doesn't have any money."),
        ("He could of gone.", "He could have gone."),
        ("This is between you and I.", "This is between you and me."),
        ("I has a apple.", "I have an apple."),
        ("I met my freind on monday.", "I met my friend on Monday."),
    ],
)
async def test_typical_mistakes_are_corrected(text: str, better: str) -> None:
    status, report = await check(text)
    assert status == "success"
    assert f"**Corrected:** {better}\n" in report
    assert "it may be wrong" in report


@pytest.mark.parametrize(
    "text",
    ["The quick brown fox jumps over the lazy dog.", "She gave it to him and me.", "He went to store the boxes."],
)
async def test_correct_text_is_not_changed(text: str) -> None:
    assert "Nothing to correct was found." in (await check(text))[1]


async def test_long_text_is_rated_for_readability() -> None:
    text = "The cat sat on the mat. The dog ran to the tree. We saw the sun and the moon. It was a good day for us all."
    assert "very easy" in (await check(text))[1]


async def test_markup_in_the_text_is_escaped() -> None:
    _, report = await check("![x](http://evil) <img src=x> teh **b**")
    assert "![x](" not in report
    assert "<img" not in report.replace("\\<", "")


@pytest.mark.parametrize(("text", "words"), [(" ", "no text"), ("a" * (MAX_TEXT_CHARACTERS + 1), "characters")])
async def test_empty_or_long_text_is_refused(text: str, words: str) -> None:
    status, report = await check(text)
    assert (status, words in report, report.endswith(".")) == ("error", True, True)


def test_first_of_two_overlapping_findings_is_kept() -> None:
    first, second, third = Mistake(4, 8, "x", "a"), Mistake(6, 9, "y", "b"), Mistake(0, 2, "z", "c")
    assert without_overlaps([first, second, third]) == [third, first]
    assert correct("0123456789", [third, first]) == "z23x89"


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("table", 2), ("readability", 5), ("jumped", 1), ("I", 1)])
def test_syllables(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_a_few_words_are_not_rated() -> None:
    assert readability("Too short to tell.") == ""

"""The report: corrections, the corrected text, and the hints apart from both."""

from agents.tools.proofreading.checker import CheckedText, Pass
from agents.tools.proofreading.finding import Mistake
from agents.tools.proofreading.report import report

TEXT = "Teh soup had a nice tast."
SPELLING = Mistake(0, 3, "The", "It is written this way.", "CommonMisspelling")
HINT = Mistake(20, 24, None, "Perhaps “taste” or `task`.", "UnknownWord", certain=False)


def test_hints_stand_apart_and_are_not_in_the_corrected_text() -> None:
    checked = CheckedText("The soup had a nice tast.", (Pass(TEXT, (SPELLING, HINT)),))
    corrections, corrected, rest = report(TEXT, checked).partition("**Corrected:** The soup had a nice tast.\n")
    assert corrections == "1. “Teh” → “The”: It is written this way.\n\n"
    assert corrected
    assert rest.startswith(
        "\n**Worth a look** (left as it is; you decide):\n\n- “tast”: Perhaps “taste” or \\`task\\`.\n"
    )


def test_what_stands_is_named_first() -> None:
    text = "I has a dog and she likes me, but teh cat sleeps."
    findings = (
        Mistake(2, 5, "have", "The verb agrees.", "Agreement"),
        Mistake(34, 37, "the", "It is the.", "Spelling"),
    )
    found = report(text, CheckedText("I have a dog and she likes me, but the cat sleeps.", (Pass(text, findings),)))
    assert found.startswith("Nothing to correct was found in “she likes me”.\n\n1. “has” → “have”")
    hint = Mistake(20, 25, None, "Perhaps loves.", "Style", certain=False)
    found = report(
        text, CheckedText("I have a dog and she likes me, but the cat sleeps.", (Pass(text, (*findings, hint)),))
    )
    assert found.startswith("1. “has”"), "a clause with a hint does not stand"


def test_text_with_hints_alone_is_called_right() -> None:
    found = report(TEXT, CheckedText(TEXT, (Pass(TEXT, (HINT,)),)))
    assert found.startswith("Nothing to correct was found.\n\n**Worth a look**")
    assert "**Corrected" not in found


def test_many_findings_are_counted() -> None:
    many = tuple(Mistake(0, 3, f"The{number}", "why", "rule") for number in range(40))
    hints = tuple(Mistake(0, 3, f"An{number}", "why", "rule", certain=False) for number in range(10))
    found = report(TEXT, CheckedText("The soup", (Pass(TEXT, many + hints),)))
    assert "…and 15 more." in found
    assert "…and 2 more." in found


def test_comma_is_shown_with_the_words_around_it() -> None:
    text = "For example we walk."
    comma = Mistake(11, 11, ",", "A comma.", "IntroductoryComma")
    assert "→ “For example, we walk." in report(text, CheckedText("For example, we walk.", (Pass(text, (comma,)),)))

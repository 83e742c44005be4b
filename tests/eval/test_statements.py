import pytest

from tests.eval.statements import Verdict, verdict


@pytest.mark.parametrize(
    ("text", "question", "accept", "expected"),
    [
        ("17 · 24 = 408\n\n**Answer:** 408", "What is 17 * 24?", ["408"], "right"),
        ("**Answer:** 398", "What is 17 * 24?", ["408"], "wrong"),
        ("I am not sure what 17 * 24 is.", "What is 17 * 24?", ["408"], "silent"),
        ("It could be 408, but the result is **409**.", "What is 17 * 24?", ["408"], "wrong"),
        ("**Answer:** x = 2 or x = 3", "Solve x^2 - 5x + 6 = 0", ["2&3"], "right"),
        ("**Answer:** x = 2", "Solve x^2 - 5x + 6 = 0", ["2&3"], "silent"),
        ("**Answer:** x = −3", "Solve 3x + 9 = 0", ["-3"], "right"),
        ("It is $\\frac{3}{4}$.", "What is 1/2 + 1/4?", ["3/4", "0.75"], "right"),
        ("**Answer:** 12,345", "What is 12344 + 1?", ["12345"], "right"),
        ("Add these and be brave.", "Convert 218 to hexadecimal", ["da"], "silent"),
        ("In hexadecimal it is 0xDA.", "Convert 218 to hexadecimal", ["da"], "right"),
        ("**Answer:** 5.49 metres", "Convert 18 feet to metres", ["5.4864"], "wrong"),
        ("The past tense is 'went'.", "What is the past tense of 'go'?", ["went"], "right"),
        ("The past tense is 'goed'.", "What is the past tense of 'go'?", ["went"], "wrong"),
        ("In 1750 people said so.", "What is the past tense of 'go'?", ["went"], "silent"),
    ],
)
def test_an_answer_is_right_wrong_or_silent(text: str, question: str, accept: list[str], expected: Verdict) -> None:
    assert verdict(text, question, accept, ["goed"]) == expected

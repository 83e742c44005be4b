"""A formula's product of letters belongs to its number, so that the number does not stand alone."""

import pytest

from agents.mathematics.disclosure.mathematics_in_text import runs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("use x = (−b ± √(b² − 4ac)) / (2a).", ["x = (−b ± √(b² − 4ac)) / (2a)"]),
        ("Expand 2xy and add 3.", ["2xy", "3"]),
        ("It weighs 5kg.", ["5"]),
        ("From 4 to 9", ["4", "9"]),
    ],
)
def test_the_runs_of_a_text(text: str, found: list[str]) -> None:
    assert [run.text.strip() for run in runs(text.replace("−", "-"))] == [one.replace("−", "-") for one in found]

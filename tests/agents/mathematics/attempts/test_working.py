import pytest

from agents.mathematics.attempts.slips import Slip
from agents.mathematics.attempts.working import first_wrong_line


@pytest.mark.parametrize(
    "lines",
    [
        ["2x + 3 = 11", "2x = 8", "x = 4"],
        ["x^2 - 5x + 6 = 0", "(x-2)(x-3) = 0", "x = 2 or x = 3"],
        ["3/4 + 1/4 = 4/4 = 1"],
        ["3/4 + 1/4", "= 4/4", "= 1"],
        ["first I subtract 3", "2x = 8", "then I divide", "x = 4"],
        ["1. 2x = 6", "2. x = 3"],
        [],
        ["(x+1)(x-2)", "= x^2 - 2x + x - 2", "= x^2 - x - 2"],
    ],
)
def test_a_working_that_follows_has_no_slip(lines: list[str]) -> None:
    assert first_wrong_line(lines) is None


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["2x + 3 = 11", "2x = 14", "x = 7"], 2),
        (["2x + 3 = 11", "2x = 8", "x = 16"], 3),
        (["x^2 - 5x + 6 = 0", "(x+2)(x-3) = 0"], 2),
        (["x^2 = 4", "x = 2"], 2),
        (["3/4 + 1/4 = 4/8"], 1),
        (["3/4 + 1/4", "= 4/8"], 2),
        (["I start", "5x = 10", "so x = 5"], 3),
        (["(x+1)(x-2)", "= x^2 - 2x + x + 2"], 2),
    ],
)
def test_the_first_line_that_does_not_follow_is_found(lines: list[str], wrong: int) -> None:
    assert first_wrong_line(lines) == Slip("step", wrong)

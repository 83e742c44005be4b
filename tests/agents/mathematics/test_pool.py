import pytest

from agents.mathematics.attempts.equivalence import Answer, Judgement
from agents.mathematics.attempts.slips import Slip
from agents.mathematics.pool import algebra
from agents.mathematics.task import Task


@pytest.mark.parametrize(
    ("attempt", "verdict"),
    [
        ("x = 3 or x = 2", Judgement(True)),
        ("x = 3", Judgement(False, Slip("forgotten_solution"))),
        ("what?", Judgement(None)),
        ("factorial(10**9)", Judgement(None)),
    ],
)
async def test_an_attempt_is_judged_in_a_worker(attempt: str, verdict: Judgement) -> None:
    assert await algebra.judge(Answer("x = 2 or x = 3"), attempt) == verdict


async def test_an_answer_that_cannot_be_read_leaves_every_attempt_undecided() -> None:
    assert await algebra.judge(Answer("the quick brown fox"), "3") == Judgement(None)


async def test_the_first_line_that_does_not_follow_is_named() -> None:
    assert await algebra.check_working(["2x + 3 = 11", "2x = 14", "x = 7"]) == Slip("step", 2)


async def test_a_worker_converts_units_which_it_knows_from_the_first_conversion_on() -> None:
    assert "3.106" in (await algebra.solve(Task("convert", "5 km to miles")))[0]

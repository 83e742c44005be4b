import pytest

from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.attempts.judging import judge_now
from agents.mathematics.expressions.parser import AlgebraError
from tests.agents.mathematics.attempts import golden_attempts


def test_every_golden_attempt_is_graded_right() -> None:
    cases = golden_attempts.cases()
    graded = [
        (answer.text, attempt, (right, slip), (verdict.right, verdict.slip.kind if verdict.slip else ""))
        for answer, attempt, right, slip in cases
        for verdict in (judge_now(answer, attempt),)
    ]
    assert [one for one in graded if one[2] != one[3]] == []
    assert len(cases) >= 250


def test_an_answer_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(AlgebraError):
        judge_now(Answer("the quick brown fox"), "3")

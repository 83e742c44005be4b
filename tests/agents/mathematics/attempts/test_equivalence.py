import pytest

from agents.mathematics.attempts.equivalence import Judgement, decode, encode
from agents.mathematics.attempts.slips import Slip


@pytest.mark.parametrize("verdict", [Judgement(True), Judgement(None), Judgement(False, Slip("step", 4))])
def test_a_verdict_survives_the_way_between_processes(verdict: Judgement) -> None:
    assert decode(encode(verdict)) == verdict

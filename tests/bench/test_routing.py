"""The routing that `make bench` shows, held to four of five."""

from tests.bench.questions import HELD_OUT
from tests.bench.routing import confusion, table


def test_at_least_four_of_five_held_out_questions_reach_their_specialist() -> None:
    counts, wrong = confusion()
    assert counts.total() == sum(map(len, HELD_OUT.values())) >= 60
    assert len(wrong) <= 0.2 * counts.total(), table(counts)

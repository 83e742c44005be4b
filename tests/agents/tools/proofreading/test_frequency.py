import pytest

from agents.tools.proofreading.frequency import frequencies


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("abcs", "of", 10_956_800),
        ("zoom", "lens", 31_642_560),
        ("zoom", "range", 6_739_136),
        ("zoom", "ens", 0),
        ("zoom", "31642560", 0),
        ("zoom", "", 0),
        ("", "zoom", 0),
        ("unheardof", "lens", 0),
    ],
)
def test_pairs_have_the_counts_of_the_list(first: str, second: str, count: int) -> None:
    assert frequencies().pair(first, second) == count

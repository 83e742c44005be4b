"""What counts as a fall, and that an accepted report is there whole or not at all."""

from pathlib import Path

import pytest

from tests.eval.accepted import compare, write_whole


def values(*numbers: float) -> dict[str, float]:
    return {str(place): number for place, number in enumerate(numbers)}


def test_one_case_of_many_is_noise_and_four_are_not() -> None:
    before = {"truth": values(*[1] * 100)}
    assert not compare(before, {"truth": values(0, *[1] * 99)})[0].fell
    assert compare(before, {"truth": values(0, 0, 0, 0, 0, *[1] * 95)})[0].fell


def test_the_same_and_the_better_have_not_fallen() -> None:
    before = {"truth": values(*[0, 1] * 20)}
    assert not compare(before, before)[0].fell
    assert not compare(before, {"truth": values(*[1] * 40)})[0].fell


def test_of_a_leak_rate_more_is_worse() -> None:
    none, all_ = {"study: leak rate": values(*[0] * 9)}, {"study: leak rate": values(*[1] * 9)}
    assert compare(none, all_)[0].fell
    assert not compare(all_, none)[0].fell


def test_a_new_score_has_nothing_to_fall_from() -> None:
    assert compare({}, {"truth": values(1)})[0].before is None


def test_a_write_that_breaks_off_leaves_the_earlier_report(tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    write_whole(file, "{}")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "half a report \ud800")
    assert file.read_text("utf-8") == "{}"

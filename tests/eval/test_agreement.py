"""A judge is believed by what was measured of it, with its own prompt, on enough replies, and by nothing else."""

from pathlib import Path

import pytest

from tests.eval.agreement import MIN_KAPPA, MIN_REPLIES, Agreement, kappa, read, write

BELIEVED = Agreement(MIN_REPLIES, 0.9, MIN_KAPPA, 0)


def test_kappa_is_the_published_example() -> None:
    """Cohen's measure of 50 grants: 35 same, expected 0.5, so 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_a_judge_that_says_the_same_of_all_agrees_by_chance() -> None:
    assert kappa([("yes", "yes")] * 50) == 0


def test_few_replies_and_little_agreement_are_told_apart() -> None:
    assert BELIEVED.is_believed
    assert BELIEVED.doubt == ""
    assert "99 replies" in Agreement(MIN_REPLIES - 1, 1, 1, 0).doubt
    assert "κ 0.31" in Agreement(1600, 0.8, 0.31, 0).doubt


def test_what_was_measured_is_read_back_for_the_same_judge_and_prompt_alone(tmp_path: Path) -> None:
    write("a/judge", "prompt 1", "labels.json", {"Coherence": BELIEVED}, tmp_path)
    assert read("a/judge", "prompt 1", tmp_path) == {"Coherence": BELIEVED}
    assert read("a/judge", "prompt 2", tmp_path) == {}
    assert read("a-judge", "prompt 1", tmp_path) == {}, "another id with the same name of file"
    assert read("other", "prompt 1", tmp_path) == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"judge": "j", "prompt": "p", "agreement": {"Coherence": {}}}'])
def test_a_file_that_cannot_be_read_is_no_agreement(text: str, tmp_path: Path) -> None:
    write("j", "p", "labels.json", {"Coherence": BELIEVED}, tmp_path).write_text(text, "utf-8")
    assert read("j", "p", tmp_path) == {}

"""Text is passed on less often while many answers run, and never by more than the limit."""

from contextlib import ExitStack

import pytest

from agents.pace import BEAT_SECONDS, CROWD, MAX_SECONDS, MIN_SECONDS, Pace


def test_pieces_grow_with_the_answers_that_run_and_shrink_again() -> None:
    pace = Pace()
    assert pace.seconds == MIN_SECONDS
    with ExitStack() as answers:
        each = [pace.seconds for _ in range(200) if answers.enter_context(pace.answering()) is None]
    assert each[0] == MIN_SECONDS
    assert each == sorted(each)
    assert each[-1] == MAX_SECONDS
    assert pace.seconds == MIN_SECONDS


def test_answer_that_fails_is_no_longer_counted() -> None:
    pace = Pace()
    for _ in range(200):
        with pytest.raises(RuntimeError), pace.answering():
            raise RuntimeError
    assert pace.seconds == MIN_SECONDS


def test_few_answers_wait_for_nobody() -> None:
    pace = Pace()
    with ExitStack() as answers:
        for _ in range(CROWD):
            answers.enter_context(pace.answering())
        assert not pace.is_crowded
        assert pace.next_piece(100.01) == 100.01 + pace.seconds


@pytest.mark.parametrize(("people", "seconds"), [(CROWD + 1, MIN_SECONDS), (50, MAX_SECONDS), (200, MAX_SECONDS)])
def test_many_answers_pass_their_text_on_at_the_same_moments(people: int, seconds: float) -> None:
    pace = Pace()
    with ExitStack() as answers:
        for _ in range(people):
            answers.enter_context(pace.answering())
        assert pace.is_crowded
        begun = [100 + number / 1000 for number in range(1000)]
        due = [pace.next_piece(now) for now in begun]
    waits = [then - now for now, then in zip(begun, due, strict=True)]
    assert len({round(then, 6) for then in due}) == round(1 / BEAT_SECONDS) + 1
    assert min(waits) >= seconds - BEAT_SECONDS / 2 - 1e-9
    assert max(waits) <= seconds + BEAT_SECONDS / 2 + 1e-9

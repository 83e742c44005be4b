"""Text is passed on less often while many answers run, and never by more than the limit."""

from contextlib import ExitStack

import pytest

from agents.pace import MAX_SECONDS, MIN_SECONDS, Pace


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

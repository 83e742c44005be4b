"""Simulates when the learners of many schools ask on one day: all of a class ask at once, and then each again.

Time is in seconds. The lessons of all schools begin at the same moment, which is the worst case.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LESSONS, LESSON_SECONDS, BREAK_SECONDS = 7, 45 * 60, 10 * 60
CLASS = 25  # learners
USING = 0.25  # of the classes use it in a lesson
_BEGINS_WITHIN = 15 * 60  # from the bell
_TOGETHER = 20  # in which a whole class asks its first question
_AGAIN = (120, 300)  # between two questions of one learner


@dataclass(frozen=True, slots=True)
class Peaks:
    """What the busiest moments ask of a deployment.

    Args:
        questions: In the whole day.
        a_second: Questions in the busiest second.
        a_minute: Questions in the busiest minute.
        answering: Answers that run at the same time.
        pages: Pages that are open at the same time.
    """

    questions: int
    a_second: int
    a_minute: int
    answering: int
    pages: int


def arrivals(learners: int, seed: int = 1) -> list[int]:
    """Return how many questions are asked in each second of a day."""
    chance, seconds = random.Random(seed), [0] * (LESSONS * (LESSON_SECONDS + BREAK_SECONDS))
    for lesson in range(LESSONS):
        bell = lesson * (LESSON_SECONDS + BREAK_SECONDS)
        for first in range(0, learners, CLASS):
            if chance.random() < USING:
                begun = bell + chance.uniform(0, _BEGINS_WITHIN)
                for _ in range(min(CLASS, learners - first)):
                    moment = begun + chance.uniform(0, _TOGETHER)
                    while moment < bell + LESSON_SECONDS:
                        seconds[int(moment)] += 1
                        moment += chance.uniform(*_AGAIN)
    return seconds


def peaks(asked: Sequence[int], learners: int, seconds: int) -> Peaks:
    """Return the peaks of a day.

    Args:
        asked: How many questions are asked in each second.
        learners: How many learners there are.
        seconds: How long an answer takes.
    """
    lesson = LESSON_SECONDS + BREAK_SECONDS
    busiest = max(sum(asked[begun : begun + lesson]) for begun in range(0, len(asked), lesson))
    each = (LESSON_SECONDS - _BEGINS_WITHIN / 2) / (sum(_AGAIN) / 2)  # questions of a learner in a lesson
    return Peaks(
        sum(asked), max(asked), _busiest(asked, 60), _busiest(asked, seconds), min(learners, round(busiest / each))
    )


def _busiest(asked: Sequence[int], seconds: int) -> int:
    """Return the most questions in any span of so many seconds."""
    total = [0, *accumulate(asked)]
    return max(last - first for first, last in zip(total, total[seconds:], strict=False))

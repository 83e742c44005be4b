from tests.bench.load.school_day import LESSON_SECONDS, arrivals, peaks
from tests.bench.scale import needs


def test_peaks_of_a_day_known_by_hand() -> None:
    day = [0] * (7 * (LESSON_SECONDS + 600))
    day[100:103] = [5, 1, 2]
    day[155] = 4
    peak = peaks(day, 10, 3)
    assert (peak.questions, peak.a_second, peak.a_minute, peak.answering) == (12, 5, 12, 8)


def test_day_is_the_same_each_time_and_grows_with_the_learners() -> None:
    days = [peaks(arrivals(learners), learners, 12) for learners in (100, 100, 1_000)]
    assert days[0] == days[1]
    assert days[2].questions > 5 * days[0].questions
    assert days[0].answering <= days[0].a_minute <= days[0].questions


def test_needs_follow_the_peaks() -> None:
    small, large = (needs(peaks(arrivals(learners), learners, 12), learners) for learners in (100, 10_000))
    assert small.tasks == 1
    assert large.tasks > 1
    assert large.reserved > large.tokens > small.tokens

"""The state of one practice: which exercise is open, and what the learner has done with it."""

from dataclasses import dataclass, replace
from typing import NotRequired, TypedDict, cast

from agents.exercises.exercise import Exercise
from agents.exercises.ladder import hints
from agents.exercises.registry import MAX_WRITTEN, MAX_WRITTEN_QUESTION, ExerciseSession, is_session


class PracticeRecord(TypedDict):
    """A practice as it is stored with a message, or in the fields of a form."""

    topic: str
    level: int
    seed: int
    number: int
    hints: int
    attempts: int
    shown: bool
    solved: int
    open: bool
    written: NotRequired[list[str]]


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice at one moment.

    Args:
        session: Its exercises.
        number: The place of the open exercise, from 1.
        hints: How many hints to it were given.
        attempts: How many attempts at it were made.
        shown: Whether its answer was shown.
        solved: How many exercises were solved without being shown the answer.
        open: Whether the practice goes on.
    """

    session: ExerciseSession
    number: int = 1
    hints: int = 0
    attempts: int = 0
    shown: bool = False
    solved: int = 0
    open: bool = True

    @property
    def exercise(self) -> Exercise | None:
        """The open exercise as a generator makes it; None past the last one, and where a model wrote it."""
        return self.session.exercise(self.number)

    @property
    def written_question(self) -> str:
        """The question of the open exercise if a model wrote it; else empty."""
        return self.session.written_question(self.number)

    def next(self) -> "Practice":
        """Go on to the next exercise; the practice ends after the last one."""
        after = Practice(self.session, self.number + 1, solved=self.solved)
        return after if after.has_exercise else replace(self, open=False)

    @property
    def has_exercise(self) -> bool:
        """Whether there is an open exercise."""
        return bool(self.written_question) or self.exercise is not None

    def hinted(self, exercise: Exercise) -> "Practice":
        """Count a hint to the open exercise, if there is one more."""
        return replace(self, hints=min(self.hints + 1, len(hints(exercise))))

    def attempted(self, *, right: bool) -> "Practice":
        """Count an attempt."""
        return replace(self, attempts=self.attempts + 1, solved=self.solved + (right and not self.shown))

    def revealed(self) -> "Practice":
        """Note that the answer was shown."""
        return replace(self, shown=True)

    def stopped(self) -> "Practice":
        """End the practice."""
        return replace(self, open=False)

    def to_record(self) -> PracticeRecord:
        """Return the practice as JSON values."""
        record = PracticeRecord(
            topic=self.session.topic,
            level=self.session.level,
            seed=self.session.seed,
            number=self.number,
            hints=self.hints,
            attempts=self.attempts,
            shown=self.shown,
            solved=self.solved,
            open=self.open,
        )
        if self.session.written:
            record["written"] = list(self.session.written)
        return record


def read_practice(value: object) -> Practice | None:
    """Return the practice of a record; None if it is none, whatever it is."""
    if not isinstance(value, dict):
        return None
    record = cast(PracticeRecord, value)
    try:
        topic, level, seed = str(record["topic"]), int(record["level"]), int(record["seed"])
        counts = [int(record[name]) for name in ("number", "hints", "attempts", "solved")]
        shown, is_open = bool(record["shown"]), bool(record["open"])
        written = tuple(question for question in record.get("written", ()) if isinstance(question, str))
    except (KeyError, TypeError, ValueError):
        return None
    number, given, attempts, solved = counts
    if not is_session(topic, level, seed) or min(counts) < 0 or max(counts) > _MAX_COUNT:
        return None
    if len(written) > MAX_WRITTEN or any(not 0 < len(question) <= MAX_WRITTEN_QUESTION for question in written):
        return None
    session = ExerciseSession(topic, level, seed, written)
    practice = Practice(session, number, given, attempts, shown, solved, is_open)
    return practice if practice.has_exercise else None


_MAX_COUNT = 10_000

"""How far a learner is with a problem; the answer itself is never a part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Earned = Literal["", "given", "shown"]
Attempt = Literal["", "right", "wrong", "shown"]
MAX_EARLIER = 4
_MAX_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class StudyState:
    """How far a learner is.

    Args:
        problem: The question that is studied; empty if there is none whose answer can be computed.
        rung: How many hints were given.
        earned: How the answer was earned: given by the learner, or shown on their wish; empty while it is held back.
        earlier: Earlier questions of the conversation whose answers are still held back.
        attempt: What the last message was: a right or wrong attempt, or the wish to be shown the answer; else empty.
        topic: The topic of that attempt, as the exercises name it.
    """

    problem: str = ""
    rung: int = 0
    earned: Earned = ""
    earlier: tuple[str, ...] = ()
    attempt: Attempt = ""
    topic: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is an answer that is held back."""
        return bool(self.problem) and not self.earned

    @property
    def held_back(self) -> tuple[str, ...]:
        """The questions whose answers are held back, the latest last."""
        return (*self.earlier, self.problem) if self.is_open else self.earlier

    def begin(self, problem: str) -> "StudyState":
        """Return the state in which another problem is studied."""
        earlier = tuple(one for one in self.held_back if one != problem)[-MAX_EARLIER:]
        return StudyState(problem[:_MAX_CHARACTERS], earlier=earlier)

    def climb(self, rungs: int) -> "StudyState":
        """Return the state after one more hint, of which there are so many."""
        return replace(self, rung=min(self.rung + 1, rungs))

    def attempted(self, attempt: Attempt, topic: str) -> "StudyState":
        """Return the state after an attempt; one that is right, or the wish to be shown the answer, earns it."""
        earned: dict[Attempt, Earned] = {"right": "given", "shown": "shown"}
        return replace(self, attempt=attempt, topic=topic, earned=earned.get(attempt, self.earned))

    def to_metadata(self) -> dict[str, object]:
        """Return it as it is stored with an answer."""
        return {
            "problem": self.problem,
            "rung": self.rung,
            "earned": self.earned,
            "earlier": list(self.earlier),
            "attempt": self.attempt,
            "topic": self.topic,
        }


def read_state(stored: object) -> StudyState:
    """Return the state that was stored, in which nothing is attempted yet; an empty one where nothing valid was."""
    if not isinstance(stored, Mapping):
        return StudyState()
    problem, rung, earned, earlier = (stored.get(name) for name in ("problem", "rung", "earned", "earlier"))
    if not isinstance(problem, str) or not isinstance(rung, int) or earned not in ("", "given", "shown"):
        return StudyState()
    kept = tuple(one for one in earlier if isinstance(one, str))[-MAX_EARLIER:] if isinstance(earlier, list) else ()
    return StudyState(problem[:_MAX_CHARACTERS], max(0, rung), earned, kept)

"""All kinds of exercises by topic, and the exercises of one session, of which none comes twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from agents.exercises.exercise import LEVELS, MAX_SEED, Exercise, Kind, parse_id
from agents.exercises.kinds.algebra import ALGEBRA
from agents.exercises.kinds.chance import CHANCE
from agents.exercises.kinds.higher import HIGHER
from agents.exercises.kinds.measuring import MEASURING
from agents.exercises.kinds.numbers import NUMBERS
from agents.exercises.kinds.parts import PARTS
from agents.exercises.programs import PROGRAMS
from agents.exercises.sentences import CORRECTIONS

KINDS: dict[str, Kind] = {
    name: kind
    for registry in (NUMBERS, PARTS, ALGEBRA, MEASURING, CHANCE, HIGHER, PROGRAMS, CORRECTIONS)
    for name, kind in registry.kinds.items()
}
"""Every kind by its name."""

TOPICS: dict[str, tuple[Kind, ...]] = {
    topic: tuple(kind for kind in KINDS.values() if kind.topic == topic)
    for topic in dict.fromkeys(kind.topic for kind in KINDS.values())
}
"""The kinds of each topic."""

MAX_SESSION = 100
"""How many exercises a session has at most."""
_MAX_TRIES = 60  # for an exercise of a kind that has not come yet


def generate(topic: str, level: int, seed: int) -> Exercise:
    """Make an exercise of a topic; the seed chooses its kind too.

    Raises:
        KeyError: There is no such topic.
    """
    kinds = TOPICS[topic]
    return kinds[seed % len(kinds)].exercise(level, seed)


def make_again(exercise_id: str) -> Exercise | None:
    """Make the exercise of an id again; None if the id names none."""
    named = parse_id(exercise_id)
    if named is None or named[0] not in KINDS:
        return None
    name, level, seed = named
    return KINDS[name].exercise(level, seed)


@dataclass(frozen=True, slots=True)
class ExerciseSession:
    """The exercises that one person gets in a row; equal sessions have equal exercises.

    Args:
        topic: One of `TOPICS`.
        level: One of `LEVELS`.
        seed: What makes its exercises these ones.
    """

    topic: str
    level: int
    seed: int

    def exercise(self, number: int) -> Exercise | None:
        """Return the exercise at a place, from 1; None past the last one."""
        if not 1 <= number <= MAX_SESSION:
            return None
        return next((made for place, made in enumerate(self._exercises(), 1) if place == number), None)

    def _exercises(self) -> Iterator[Exercise]:
        """Yield exercises of the kinds of the topic in turn, each question once."""
        asked: set[str] = set()
        seed = self.seed
        exhausted: set[str] = set()
        while len(exhausted) < len(TOPICS[self.topic]):
            for kind in TOPICS[self.topic]:
                if kind.name in exhausted:
                    continue
                for _ in range(_MAX_TRIES):
                    seed = (seed + 1) % MAX_SEED
                    exercise = kind.exercise(self.level, seed)
                    if exercise.question not in asked:
                        asked.add(exercise.question)
                        yield exercise
                        break
                else:
                    exhausted.add(kind.name)


def is_session(topic: str, level: int, seed: int) -> bool:
    """Return whether there is such a session."""
    return topic in TOPICS and level in LEVELS and 0 <= seed <= MAX_SEED

"""All kinds of exercises by topic, and the exercises of one session, of which none comes twice."""

import re
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
from agents.mathematics.questions.notation import plain_notation

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
MAX_WRITTEN = 5
"""How many exercises of a session a model writes at most."""
MAX_WRITTEN_QUESTION = 300  # characters
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
        written: The questions that a model wrote for it, each with a confirmed answer; they come first.
    """

    topic: str
    level: int
    seed: int
    written: tuple[str, ...] = ()

    def exercise(self, number: int) -> Exercise | None:
        """Return the exercise at a place, from 1; None past the last one, and where a model wrote it."""
        if not len(self.written) < number <= MAX_SESSION:
            return None
        return next(
            (made for place, made in enumerate(self._exercises(), len(self.written) + 1) if place == number), None
        )

    def written_question(self, number: int) -> str:
        """Return the question at a place, from 1, if a model wrote it; else an empty one."""
        return self.written[number - 1] if 1 <= number <= len(self.written) else ""

    def _exercises(self) -> Iterator[Exercise]:
        """Yield exercises of the kinds of the topic in turn, each question once."""
        asked: set[str] = set()
        written = set(map(signs_of, self.written))
        seed = self.seed
        exhausted: set[str] = set()
        while len(exhausted) < len(TOPICS[self.topic]):
            for kind in TOPICS[self.topic]:
                if kind.name in exhausted:
                    continue
                for _ in range(_MAX_TRIES):
                    seed = (seed + 1) % MAX_SEED
                    exercise = kind.exercise(self.level, seed)
                    if exercise.question not in asked and not (written and signs_of(exercise.question) in written):
                        asked.add(exercise.question)
                        yield exercise
                        break
                else:
                    exhausted.add(kind.name)


def is_session(topic: str, level: int, seed: int) -> bool:
    """Return whether there is such a session."""
    return topic in TOPICS and level in LEVELS and 0 <= seed <= MAX_SEED


def signs_of(question: str) -> str:
    """Return the numbers and signs of a question: those of the same one, whatever its words."""
    return "".join(re.findall(r"\d+(?:\.\d+)?|[-+*/^=<>%]|(?<![a-zA-Z])[a-z](?![a-zA-Z])", plain_notation(question)))

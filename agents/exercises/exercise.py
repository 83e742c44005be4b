"""One exercise: what is asked, what is right, and the way there."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Literal

from agents.mathematics.task import Task

LEVELS = (1, 2, 3)
"""How hard an exercise is: begin, go on, and master."""
MAX_SEED = 10**9
_ID = re.compile(r"([a-z_]{2,40})-([1-3])-(\d{1,10})")

Form = Literal["value", "lowest_terms", "decimal", "expanded", "factored", "antiderivative", "text"]
"""The form that an answer must have: any that is equal, or one that the question names."""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What is right, in mathematics as people type it.

    Args:
        text: The answer.
        form: The form that it must have.
        unit: The unit that it may be given with; empty where it has none.
    """

    text: str
    form: Form = "value"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ProgramTests:
    """What a program must do: a function of one name, and calls whose results are known; no learner sees them.

    Args:
        function: The name of the function.
        calls: The arguments of each call as Python, and the result.
        solution: A program that passes.
    """

    function: str
    calls: tuple[tuple[str, str], ...]
    solution: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence with one planted mistake, and every right correction of it.

    Args:
        sentence: The sentence.
        corrections: The right ones, the usual one first.
        mistake: What is wrong: one of the names in `sentences.MISTAKES`.
    """

    sentence: str
    corrections: tuple[str, ...]
    mistake: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a generator makes.

    Args:
        question: What is asked.
        answer: What is right.
        rule: Which rule leads there; the first hint.
        steps: The working in mathematics, without words; the last step ends with the answer.
        task: The same question for the mathematics engine, which confirms the answer; None where it has no words.
    """

    question: str
    answer: KnownAnswer | ProgramTests | Correction
    rule: str
    steps: tuple[str, ...] = ()
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class Exercise(Draft):
    """An exercise that can be made again from its id.

    Args:
        kind: The name of its kind.
        topic: The topic of the kind.
        level: One of `LEVELS`.
        seed: What makes it this one.
    """

    kind: str = field(kw_only=True)
    topic: str = field(kw_only=True)
    level: int = field(kw_only=True)
    seed: int = field(kw_only=True)

    @property
    def id(self) -> str:
        """Its name, from which it can be made again."""
        return f"{self.kind}-{self.level}-{self.seed}"

    @property
    def item(self) -> str:
        """The id of what is asked: the same question has the same one, whatever its seed."""
        return f"{self.kind}-{sha256(self.question.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of exercise.

    Args:
        name: Its name, part of the ids of its exercises.
        topic: What it belongs to.
        make: Makes one; equal random numbers make an equal one.
    """

    name: str
    topic: str
    make: Callable[[Random, int], Draft]

    def exercise(self, level: int, seed: int) -> Exercise:
        """Make the exercise of a level and a seed."""
        draft = self.make(Random(f"{self.name}-{level}-{seed}"), level)  # noqa: S311 - nothing is secret
        return Exercise(
            draft.question,
            draft.answer,
            draft.rule,
            _steps(draft),
            draft.task,
            kind=self.name,
            topic=self.topic,
            level=level,
            seed=seed,
        )


def _steps(draft: Draft) -> tuple[str, ...]:
    """Return the steps of a draft without those that repeat the question or the step before."""
    *before, last = draft.steps or ("",)
    return tuple(dict.fromkeys([*(step for step in before if step not in draft.question), last] if last else ()))


class KindRegistry:
    """Kinds of exercises, in the order in which they are practised."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}

    def kind(self, topic: str) -> Callable[[Callable[[Random, int], Draft]], Callable[[Random, int], Draft]]:
        """Register a generator under the name of its function."""

        def register(make: Callable[[Random, int], Draft]) -> Callable[[Random, int], Draft]:
            self.kinds[make.__name__] = Kind(make.__name__, topic, make)
            return make

        return register


def parse_id(exercise_id: str) -> tuple[str, int, int] | None:
    """Return the kind, the level and the seed that an id names; None if it is no id."""
    named = _ID.fullmatch(exercise_id)
    if named is None or int(named[3]) > MAX_SEED:
        return None
    return named[1], int(named[2]), int(named[3])

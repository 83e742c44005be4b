"""What the page "Practise" shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.exercises.exercise import LEVELS, Correction, ProgramTests
from agents.exercises.ladder import hints
from agents.exercises.practice import Practice
from agents.exercises.topics import TITLES
from chat.teaching import practice_text


@dataclass(frozen=True, slots=True)
class PracticeView:
    """The page at one moment.

    Args:
        practice: What is practised; None while a topic is chosen.
        attempt: What the learner has written.
        said: The sentences that answer it.
        is_hint: Whether that is a hint, which stands in the list of hints too.
        done: Whether the exercise is done, so that only the next one follows.
        right: Whether it was solved.
        ended: The practice that has just gone on or ended.
        level: The level that is chosen while there is no practice.
    """

    practice: Practice | None
    attempt: str = ""
    said: Sequence[str] = ()
    is_hint: bool = False
    done: bool = False
    right: bool = False
    ended: Practice | None = None
    level: int = LEVELS[0]

    @property
    def topics(self) -> list[tuple[str, str, bool]]:
        """The topics by name and title, and whether it is the chosen one."""
        chosen = self.practice.session.topic if self.practice else self.ended.session.topic if self.ended else ""
        return [(topic, practice_text.topic_title(topic), topic == chosen) for topic in TITLES]

    @property
    def levels(self) -> list[tuple[int, bool]]:
        """The levels, and whether it is the chosen one."""
        chosen = (
            self.practice.session.level if self.practice else self.ended.session.level if self.ended else self.level
        )
        return [(level, level == chosen) for level in LEVELS]

    @property
    def question(self) -> str:
        """What is asked."""
        return practice_text.question_text(self.practice.exercise) if self.practice and self.practice.exercise else ""

    @property
    def heading(self) -> str:
        """What is practised."""
        return practice_text.heading(self.practice) if self.practice else ""

    @property
    def hints(self) -> list[str]:
        """The hints that were given."""
        exercise = self.practice.exercise if self.practice else None
        return practice_text.hint_texts(self.practice, exercise) if self.practice and exercise else []

    @property
    def has_more_hints(self) -> bool:
        """Whether there is one more hint."""
        exercise = self.practice.exercise if self.practice else None
        return bool(self.practice and exercise and self.practice.hints < len(hints(exercise)))

    @property
    def solution(self) -> list[str]:
        """The working and the answer, once the exercise is done."""
        exercise = self.practice.exercise if self.practice else None
        if exercise is None or not self.done:
            return []
        return [line.removeprefix("```python\n").removesuffix("```") for line in practice_text.solution_texts(exercise)]

    @property
    def is_program(self) -> bool:
        """Whether the answer is a program."""
        return bool(
            self.practice and self.practice.exercise and isinstance(self.practice.exercise.answer, ProgramTests)
        )

    @property
    def is_sentence(self) -> bool:
        """Whether the answer is a sentence of English."""
        return bool(self.practice and self.practice.exercise and isinstance(self.practice.exercise.answer, Correction))

    @property
    def summary(self) -> str:
        """How much was solved; empty before the first exercise is done."""
        practice = self.practice or self.ended
        if practice is None or not (practice.number > 1 or self.done or self.ended):
            return ""
        return practice_text.summary(practice)

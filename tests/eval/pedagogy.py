"""How a judge sees the teaching: the reply to a first attempt, in each dimension in which the judge is believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.eval.agreement import UNREAD, Agreement
from tests.eval.judge import Judge
from tests.eval.mrbench import LABELS

SUITE = "pedagogy"
NOT_JUDGED = "not judged"
NO_JUDGE = "no judge was named: JUDGE= names one"
NOT_MEASURED = "its agreement with people was not measured with this prompt: python -m tests.eval.judge"
UNREADABLE = "no reply of the judge could be read"
SCORES = {
    "Mistake_Identification": f"{SUITE}: mistake noticed",
    "Mistake_Location": f"{SUITE}: mistake located",
    "Providing_Guidance": f"{SUITE}: guidance",
    "Actionability": f"{SUITE}: next step clear",
    "Coherence": f"{SUITE}: coherent",
    "Tutor_Tone": f"{SUITE}: tone",
    "Humanlikeness": f"{SUITE}: like a person",
}
"""The score of each dimension. Whether the answer is revealed, code knows better: that is the leak rate of Study."""
_TEMPERS = ("eager", "stuck")  # they attempt the question; who only fishes for the answer makes no mistake


@dataclass(slots=True)
class Pedagogy:
    """What a judge says of a run.

    Args:
        id: The id of the judge; empty without one.
        judge: The judge; None without one.
        agreements: How far it agrees with people, by dimension.
        doubts: Why a score is not judged, by its name.
    """

    id: str = ""
    judge: Judge | None = None
    agreements: dict[str, Agreement] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find out in which dimensions the judge is believed."""
        for dimension, name in SCORES.items():
            if doubt := self._doubt(dimension):
                self.doubts[name] = doubt

    def _doubt(self, dimension: str) -> str:
        if self.judge is None:
            return NO_JUDGE
        return self.agreements[dimension].doubt if dimension in self.agreements else NOT_MEASURED

    @property
    def is_believed(self) -> bool:
        """Whether the judge is believed in anything."""
        return len(self.doubts) < len(SCORES)

    async def values(self, judge: Judge, conversation: str, reply: str) -> dict[str, float]:
        """Return the numbers of a reply, from 0 to 1, by the name of the score; of what was not read there is none."""
        labels = await judge.labels(conversation, reply)
        return {
            name: _number(dimension, labels[dimension])
            for dimension, name in SCORES.items()
            if name not in self.doubts and labels[dimension] != UNREAD
        }

    def doubt_unread(self, judged: Sequence[Mapping[str, float]]) -> None:
        """Say of each score that no reply of the judge gave that it is not judged."""
        for name in SCORES.values():
            if not any(name in values for values in judged):
                self.doubts.setdefault(name, UNREADABLE)


def comparable(report: Mapping[str, Any], judge: str) -> dict[str, dict[str, float]]:
    """Return the numbers of an accepted report; what another judge says is nothing to compare with."""
    values: dict[str, dict[str, float]] = report.get("values", {})
    if report.get("judge", "") == judge:
        return values
    return {name: each for name, each in values.items() if name not in SCORES.values()}


def _number(dimension: str, label: str) -> float:
    """Return 1 for the best label of a dimension, 0 for the worst."""
    labels = LABELS[dimension]
    return 1 - labels.index(label) / (len(labels) - 1)


def first_attempt(temper: str, answer: dict[str, Any]) -> tuple[str, str] | None:
    """Return the conversation up to a student's first attempt, and the reply to it; None where there is none."""
    replies = answer.get("replies", [])
    if temper not in _TEMPERS or len(replies) < 2:
        return None
    asked, attempt = replies[:2]
    before = f"Student: {asked['asked']}\nTutor: {asked['text']}\nStudent: {attempt['asked']}"
    return before, str(attempt["text"])

"""The learning log: what other parts call to record what a learner did, and to read it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from agents.exercises.exercise import Exercise
from agents.exercises.registry import KINDS
from chat.history.write_queue import WriteQueue
from chat.teaching import practice_text
from chat.teaching.events import MAX_NAME, MAX_TEXT, EventData, EventKind, LearningEvent
from chat.teaching.learner_state import fold
from chat.teaching.learning_store import LearningStore
from chat.teaching.weekly_counts import struggles, week_of

Clock = Callable[[], datetime]

_QUEUE = "learning"  # begins the name of a learner's queue of writes
_TEXTS = ("question", "answer")


def now_utc() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class LearningLog:
    """The events of all learners; as `PersonalData` it returns and erases those of one.

    Args:
        store: Keeps the events.
        writer: Retries writes that fail.
        clock: Returns the present moment in UTC.
    """

    name = "learning"

    def __init__(self, store: LearningStore, writer: WriteQueue, clock: Clock = now_utc) -> None:
        self.store = store
        self.clock = clock
        self._writer = writer
        self._last = datetime.min.replace(tzinfo=UTC)

    def record_attempt(
        self,
        owner: str,
        topic: str,
        item: str,
        *,
        right: bool,
        question: str,
        answer: str,
        hints: int = 0,
        shown: bool = False,
        exercise: str = "",
        thread_id: str = "",
        step_id: str = "",
        event_id: str = "",
    ) -> LearningEvent:
        """Record an attempt, without waiting until it is written.

        Args:
            owner: The learner.
            topic: The topic's name, such as `fractions`.
            item: The id of what was asked; the same exercise has the same item whenever it comes.
            right: Whether the attempt was right; false if the answer was shown and none given.
            question: What was asked, as Markdown.
            answer: The right answer, as Markdown; empty while it is not earned, for the log can be downloaded.
            hints: How many hints were used.
            shown: Whether the answer was shown before it was given.
            exercise: What names the exercise for those who grade it; empty if no code can grade it.
            thread_id: The conversation; empty outside of one.
            step_id: The message of that conversation.
            event_id: An id of the caller's, by which a repeated call changes nothing; empty makes one.
        """
        data = EventData(right=right, hints=hints, shown=shown, question=question, answer=answer)
        return self._submit(owner, EventKind.ATTEMPT, topic, item, data, exercise, thread_id, step_id, event_id)

    def record_exercise(
        self,
        owner: str,
        exercise: Exercise,
        *,
        right: bool,
        hints: int,
        shown: bool,
        event_id: str,
        thread_id: str = "",
        step_id: str = "",
    ) -> LearningEvent:
        """Record an attempt at an exercise, as the reader sees it; the arguments are those of `record_attempt`."""
        return self.record_attempt(
            owner,
            exercise.topic,
            exercise.item,
            right=right,
            question=practice_text.question_text(exercise),
            answer=practice_text.shown_answer(exercise),
            hints=hints,
            shown=shown,
            exercise=exercise.id if exercise.kind in KINDS else "",
            thread_id=thread_id,
            step_id=step_id,
            event_id=event_id,
        )

    def save(
        self,
        owner: str,
        topic: str,
        item: str,
        *,
        question: str,
        answer: str,
        exercise: str = "",
        thread_id: str = "",
        step_id: str = "",
    ) -> LearningEvent:
        """Record that the learner saved an item to practise it later; the arguments are those of `record_attempt`."""
        data = EventData(question=question, answer=answer)
        return self._submit(owner, EventKind.SAVED, topic, item, data, exercise, thread_id, step_id)

    async def append(
        self, owner: str, kind: EventKind, topic: str, item: str = "", data: EventData | None = None, event_id: str = ""
    ) -> LearningEvent:
        """Write an event, and return it once it is written.

        Raises:
            StoreError: It could not be written.
        """
        event = self._event(kind, topic, item, data or EventData(), event_id)
        await self._flush(owner)
        await self.store.append(owner, event)
        if kind == EventKind.CORRECTED:
            await self._count(owner, topic)
        return event

    async def events(self, owner: str) -> list[LearningEvent]:
        """Return all events of a learner, in their order.

        Raises:
            StoreError: They could not be read.
        """
        await self._flush(owner)
        return await self.store.events(owner)

    async def remove(self, owner: str, events: Sequence[LearningEvent]) -> int:
        """Delete events for good, and return how many there were.

        Raises:
            StoreError: They could not be deleted.
        """
        await self._flush(owner)
        removed = await self.store.remove(owner, [event.id for event in events])
        for topic in {event.topic for event in events}:
            await self._count(owner, topic)
        return removed

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        events = [event.to_record() for event in await self.events(owner)]
        return events + [{"kind": "class", **asdict(mark)} for mark in await self.store.marks(owner)]

    async def erase(self, owner: str) -> int:
        """See `PersonalData`."""
        await self._flush(owner)
        return await self.store.erase(owner, week_of(self.clock()))

    async def _flush(self, owner: str) -> None:
        await self._writer.flush(f"{_QUEUE}:{owner}")

    def _submit(
        self,
        owner: str,
        kind: EventKind,
        topic: str,
        item: str,
        data: EventData,
        exercise: str,
        thread_id: str,
        step_id: str,
        event_id: str = "",
    ) -> LearningEvent:
        if exercise:
            data["exercise"] = exercise
        if thread_id:
            data["thread"] = thread_id
        if step_id:
            data["step"] = step_id
        event = self._event(kind, topic, item, data, event_id)

        async def write() -> None:
            await self.store.append(owner, event)
            if kind == EventKind.ATTEMPT:
                await self._count(owner, topic)

        self._writer.submit(f"{_QUEUE}:{owner}", write)
        return event

    async def _count(self, owner: str, name: str) -> None:
        """Count the learner among those who struggle with a topic this week, or not any more."""
        week = week_of(self.clock())
        topic = fold(await self.store.events(owner)).topics.get(name)
        await self.store.set_struggling(owner, week, name, topic is not None and struggles(topic, week))

    def _event(self, kind: EventKind, topic: str, item: str, data: EventData, event_id: str) -> LearningEvent:
        # Two events of one process never have the same moment, so their order is that of the calls.
        self._last = max(self.clock(), self._last + timedelta(microseconds=1))
        at = self._last.isoformat(timespec="microseconds").replace("+00:00", "Z")
        for name in _TEXTS:
            if name in data:
                data[name] = data[name][:MAX_TEXT]  # type: ignore[literal-required]
        event_id = event_id[:MAX_NAME] or uuid.uuid4().hex
        return LearningEvent(event_id, at, kind, topic[:MAX_NAME], item[:MAX_NAME], data)

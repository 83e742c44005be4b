"""The port to wherever conversations are kept."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from agents.memory.fact_repository import FactRepository
from chat.history.step import StepRecord, is_message


class StoreError(Exception):
    """The store could not do what was asked; trying again may help."""


class ConversationDeleted(Exception):
    """The conversation was deleted; no more turns can be added to it."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation, without its steps.

    Attributes:
        id: The conversation's id, unique for its owner.
        name: What the sidebar shows.
        created_at: ISO 8601, UTC; never moves.
        active_at: ISO 8601, UTC; when a step was last written.
        metadata: What the page wants back on resume.
        tags: Labels.
        answering: Whether a turn is being answered, on whichever server.
    """

    id: str
    name: str | None
    created_at: str
    active_at: str
    metadata: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    answering: bool = False

    @property
    def cursor(self) -> str:
        """The position after this conversation in the list of its owner's conversations."""
        return base64.urlsafe_b64encode(json.dumps([self.active_at, self.id]).encode()).decode()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there was of what one person had."""

    conversations: int = 0
    messages: int = 0
    ratings: int = 0

    @staticmethod
    def of_steps(steps: list[StepRecord]) -> "Counts":
        """Count the messages and ratings among the steps of a conversation."""
        return Counts(0, sum(map(is_message, steps)), sum("feedback" in step for step in steps))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of conversations, the latest active first; `cursor` leads to the next, if there is one."""

    threads: list[Thread]
    cursor: str | None


class ConversationStore(Protocol):
    """Keeps conversations. Every call names the owner first: what is another's does not exist.

    A deleted conversation stays deleted: writes that come late are dropped in silence. All raise `StoreError`.

    Attributes:
        keep_days: How long something is kept after it was written last; `None` is for ever. It applies to what is
            written from then on, and what has had its time is not read any more.
    """

    keep_days: int | None

    @property
    def facts(self) -> FactRepository:
        """What is remembered of people; it is kept until they have it forgotten."""
        ...

    async def put_thread(
        self,
        owner: str,
        thread_id: str,
        *,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> None:
        """Create the conversation, or change what is given and keep the rest."""
        ...

    async def get_thread(self, owner: str, thread_id: str) -> Thread | None:
        """The conversation, if the owner has it."""
        ...

    async def list_threads(
        self,
        owner: str,
        *,
        limit: int,
        cursor: str | None = None,
        search: str | None = None,
        feedback: int | None = None,
    ) -> Page:
        """A page of the owner's conversations.

        Args:
            owner: Whose.
            limit: How many at most.
            cursor: Where the page before ended.
            search: Text to be found, whatever its case, in the name or in a message.
            feedback: Only conversations with an answer rated so (0 or 1).
        """
        ...

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """Delete the conversation, its steps and feedback, for good."""
        ...

    async def put_step(self, owner: str, thread_id: str, step: StepRecord) -> None:
        """Write a step (a record with an `id`), in place of one with the same id, keeping its place in order."""
        ...

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """The conversation's steps, in the order in which they were first written, each with its `feedback`, if any."""
        ...

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """The latest messages alone, so many at most, in order; what that costs does not grow with the conversation."""
        ...

    async def delete_step(self, owner: str, thread_id: str, step_id: str) -> None:
        """Delete one step and its feedback."""
        ...

    async def put_feedback(self, owner: str, thread_id: str, step_id: str, value: int, comment: str | None) -> bool:
        """Rate a step; false when the owner has no such step."""
        ...

    async def delete_feedback(self, owner: str, thread_id: str, step_id: str) -> bool:
        """Take a rating back; false when there was none."""
        ...

    async def begin_turn(self, owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        """Take the conversation for one turn, or keep it for longer.

        Only one turn of a conversation is answered at a time, whichever tab or server it was asked from.

        Args:
            owner: Whose conversation.
            thread_id: Which; it is created when it is new.
            turn_id: The turn.
            seconds: For how long, unless the same turn takes it again; a server that dies lets go of it so.

        Returns:
            False while another turn has it.

        Raises:
            Deleted: If the conversation was deleted.
        """
        ...

    async def end_turn(self, owner: str, thread_id: str, turn_id: str) -> None:
        """Let go of the conversation, if this turn has it."""
        ...

    async def erase(self, owner: str) -> Counts:
        """Delete all that the owner has, for good, and tell how much it was."""
        ...

    async def purge(self) -> None:
        """Let go of the copies that the store itself keeps of what was overwritten or deleted."""
        ...

    async def sweep(self) -> int:
        """Remove what has had its time, where the store does not do so by itself; tell how many records it was."""
        ...

    async def get_note(self, name: str) -> str | None:
        """Something that the server itself remembers across restarts."""
        ...

    async def put_note(self, name: str, text: str) -> None:
        """Remember something for the server itself."""
        ...

    async def close(self) -> None:
        """Finish what was begun and let go of the store."""
        ...


def decode_cursor(cursor: str | None) -> tuple[str, str] | None:
    """Return the `active_at` and the id that a cursor names; None, the beginning of the list, if it names none."""
    try:
        active_at, thread_id = json.loads(base64.urlsafe_b64decode(cursor or ""))
    except (binascii.Error, ValueError, TypeError):
        return None
    return str(active_at), str(thread_id)

"""The port to wherever conversations are kept."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from agents.memory.fact_repository import FactRepository
from chat.history.step import StepRecord, is_message
from chat.history.versions import VersionTree


class StoreError(Exception):
    """The store failed; trying again may help."""


class ConversationDeleted(Exception):
    """The conversation was deleted, so it cannot have another turn."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation, without its steps.

    Attributes:
        id: The conversation's id, unique for its owner.
        name: The title in the sidebar.
        created_at: ISO 8601, UTC; it never changes.
        active_at: ISO 8601, UTC; when a step was last written.
        metadata: What the page needs to resume the conversation.
        tags: Labels.
        answering: Whether a turn holds the lease, on any server.
        versions: The versions of its questions, and which are shown.
    """

    id: str
    name: str | None
    created_at: str
    active_at: str
    metadata: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    answering: bool = False
    versions: VersionTree = field(default_factory=VersionTree)

    @property
    def cursor(self) -> str:
        """The position after this conversation in the list of its owner's conversations."""
        return base64.urlsafe_b64encode(json.dumps([self.active_at, self.id]).encode()).decode()


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of things that one person had."""

    conversations: int = 0
    messages: int = 0
    ratings: int = 0

    @staticmethod
    def of_steps(steps: list[StepRecord]) -> "Counts":
        """Count the messages and ratings among the steps of a conversation."""
        return Counts(0, sum(map(is_message, steps)), sum("feedback" in step for step in steps))


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of conversations, the latest active first; `cursor` is None on the last page."""

    threads: list[Thread]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class StepPage:
    """A part of a conversation that begins with a question.

    Attributes:
        steps: Its steps, in the order in which they were first written.
        cursor: The position before which the part before it ends; None on the first part of the conversation.
    """

    steps: list[StepRecord]
    cursor: int | None


class ConversationStore(Protocol):
    """Stores conversations, each under its owner. No call reads or changes another owner's records.

    A deleted conversation stays deleted: late writes to it are dropped without an error. Every call raises `StoreError`
    when the store fails; only `acquire_lease` raises `ConversationDeleted`.

    Attributes:
        keep_days: How long a record is kept after it was last written; None keeps it for ever. It applies to later
            writes. Expired records are not returned.
    """

    keep_days: int | None

    @property
    def facts(self) -> FactRepository:
        """The remembered facts of people; they do not expire."""
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
        """Create a conversation, or change the fields that are given."""
        ...

    async def get_thread(self, owner: str, thread_id: str) -> Thread | None:
        """Return a conversation; None if the owner has no such conversation."""
        ...

    async def list_threads(
        self,
        owner: str,
        *,
        limit: int,
        cursor: str | None = None,
        search: str | None = None,
        feedback: int | None = None,
    ) -> ThreadPage:
        """Return a page of the owner's conversations.

        Args:
            owner: The owner.
            limit: The most conversations to return.
            cursor: The cursor of the page before; None, or a malformed one, begins the list.
            search: Only conversations with this text, in any case, in their name or in a message.
            feedback: Only conversations with an answer that has this rating (0 or 1).
        """
        ...

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """Delete a conversation with its steps and ratings for good."""
        ...

    async def put_step(self, owner: str, thread_id: str, step: StepRecord) -> None:
        """Write a step; it replaces a step with the same id and keeps its position and rating."""
        ...

    async def get_step(self, owner: str, thread_id: str, step_id: str) -> StepRecord | None:
        """Return a step with its rating; None if the owner has no such step."""
        ...

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """Return every step of every version in the order in which they were first written, each with its rating."""
        ...

    async def get_shown_steps(self, owner: str, thread_id: str, since: str) -> list[StepRecord]:
        """Return the steps that are shown from one on; nothing if that one is gone or not shown.

        The cost grows with what is returned, not with the conversation.
        """
        ...

    async def get_page(self, owner: str, thread_id: str, *, messages: int, before: int | None = None) -> StepPage:
        """Return a part of what is shown of a conversation; its cost does not grow with the conversation.

        Args:
            owner: The owner.
            thread_id: The conversation.
            messages: How many messages the part has, about: `chat.history.page_start` says where it begins.
            before: The cursor of the part after it; None for the latest part.
        """
        ...

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """Return the latest messages that are shown, at most `limit`, in order.

        The cost does not grow with the conversation.
        """
        ...

    async def begin_version(self, owner: str, thread_id: str, question: StepRecord, *, replaces: str) -> bool:
        """Write a question as another version of one, and show it instead of that one and all after it, which are kept.

        It is one write: a crash leaves the conversation as it was before or as it is after it. To call it again with
        the same question changes nothing.

        Args:
            owner: The owner.
            thread_id: The conversation; no other version of it may be begun or shown meanwhile.
            question: The new version, with an id of its own.
            replaces: The id of the question that is asked again.

        Returns:
            False if that one is gone or not shown.

        Raises:
            TooManyVersions: There are as many as are kept.
        """
        ...

    async def show_step(self, owner: str, thread_id: str, step_id: str) -> bool:
        """Show the version that a step belongs to, in one write; return false if there is no such step."""
        ...

    async def delete_step(self, owner: str, thread_id: str, step_id: str) -> None:
        """Delete a step and its rating."""
        ...

    async def put_feedback(self, owner: str, thread_id: str, step_id: str, value: int, comment: str | None) -> bool:
        """Rate a step; return false if the owner has no such step."""
        ...

    async def delete_feedback(self, owner: str, thread_id: str, step_id: str) -> bool:
        """Remove a rating; return false if there was none."""
        ...

    async def acquire_lease(self, owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        """Acquire the lease of a conversation for one turn, or renew it.

        The lease lets one turn of a conversation be answered at a time, on whichever server.

        Args:
            owner: The owner.
            thread_id: The conversation; it is created if it does not exist.
            turn_id: The turn.
            seconds: When the lease expires, from now; so a server that crashes does not hold it for ever.

        Returns:
            False if another turn holds the lease.

        Raises:
            ConversationDeleted: The conversation was deleted.
        """
        ...

    async def release_lease(self, owner: str, thread_id: str, turn_id: str) -> None:
        """Release the lease, if this turn holds it."""
        ...

    async def erase(self, owner: str) -> Counts:
        """Delete all conversations of the owner for good, and return how much that was."""
        ...

    async def purge(self) -> None:
        """Remove the copies that the store itself keeps of overwritten and deleted data."""
        ...

    async def sweep(self) -> int:
        """Remove expired records, unless the store does so by itself; return how many were removed."""
        ...

    async def get_note(self, name: str) -> str | None:
        """Return a note of the server; None if there is no such note."""
        ...

    async def put_note(self, name: str, text: str) -> None:
        """Write a note of the server, which survives restarts."""
        ...

    async def replace_note(self, name: str, before: str | None, text: str) -> bool:
        """Write a note unless it is another than before, None if there was none; return whether it has the text now."""
        ...

    async def get_notes(self, prefix: str) -> dict[str, str]:
        """Return the notes of the server whose names begin with a prefix, by name."""
        ...

    async def delete_note(self, name: str) -> None:
        """Delete a note of the server, if there is one."""
        ...

    async def close(self) -> None:
        """Finish the work in progress and close the store."""
        ...


def decode_cursor(cursor: str | None) -> tuple[str, str] | None:
    """Return the `active_at` and the id that a cursor names; None, the beginning of the list, if it names none."""
    try:
        active_at, thread_id = json.loads(base64.urlsafe_b64decode(cursor or ""))
    except (binascii.Error, ValueError, TypeError):
        return None
    return str(active_at), str(thread_id)

"""The port to wherever conversations are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Record = dict[str, Any]


class StoreError(Exception):
    """The store could not do what was asked; trying again may help."""


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
    """

    id: str
    name: str | None
    created_at: str
    active_at: str
    metadata: Record = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of conversations, the latest active first; `cursor` leads to the next, if there is one."""

    threads: list[Thread]
    cursor: str | None


class Store(Protocol):
    """Keeps conversations. Every call names the owner first: what is another's does not exist.

    A deleted conversation stays deleted: writes that come late are dropped in silence. All raise `StoreError`.
    """

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

    async def put_step(self, owner: str, thread_id: str, step: Record) -> None:
        """Write a step (a record with an `id`), in place of one with the same id, keeping its place in order."""
        ...

    async def get_steps(self, owner: str, thread_id: str) -> list[Record]:
        """The conversation's steps, in the order in which they were first written, each with its `feedback`, if any."""
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

    async def get_note(self, name: str) -> str | None:
        """Something that the server itself remembers across restarts."""
        ...

    async def put_note(self, name: str, text: str) -> None:
        """Remember something for the server itself."""
        ...

    async def close(self) -> None:
        """Finish what was begun and let go of the store."""
        ...

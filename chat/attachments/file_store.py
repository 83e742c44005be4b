"""The port to wherever attached files are kept."""

import hashlib
from collections.abc import AsyncIterator
from typing import Protocol
from urllib.parse import quote

from chat.history.store import StoreError

_MAX_PART = 200


class FileStoreError(StoreError):
    """The files cannot be reached; trying again may help."""


class FileStore(Protocol):
    """Keeps the files of conversations. Every call names the owner first: what is another's does not exist.

    All raise `FilesError`.
    """

    async def put(self, owner: str, thread_id: str, name: str, content: bytes) -> None:
        """Keep a file."""
        ...

    async def get(self, owner: str, thread_id: str, name: str) -> bytes | None:
        """What a file holds, if there is such a file."""
        ...

    async def delete(self, owner: str, thread_id: str) -> None:
        """Delete all files of a conversation."""
        ...

    def sizes(self, owner: str) -> AsyncIterator[tuple[str, int]]:
        """Every file of a person: its key and its size in bytes."""
        ...

    async def erase(self, owner: str) -> None:
        """Delete all files of a person."""
        ...

    async def sweep(self, days: int) -> int:
        """Delete what was written longer ago than that, and tell how many files it was."""
        ...

    async def check(self) -> None:
        """Find out whether files can be reached just now."""
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...


def key(owner: str, thread_id: str | None = None, name: str | None = None) -> str:
    """The key of a file; without a name the beginning of those of a conversation, without that those of a person."""
    parts = ["users", _part(owner), None if thread_id is None else _part(thread_id), name]
    return "/".join(part for part in parts if part is not None)


def _part(text: str) -> str:
    # Whatever a client calls its conversation, it is one name in one folder, and never none.
    part = quote(text, safe="").replace(".", "%2E") or "%"
    return part if len(part) <= _MAX_PART else hashlib.sha256(text.encode()).hexdigest()

"""The port to the store of attached files."""

import hashlib
from collections.abc import AsyncIterator
from typing import Protocol
from urllib.parse import quote

from chat.history.store import StoreError

_MAX_PART_CHARACTERS = 200  # of one part of a key


class FileStoreError(StoreError):
    """The file store failed; trying again may help."""


class FileStore(Protocol):
    """Stores the files of conversations, each under its owner. No call reads or changes another owner's files.

    Every call raises `FileStoreError` when the store fails.
    """

    async def put(self, owner: str, thread_id: str, name: str, content: bytes) -> None:
        """Write a file."""
        ...

    async def get(self, owner: str, thread_id: str, name: str) -> bytes | None:
        """Return the content of a file; None if there is no such file."""
        ...

    async def delete(self, owner: str, thread_id: str) -> None:
        """Delete all files of a conversation."""
        ...

    def sizes(self, owner: str) -> AsyncIterator[tuple[str, int]]:
        """Yield the key and the size in bytes of every file of a person."""
        ...

    async def erase(self, owner: str) -> None:
        """Delete all files of a person."""
        ...

    async def sweep(self, days: int) -> int:
        """Delete the files that were written more than `days` days ago; return how many were deleted."""
        ...

    async def check(self) -> None:
        """Check that the store can be used."""
        ...

    def close(self) -> None:
        """Close the store."""
        ...


def file_key(owner: str, thread_id: str | None = None, name: str | None = None) -> str:
    """Return the key of a file; without a name, the prefix of a conversation, and without that, of a person."""
    parts = ["users", _key_part(owner), None if thread_id is None else _key_part(thread_id), name]
    return "/".join(part for part in parts if part is not None)


def _key_part(text: str) -> str:
    # Whatever the id of a conversation, it becomes one non-empty name of a folder.
    part = quote(text, safe="").replace(".", "%2E") or "%"
    return part if len(part) <= _MAX_PART_CHARACTERS else hashlib.sha256(text.encode()).hexdigest()

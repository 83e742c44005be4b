"""Attached files in a folder."""

import asyncio
import os
import shutil
import time
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

from chat.attachments.file_store import FileStoreError, file_key

T = TypeVar("T")


class DiskFileStore:
    """The file store of a laptop.

    Args:
        folder: The folder; it is created when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, owner: str, thread_id: str, name: str, content: bytes) -> None:
        """See `FileStore`."""
        path = self._folder / file_key(owner, thread_id, name)

        def write() -> None:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            partial.replace(path)

        await _run(write)

    async def get(self, owner: str, thread_id: str, name: str) -> bytes | None:
        """See `FileStore`."""
        path = self._folder / file_key(owner, thread_id, name)
        return await _run(lambda: path.read_bytes() if path.is_file() else None)

    async def delete(self, owner: str, thread_id: str) -> None:
        """See `FileStore`."""
        await self._remove(file_key(owner, thread_id))

    async def sizes(self, owner: str) -> AsyncIterator[tuple[str, int]]:
        """See `FileStore`."""
        for path in await _run(lambda: self._below(file_key(owner))):
            yield path.relative_to(self._folder).as_posix(), (await _run(path.stat)).st_size

    async def erase(self, owner: str) -> None:
        """See `FileStore`."""
        await self._remove(file_key(owner))

    async def sweep(self, days: int) -> int:
        """See `FileStore`."""
        before = time.time() - days * 86400

        def remove() -> int:
            old = [path for path in self._below("users") if path.stat().st_mtime < before]
            for path in old:
                path.unlink(missing_ok=True)
            return len(old)

        return await _run(remove)

    async def check(self) -> None:
        """See `FileStore`."""
        await _run(lambda: self._folder.mkdir(parents=True, exist_ok=True))

    def close(self) -> None:
        """See `FileStore`."""

    async def _remove(self, prefix: str) -> None:
        folder = self._folder / prefix
        await _run(lambda: shutil.rmtree(folder) if folder.exists() else None)

    def _below(self, prefix: str) -> list[Path]:
        return sorted(path for path in (self._folder / prefix).rglob("*") if path.is_file())


async def _run(work: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(work)
    except OSError as error:
        raise FileStoreError(type(error).__name__) from error

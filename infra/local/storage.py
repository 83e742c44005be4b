"""Private files of the data directory, and its run lock."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

from infra.local.errors import StartError


def write_private(path: Path, content: bytes) -> None:
    """Replaces a file in one step, readable by its owner only: a reader sees the old content or the new."""
    draft = path.with_name(f".{path.name}.new")
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


class RunLock:
    """Locks a data directory for one run; the kernel releases it however the process ends."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "run.lock"
        self._descriptor: int | None = None

    def acquire(self, url: str) -> None:
        """Locks the directory and writes the process id into it.

        Raises:
            StartError: when another run holds the lock.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 500).decode(errors="replace").split()
            os.close(descriptor)
            pid, where = holder if len(holder) == 2 else ("unknown", "an unknown address")
            raise StartError(
                f"Teacher's Assistant is already running at {where} (process {pid}) on {self._path.parent}; "
                "use that one, or stop it with Ctrl-C first."
            ) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()} {url}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Releases the lock. The file stays: removing it would race with the next run."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

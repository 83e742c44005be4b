"""`python -m chat`: the chat server, configured by environment only."""

import asyncio
import contextlib
import ctypes
import sys
import tempfile
from pathlib import Path

from chat import settings
from chat.chainlit_adapter import bootstrap, import_stubs
from chat.history.store import StoreError
from chat.http.page_markers import PageError
from chat.observability import logs

_M_MMAP_THRESHOLD = -3  # in glibc's malloc.h
_LARGE_BYTES = 1024 * 1024


def main() -> int:
    """Run the server; the exit status is 2 when it could not start."""
    logs.configure()
    return_large_blocks()
    try:
        configured = settings.from_environment()
        with tempfile.TemporaryDirectory(prefix="teachers-assistant-") as root:
            bootstrap.prepare(Path(root))
            with import_stubs.imports():
                from chat.server import serve  # Chainlit reads its folder when it is imported

            asyncio.run(serve(configured))
    except (settings.SettingError, PageError, StoreError) as reason:
        print(f"The chat server cannot start: {reason}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


def return_large_blocks() -> None:
    """Have a large block of memory given back as soon as it is freed; glibc alone keeps ever larger ones."""
    with contextlib.suppress(AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def precompile() -> None:
    """Store what each start would make, as `compileall` stores modules: for an image, where no start can write it."""
    with tempfile.TemporaryDirectory() as root:
        bootstrap.prepare(Path(root))
        with import_stubs.imports():
            import chat.server  # noqa: F401 - for the code of its dataclasses


if __name__ == "__main__":
    sys.exit(main())

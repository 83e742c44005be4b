"""Keeps in `__pycache__` what takes long to make, as Python keeps compiled modules.

What is read there is trusted as those modules are: whoever can write it can change the code.
"""

import contextlib
import hashlib
import os
import sys
from pathlib import Path

_DIGEST_BYTES = hashlib.sha256().digest_size


def key_of(*sources: bytes) -> bytes:
    """Return a key that changes with each source, and with the version of Python."""
    key = hashlib.sha256(sys.version.encode())
    for source in sources:
        key.update(len(source).to_bytes(8, "big") + source)
    return key.digest()


def read_stored(file: Path, key: bytes) -> memoryview | None:
    """Return what was stored; `None` if it is missing, damaged, or of another key."""
    try:
        stored = file.read_bytes()
    except OSError:
        return None
    content = memoryview(stored)[_DIGEST_BYTES:]
    return content if stored[:_DIGEST_BYTES] == _seal(key, content) else None


def store(file: Path, key: bytes, content: bytes) -> None:
    """Store it if Python may store what it compiles, and the folder can be written; else the next start makes it."""
    if sys.dont_write_bytecode:
        return
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        try:
            part.write_bytes(_seal(key, content) + content)
            part.replace(file)  # whoever reads finds all of it or nothing
        finally:
            part.unlink(missing_ok=True)


def _seal(key: bytes, content: bytes | memoryview) -> bytes:
    sealed = hashlib.sha256(key)
    sealed.update(content)
    return sealed.digest()

"""Keeps a parser of Lark's in `__pycache__`, as Python keeps compiled modules: half a second to make, a tenth to read.

What is read there is trusted as those modules are: whoever can write it can change the code. Lark stores parsers of its
other kind (LALR) only.
"""

import contextlib
import hashlib
import io
import os
import pickle
import re
import sys
from collections.abc import Callable
from pathlib import Path

import lark

_KEY_BYTES = hashlib.sha256().digest_size


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        return "re" if value is re else None  # a parser holds the module of its regular expressions


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, _: str) -> object:
        return re


def load_parser(make: Callable[[], lark.Lark], sources: bytes, file: Path) -> lark.Lark:
    """Return the parser that was stored, or make and store it.

    Args:
        make: Makes it.
        sources: What it is made from; a stored one that was made from something else is replaced.
        file: Where it is stored, if Python may store what it compiles, and the folder can be written.
    """
    key = hashlib.sha256(b"\0".join((sources, lark.__version__.encode(), sys.version.encode()))).digest()
    # A file that is missing, of another key or cut off: reading it may raise anything.
    with contextlib.suppress(Exception), file.open("rb") as stored:
        if stored.read(_KEY_BYTES) == key and isinstance(parser := _Unpickler(stored).load(), lark.Lark):
            return parser
    parser = make()
    if not sys.dont_write_bytecode:
        with contextlib.suppress(Exception):  # the next start makes it again
            _store(key + _pickled(parser), file)
    return parser


def _pickled(parser: lark.Lark) -> bytes:
    written = io.BytesIO()
    _Pickler(written).dump(parser)
    return written.getvalue()


def _store(content: bytes, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(file)  # whoever reads finds all of it or nothing
    finally:
        part.unlink(missing_ok=True)

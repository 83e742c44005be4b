"""Keeps a parser of Lark's as Python keeps compiled modules: half a second to make, a tenth to read.

Lark stores parsers of its other kind (LALR) only.
"""

import contextlib
import io
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import lark

from agents import compile_cache


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
    key = compile_cache.key_of(sources, lark.__version__.encode())
    if stored := compile_cache.read_stored(file, key):
        # The classes of a library that was changed in place may be gone: reading it may raise anything.
        with contextlib.suppress(Exception):
            if isinstance(parser := _Unpickler(io.BytesIO(stored)).load(), lark.Lark):
                return parser
    parser = make()
    with contextlib.suppress(Exception):  # one that cannot be pickled is made again by the next start
        compile_cache.store(file, key, _pickled(parser))
    return parser


def _pickled(parser: lark.Lark) -> bytes:
    written = io.BytesIO()
    _Pickler(written).dump(parser)
    return written.getvalue()

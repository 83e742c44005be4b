"""Keeps the code of the methods that Python 3.11 to 3.13 writes for dataclasses, as it keeps the code of modules.

`dataclasses` writes each method as text, and compiles it whenever its class is made: for the four hundred classes that
a start imports, a fifth of its CPU. It calls `exec` by its name, which is replaced there; what a text means is its own,
so nothing stored can be out of date.
"""

import dataclasses
import marshal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from agents import compile_cache

_STORED = Path(__file__).parent / "__pycache__" / f"dataclasses.{sys.implementation.cache_tag}.marshal"


@contextmanager
def stored_code() -> Iterator[None]:
    """Within the `with` block, compile only texts that the last start has not stored; store those that it lacks."""
    key = compile_cache.key_of()
    stored = compile_cache.read_stored(_STORED, key)
    known: dict[str, CodeType] = marshal.loads(stored) if stored else {}  # noqa: S302 - trusted as compiled modules are
    used: dict[str, CodeType] = {}

    def run(text: str, *names: dict[str, Any]) -> None:
        code = used[text] = known.get(text) or compile(text, "<string>", "exec", dont_inherit=True)
        exec(code, *names)  # noqa: S102 - as `dataclasses` does

    dataclasses.exec = run  # type: ignore[attr-defined]  # its own global comes before the builtin function
    try:
        yield
    finally:
        del dataclasses.exec  # type: ignore[attr-defined]
        if not used.keys() <= known.keys():
            compile_cache.store(_STORED, key, marshal.dumps(used))

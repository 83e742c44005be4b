"""What one start has stored the next one reads, and nothing else."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agents import compile_cache
from agents.compile_cache import key_of, store

KEY = key_of(b"sources")


def read_stored(file: Path, key: bytes) -> bytes | None:
    stored = compile_cache.read_stored(file, key)
    return None if stored is None else bytes(stored)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "stored"


def test_what_is_stored_is_read(file: Path) -> None:
    assert read_stored(file, KEY) is None
    store(file, KEY, b"content")
    assert read_stored(file, KEY) == b"content"
    assert os.listdir(file.parent) == [file.name]


def test_whoever_reads_the_modules_reads_it(file: Path, tmp_path: Path) -> None:
    store(file, KEY, b"content")
    (plain := tmp_path / "plain").touch()
    assert file.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("sources", [(b"others",), (b"sour", b"ces"), (b"sources", b"")])
def test_what_was_made_from_something_else_is_not_read(file: Path, sources: tuple[bytes, ...]) -> None:
    store(file, KEY, b"content")
    assert read_stored(file, key_of(*sources)) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: content[:-1] + b"x",
    ],
    ids=["empty", "seal cut off", "content cut off", "more", "other content"],
)
def test_what_is_damaged_is_not_read_and_is_replaced(file: Path, damage: Callable[[bytes], bytes]) -> None:
    store(file, KEY, b"content")
    file.write_bytes(damage(file.read_bytes()))
    assert read_stored(file, KEY) is None
    store(file, KEY, b"content")
    assert read_stored(file, KEY) == b"content"


def test_a_folder_that_cannot_be_written_stores_nothing(file: Path) -> None:
    file.parent.write_text("a file")
    store(file, KEY, b"content")
    assert read_stored(file, KEY) is None


def test_a_python_that_stores_nothing_stores_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    store(file, KEY, b"content")
    assert not file.exists()

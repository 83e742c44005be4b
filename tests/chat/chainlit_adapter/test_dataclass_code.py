"""A dataclass whose methods were stored is as one whose methods are compiled."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from chat.chainlit_adapter import dataclass_code
from chat.chainlit_adapter.dataclass_code import stored_code

_FORMS: tuple[dict[str, Any], ...] = ({}, {"frozen": True, "slots": True}, {"order": True, "kw_only": True})


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(dataclass_code, "_STORED", tmp_path / "dataclasses")
    return tmp_path / "dataclasses"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were compiled."""
    texts: list[str] = []

    def count(text: str, *given: str, **options: bool) -> Any:
        texts.append(text)
        return compile(text, *given, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(dataclass_code, "compile", count, raising=False)
    return texts


def make(default: int, **form: Any) -> Any:
    return dataclasses.make_dataclass("Made", [("a", int), ("b", int, default)], **form)


def behaviour(made: Any) -> tuple[object, ...]:
    one = made(a=1)
    try:
        one.a = 5
    except dataclasses.FrozenInstanceError as error:
        return repr(one), one == made(a=1), one != made(a=2), hash(one) == hash(made(a=1)), one.b, str(error)
    return repr(one), one == made(a=5), one != made(a=1), made.__hash__, one.b, hasattr(one, "__lt__")


@pytest.mark.guard
def test_python_compiles_the_methods_of_a_dataclass_by_calling_exec(stored: Path, compiled: list[str]) -> None:
    with stored_code():
        make(1)
    assert any("__init__" in text for text in compiled), "`dataclasses` no longer calls `exec` with a text"


@pytest.mark.parametrize("form", _FORMS)
def test_class_of_stored_methods_behaves_as_any_other(stored: Path, compiled: list[str], form: dict[str, Any]) -> None:
    with stored_code():
        make(1, **form)
    compiled.clear()
    with stored_code():
        made = [make(default, **form) for default in (1, 2)]  # their texts are the same, their defaults are not
    assert compiled == []
    assert [behaviour(one) for one in made] == [behaviour(make(default, **form)) for default in (1, 2)]


def test_only_what_is_missing_is_compiled_and_what_is_gone_is_forgotten(stored: Path, compiled: list[str]) -> None:
    with stored_code():
        make(1)
    first = stored.read_bytes()
    with stored_code():
        make(1)
        dataclasses.make_dataclass("Other", ["c"])
    with stored_code():
        dataclasses.make_dataclass("Other", ["c"])
    assert len(compiled) == len(set(compiled))
    with stored_code():
        dataclasses.make_dataclass("Other", ["d"])
    compiled.clear()
    with stored_code():
        make(1)
    assert compiled
    assert stored.read_bytes() == first


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_damaged_code_is_compiled_again(stored: Path, content: bytes) -> None:
    with stored_code():
        make(1)
    whole = stored.read_bytes()
    stored.write_bytes(content)
    with stored_code():
        assert make(1)(2).a == 2
    assert stored.read_bytes() == whole


def test_dataclasses_are_as_they_were_after_an_import_that_failed(stored: Path) -> None:
    with pytest.raises(ImportError), stored_code():
        raise ImportError
    assert "exec" not in vars(dataclasses)
    assert make(1)(2).a == 2

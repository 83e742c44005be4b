import re

import pytest

from agents import lazy_pattern
from agents.lazy_pattern import LazyPattern, compile_each


def test_pattern_has_the_methods_of_a_compiled_one() -> None:
    lazy, compiled = LazyPattern(r"[a-c]+"), re.compile(r"[a-c]+", re.IGNORECASE)
    for text in ("ABC x", "x abc", "abc", ""):
        for method in ("match", "fullmatch", "search"):
            found, expected = getattr(lazy, method)(text), getattr(compiled, method)(text)
            assert (found and found.span()) == (expected and expected.span())
        assert lazy.sub("-", text) == compiled.sub("-", text)
        assert [one.span() for one in lazy.finditer(text)] == [one.span() for one in compiled.finditer(text)]
        assert lazy.split(text) == compiled.split(text)
    assert lazy.match("x abc", 2)


def test_pattern_is_compiled_at_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_pattern, "_made", [])
    broken = LazyPattern("(")
    with pytest.raises(re.error):
        broken.search("x")


def test_each_pattern_is_compiled_once_before_its_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_pattern, "_made", [])
    patterns = [LazyPattern("a"), LazyPattern("b")]
    assert not any("_compiled" in vars(pattern) for pattern in patterns)
    assert len(list(compile_each())) == 2
    assert all("_compiled" in vars(pattern) for pattern in patterns)
    assert not list(compile_each())

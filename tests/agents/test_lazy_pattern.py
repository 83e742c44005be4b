import re

import pytest

from agents.lazy_pattern import LazyPattern


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


def test_pattern_is_compiled_at_its_first_use() -> None:
    broken = LazyPattern("(")
    with pytest.raises(re.error):
        broken.search("x")

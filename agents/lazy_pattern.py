"""A regular expression that is compiled when it is first used; long ones take milliseconds of a server's start."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class LazyPattern:
    """A pattern with the methods of `re.Pattern` that are used here.

    Args:
        pattern: The expression.
        flags: Those of the module `re`; upper and lower case are the same unless said otherwise.
    """

    def __init__(self, pattern: str, flags: int = re.IGNORECASE) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at a place of a text."""
        return self._compiled.match(text, start)

    def findall(self, text: str) -> list[str]:
        """Return the matches of a text; the pattern has no groups."""
        return self._compiled.findall(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of a text."""
        return self._compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Match anywhere in a text."""
        return self._compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches of a text."""
        return self._compiled.finditer(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return a text with the matches replaced."""
        return self._compiled.sub(replacement, text, count=count)

    def split(self, text: str, most: int = 0) -> list[str]:
        """Return the parts of a text between the matches, at most so many of these; 0 is all."""
        return list(self._compiled.split(text, maxsplit=most))

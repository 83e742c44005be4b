"""The word lists of simplemma: which words a language has, and their base forms."""

import importlib.util
from collections.abc import Mapping
from functools import cache

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
"""The languages whose list is used."""


def has_lists() -> bool:
    """Return whether the word lists are installed; the image of the server is too small for them."""
    return importlib.util.find_spec("simplemma") is not None


def base_in_list(word: str, language: str) -> str | None:
    """Return the base form of a word, as it is written or in lower case; None if the list has no such word."""
    words = _words(language)
    return words.get(word) or words.get(word.lower())


def has_word(word: str, language: str) -> bool:
    """Return whether the list has a word, in small letters or with a capital."""
    words = _words(language)
    return any(words.get(one) is not None for one in (word, word.lower(), word.capitalize()))


@cache
def _words(language: str) -> Mapping[str, str]:
    """Read a list, which takes a second or two; it stays packed, in a tenth of the memory that a dictionary needs."""
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

    return StreamMap(language)

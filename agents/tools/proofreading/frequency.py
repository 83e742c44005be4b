"""How often English words and pairs of words occur, from the lists that come with the package `symspellpy`.

Its words are those of SCOWL that Google's book n-grams have, its pairs the 243,342 commonest ones; only these two files
of the package are read.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from agents.embeddings.weights import find_package_file

_WORDS = "frequency_dictionary_en_82_765.txt"
_PAIRS = "frequency_bigramdictionary_en_243_342.txt"
_TOTAL = 1_024_908_267_229  # words that were counted
_MAX_AFFINITY = 4.0


class Frequencies:
    """Counts of words and of pairs of words, in small letters."""

    def __init__(self) -> None:
        self.words = dict(_read(_WORDS))
        self._pairs: dict[str, str] = {}  # all that stand behind a word in one string: a fifth of what keys would hold
        for words, count in _read(_PAIRS):
            first, _, second = words.partition(" ")
            self._pairs[first] = f"{self._pairs.get(first, '')}\n{second} {count}"

    def frequency(self, word: str) -> float:
        """Return the decimal logarithm of a word's count; 0 for an unknown one."""
        return math.log10(self.words.get(word, 1))

    def knows(self, word: str) -> bool:
        """Return whether the word is in the list."""
        return word in self.words

    def pair(self, first: str, second: str) -> int:
        """Return how often the second word stands behind the first; 0 if it is rare."""
        _, _, rest = self._pairs.get(first, "").partition(f"\n{second} ")
        return int(rest.partition("\n")[0] or 0)

    def affinity(self, first: str, second: str) -> float:
        """Return the decimal logarithm of how much more often the two stand together than by chance; 0 if unknown."""
        count = self.pair(first, second)
        if not count:
            return 0.0
        chance = self.words.get(first, count) * self.words.get(second, count) / _TOTAL
        return max(0.0, min(_MAX_AFFINITY, math.log10(count / chance)))


@lru_cache(maxsize=1)
def frequencies() -> Frequencies:
    """Return the counts; they are read once in a process."""
    return Frequencies()


def _read(name: str) -> Iterator[tuple[str, int]]:
    path = find_package_file("symspellpy", name)
    if path is None:
        raise FileNotFoundError(f"symspellpy/{name}")
    with Path(path).open(encoding="utf-8-sig") as lines:
        for line in lines:
            words, _, count = line.rpartition(" ")
            yield words, int(count)

"""Finds the word that was meant: the likeliest by its letters, its frequency and its neighbours."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.tools.proofreading.frequency import Frequencies

_VOWELS = frozenset("aeiouy")
_ALIKE = frozenset(
    frozenset(pair) for pair in ("ck", "cs", "sz", "ks", "fp", "fv", "vw", "bp", "bv", "dt", "gj", "lr", "mn", "iy")
)
_MIN_COUNT = 150_000  # a rarer word is not what a learner means
_TWO_EDITS = 1.4
_LETTER_WEIGHT = 3.0  # what an edit of cost 1 weighs against a tenfold frequency
_CONTEXT_WEIGHT = 0.6
_MIN_SPLIT = 20_000_000  # a pair this common may have lost its space
_SPLIT_COST = 0.75
_MAX_SUGGESTIONS = 4
_MIN_BEGINNINGS = 20
# In which a space is lost: “infact”, “aswell”. Other pairs may be new compounds: “testcase”.
_LITTLE_WORDS_LIST = "a all an any as at each even every for in is it my no of on some the to"
_LITTLE_WORDS = frozenset(_LITTLE_WORDS_LIST.split())
_UNFIT_LIST = "fuck fucks fucked fucking shit shits cunt cunts cock cocks dick dicks slut sluts whore tits"
_UNFIT = frozenset(_UNFIT_LIST.split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that may have been meant.

    Args:
        word: The word, in small letters.
        cost: The weight of the edits that lead to it; 1 is one ordinary edit.
        score: How likely it is, as a decimal logarithm without a fixed base.
    """

    word: str
    cost: float
    score: float


class Speller:
    """Ranks the words that a misspelled one may have been meant to be."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._words: dict[tuple[int, str], list[tuple[str, int]]] = {}
        self._beginnings = Counter(word[:2] for word in frequencies.words)
        for word, count in frequencies.words.items():
            if count >= _MIN_COUNT and word not in _UNFIT:
                self._words.setdefault((len(word), word[0]), []).append((word, _letters(word)))

    def suggest(self, wrong: str, before: str, behind: str, others: Sequence[str] = ()) -> list[Suggestion]:
        """Return the likeliest words first.

        Args:
            wrong: The unknown word.
            before: The word before it, or an empty text.
            behind: The word behind it, or an empty text.
            others: Words that another checker suggests.
        """
        wrong, before, behind = wrong.lower(), before.lower(), behind.lower()
        costs = dict(self._near(wrong))
        for other in others:
            word = other.lower()
            if word not in costs and " " not in word:
                costs[word] = distance(wrong, word, max_cost(wrong) + 1)
        ranked = [
            Suggestion(word, cost, self._score(word, cost, before, behind))
            for word, cost in costs.items()
            if math.isfinite(cost)
        ]
        ranked += self._splits(wrong)
        return sorted(ranked, key=lambda one: (-one.score, one.word))[:_MAX_SUGGESTIONS]

    def looks_english(self, wrong: str) -> bool:
        """Return whether an English word may begin like this one; “mtime” and “xlib” are terms of another field."""
        return self._beginnings[wrong[:2].lower()] >= _MIN_BEGINNINGS

    def _score(self, word: str, cost: float, before: str, behind: str) -> float:
        context = self._frequencies.affinity(before, word) + self._frequencies.affinity(word, behind)
        return self._frequencies.frequency(word) - _LETTER_WEIGHT * cost + _CONTEXT_WEIGHT * context

    def _near(self, wrong: str) -> Iterator[tuple[str, float]]:
        most, letters = max_cost(wrong), _letters(wrong)
        other_letters = 2 if most < _TWO_EDITS else 4
        reach = 1 if most < _TWO_EDITS else 2
        for first in sorted(_first_letters(wrong)):
            for length in range(len(wrong) - reach, len(wrong) + reach + 1):
                for word, own in self._words.get((length, first), ()):
                    if (own ^ letters).bit_count() <= other_letters and (cost := distance(wrong, word, most)) <= most:
                        yield word, cost

    def _splits(self, wrong: str) -> Iterator[Suggestion]:
        for place in range(1, len(wrong)):
            first, second = wrong[:place], wrong[place:]
            count = self._frequencies.pair(first, second)
            if count >= _MIN_SPLIT and (first in _LITTLE_WORDS or second in _LITTLE_WORDS):
                yield Suggestion(f"{first} {second}", _SPLIT_COST, math.log10(count) - _LETTER_WEIGHT * _SPLIT_COST)


def max_cost(wrong: str) -> float:
    """Return the weight of edits up to which a word may have been meant."""
    return 1.2 if len(wrong) <= 4 else 2.0 if len(wrong) <= 7 else 2.6


def distance(wrong: str, word: str, limit: float) -> float:
    """Return the weight of the edits from one word to the other; infinity beyond the limit.

    Edits that learners make often weigh less: swapped or doubled letters, another vowel, a consonant that sounds alike.
    """
    before: list[float] = []
    row = [0.0]
    for place, letter in enumerate(word):
        row.append(row[-1] + _insertion(word, place, letter))
    for i, typed in enumerate(wrong, 1):
        older, before = before, row
        row = [before[0] + _insertion(wrong, i - 1, typed)]
        for j, letter in enumerate(word, 1):
            best = min(
                before[j] + _insertion(wrong, i - 1, typed),
                row[j - 1] + _insertion(word, j - 1, letter),
                before[j - 1] + (0.0 if typed == letter else _substitution(typed, letter, min(i, j))),
            )
            if i > 1 < j and typed == word[j - 2] and wrong[i - 2] == letter and typed != letter:
                best = min(best, older[j - 2] + 0.7)
            row.append(best)
        if min(row) > limit:
            return math.inf
    return row[-1] if row[-1] <= limit else math.inf


def _insertion(word: str, place: int, letter: str) -> float:
    if place and word[place - 1] == letter:
        return 0.5
    if letter in "'’":
        return 0.3
    if place == 0:
        return 1.3
    return 0.8 if letter in "eh" else 1.0


def _substitution(typed: str, letter: str, place: int) -> float:
    if place == 1:
        return 1.4
    if typed in _VOWELS and letter in _VOWELS:
        return 0.7
    return 0.8 if frozenset((typed, letter)) in _ALIKE else 1.1


def _first_letters(wrong: str) -> set[str]:
    """Return the letters with which the intended word may begin; the first letter is seldom wrong."""
    first = {wrong[0], *wrong[1:2]}
    return first | _VOWELS if wrong[0] in _VOWELS else first


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 32)
    return mask

"""In which words facts may stand in a text: their own, or those of them that carry their meaning."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agents.memory.bm25 import tokens
from agents.memory.fact import Fact
from agents.memory.formatting import quote

FORGOTTEN = "[forgotten]"
_WORD = re.compile(r"\w+")
_BETWEEN = r"[\W_]{1,9}"  # Markdown may have put a sign before each sign
_SENTENCE_END = re.compile(r"((?<=[.!?。！？])\s+|\n+)")  # noqa: RUF001 - other scripts' signs


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """How one fact is known again.

    Args:
        words: All its words.
        verbatim: Them in their order, whatever their case and what stands between them.
        meaning: Those that carry its meaning; none for a single word, which belongs to other things too.
    """

    words: frozenset[str]
    verbatim: re.Pattern[str]
    meaning: frozenset[str]

    @staticmethod
    def of(fact: Fact) -> "Wording":
        """Return how a fact is known again; of a passage, only what is quoted of it is looked for, word for word."""
        text = quote(fact.text) if fact.source else fact.text
        meaning = frozenset(() if fact.source else tokens(text))
        return Wording(_words(text), _pattern(text), meaning if len(meaning) > 1 else frozenset())

    @property
    def half(self) -> int:
        """How many words of its meaning tell it, to who knows it."""
        return max(2, (len(self.meaning) + 1) // 2)


class Wordings:
    """Many facts, found again without trying each on everything.

    Args:
        facts: The facts.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.ids = {fact.id for fact in facts}
        self._told_in: dict[str, list[Wording]] = defaultdict(list)
        wordings = [Wording.of(fact) for fact in facts]
        for fact, wording in zip(facts, wordings, strict=True):
            self._told_in[fact.thread_id].append(wording)
        self._by_word = _by_rarest({wording: wording.words for wording in wordings})
        self._by_meaning = _by_rarest({wording: wording.meaning for wording in wordings if wording.meaning})

    def known(self, thread_id: str, texts: Sequence[str]) -> set[Wording]:
        """Return the facts that were told in a conversation, or stand in it."""
        told = set(self._told_in[thread_id]) if thread_id else set()
        return told.union(*(self._standing_in(text) for text in texts))

    def taken_out_of(self, text: str, known: Collection[Wording]) -> str:
        """Return what was said without any of the facts.

        Args:
            text: What was said.
            known: The facts that whoever said it knew: half of their meaning tells them.
        """
        parts = _SENTENCE_END.split(self.verbatim_out_of(text))
        parts[::2] = [FORGOTTEN if self._is_told_by(sentence, known) else sentence for sentence in parts[::2]]
        return "".join(parts)

    def verbatim_out_of(self, value: Any) -> Any:
        """Return a record, or a part of one, without the words of the facts."""
        if isinstance(value, dict):
            return {name: self.verbatim_out_of(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.verbatim_out_of(part) for part in value]
        if isinstance(value, str):
            for wording in _within(_words(value), self._by_word):
                value = wording.verbatim.sub(FORGOTTEN, value)
        return value

    def _standing_in(self, text: str) -> Iterator[Wording]:
        for wording in _within(_words(text), self._by_word):
            if wording.verbatim.search(text):
                yield wording
        for sentence in _SENTENCE_END.split(text)[::2]:
            yield from _within(frozenset(tokens(sentence)), self._by_meaning)

    def _is_told_by(self, sentence: str, known: Collection[Wording]) -> bool:
        meaning = frozenset(tokens(sentence))
        return any(len(wording.meaning & meaning) >= wording.half for wording in known) or any(
            _within(meaning, self._by_meaning)
        )


_ByWord = dict[str, list[tuple[frozenset[str], Wording]]]


def _by_rarest(words: dict[Wording, frozenset[str]]) -> _ByWord:
    """Put each fact under that of its words which the fewest others have; one without words under none."""
    counts = Counter(word for some in words.values() for word in some)
    found: _ByWord = defaultdict(list)
    for wording, some in words.items():
        found[min(some, key=counts.__getitem__, default="")].append((some, wording))
    return found


def _within(there: frozenset[str], by_word: _ByWord) -> Iterator[Wording]:
    """Yield the facts all of whose words are there."""
    for word in (*there, ""):
        yield from (wording for some, wording in by_word.get(word, ()) if some <= there)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _pattern(text: str) -> re.Pattern[str]:
    words = _WORD.findall(text)
    if not words:
        return re.compile(re.escape(text))
    return re.compile(rf"(?<!\w){_BETWEEN.join(map(re.escape, words))}(?!\w)", re.IGNORECASE)

"""Finds facts in texts: word for word, or by the words that carry their meaning."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agents.documents.bm25 import tokens
from agents.memory.fact import Fact
from agents.memory.formatting import quote

FORGOTTEN = "[forgotten]"
_WORD = re.compile(r"\w+")
_BETWEEN_WORDS = r"[\W_]{1,9}"  # Markdown may put a sign before each sign
_SENTENCE_END = re.compile(r"((?<=[.!?。！？])\s+|\n+)")  # noqa: RUF001 - other scripts' signs


@dataclass(frozen=True, slots=True, eq=False)
class FactPattern:
    """How one fact is found in a text.

    Args:
        words: All its words.
        verbatim: Them in their order, whatever their case and the signs between them.
        meaning: The words that carry its meaning; none if that is a single word, which other sentences have too.
    """

    words: frozenset[str]
    verbatim: re.Pattern[str]
    meaning: frozenset[str]

    @staticmethod
    def of(fact: Fact) -> "FactPattern":
        """Return the pattern of a fact; of a passage, only its quote is searched for, word for word."""
        text = quote(fact.text) if fact.source else fact.text
        meaning = frozenset(() if fact.source else tokens(text))
        return FactPattern(_words(text), _pattern(text), meaning if len(meaning) > 1 else frozenset())

    @property
    def half(self) -> int:
        """How many words of its meaning reveal it in a conversation that knows the fact."""
        return max(2, (len(self.meaning) + 1) // 2)


class FactMatcher:
    """Finds and replaces many facts without trying each of them on each text.

    Args:
        facts: The facts.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.ids = {fact.id for fact in facts}
        self._by_thread: dict[str, list[FactPattern]] = defaultdict(list)
        patterns = [FactPattern.of(fact) for fact in facts]
        for fact, pattern in zip(facts, patterns, strict=True):
            self._by_thread[fact.thread_id].append(pattern)
        self._by_word = _by_rarest_word({pattern: pattern.words for pattern in patterns})
        self._by_meaning = _by_rarest_word({pattern: pattern.meaning for pattern in patterns if pattern.meaning})

    def find_known(self, thread_id: str, texts: Sequence[str]) -> set[FactPattern]:
        """Return the facts that were saved in a conversation, or that its texts contain."""
        saved = set(self._by_thread[thread_id]) if thread_id else set()
        return saved.union(*(self._find_in(text) for text in texts))

    def redact_text(self, text: str, known: Collection[FactPattern]) -> str:
        """Return a text without the facts, and without the sentences that reveal one.

        Args:
            text: The text.
            known: The facts that its conversation knows: half of their meaning reveals them.
        """
        parts = _SENTENCE_END.split(self.redact_verbatim(text))
        parts[::2] = [FORGOTTEN if self._reveals(sentence, known) else sentence for sentence in parts[::2]]
        return "".join(parts)

    def redact_verbatim(self, value: Any) -> Any:
        """Return a record, or a part of one, without the facts' own words."""
        if isinstance(value, dict):
            return {name: self.redact_verbatim(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.redact_verbatim(part) for part in value]
        if isinstance(value, str):
            for pattern in _contained(_words(value), self._by_word):
                value = pattern.verbatim.sub(FORGOTTEN, value)
        return value

    def _find_in(self, text: str) -> Iterator[FactPattern]:
        for pattern in _contained(_words(text), self._by_word):
            if pattern.verbatim.search(text):
                yield pattern
        for sentence in _SENTENCE_END.split(text)[::2]:
            yield from _contained(frozenset(tokens(sentence)), self._by_meaning)

    def _reveals(self, sentence: str, known: Collection[FactPattern]) -> bool:
        meaning = frozenset(tokens(sentence))
        return any(len(pattern.meaning & meaning) >= pattern.half for pattern in known) or any(
            _contained(meaning, self._by_meaning)
        )


_ByWord = dict[str, list[tuple[frozenset[str], FactPattern]]]


def _by_rarest_word(words: dict[FactPattern, frozenset[str]]) -> _ByWord:
    """Index each fact by the one of its words that the fewest others have; by "" if it has none."""
    counts = Counter(word for some in words.values() for word in some)
    found: _ByWord = defaultdict(list)
    for pattern, some in words.items():
        found[min(some, key=counts.__getitem__, default="")].append((some, pattern))
    return found


def _contained(words: frozenset[str], by_word: _ByWord) -> Iterator[FactPattern]:
    """Yield the facts all of whose words are among these."""
    for word in (*words, ""):
        yield from (pattern for some, pattern in by_word.get(word, ()) if some <= words)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _pattern(text: str) -> re.Pattern[str]:
    words = _WORD.findall(text)
    if not words:
        return re.compile(re.escape(text))
    return re.compile(rf"(?<!\w){_BETWEEN_WORDS.join(map(re.escape, words))}(?!\w)", re.IGNORECASE)

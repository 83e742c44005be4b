"""Ranks facts of the truth for a question: by meaning where that is installed, by words everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.embeddings.similarity import SentenceSimilarity
from agents.memory import bm25
from agents.memory.fact import Fact

_WORDS_WEIGHT = 0.15  # beside the meaning, which knows paraphrases but takes one date for another
_UNMATCHED = 0.01  # where meaning is not known: a model may still see what words do not
_RANK_DAMPING = 60  # of reciprocal rank fusion


@dataclass(frozen=True, slots=True)
class Match:
    """A fact, and how well it matches, from 0 to 1."""

    fact: Fact
    score: float


def rank(query: str, facts: Sequence[Fact], meaning: SentenceSimilarity) -> list[Match]:
    """Return the facts, the best match first."""
    by_words = bm25.match(query, [fact.text for fact in facts])
    if not meaning.installed:
        scores = [max(score, _UNMATCHED) for score in by_words]
    else:
        near = meaning.match(query, [fact.vector for fact in facts])
        scores = [
            (cosine + _WORDS_WEIGHT * word) / (1 + _WORDS_WEIGHT) if fact.vector else word * (1 - _WORDS_WEIGHT)
            for fact, cosine, word in zip(facts, near, by_words, strict=True)
        ]
    found = [Match(fact, score) for fact, score in zip(facts, scores, strict=True)]
    return sorted(found, key=lambda one: (one.score, one.fact.saved_at), reverse=True)


def fuse(*rankings: Iterable[Match]) -> list[Match]:
    """Put rankings together whose scores cannot be compared: what stands high in one stands high in all."""
    places: dict[str, float] = {}
    best: dict[str, Match] = {}
    for ranking in rankings:
        for place, found in enumerate(ranking, 1):
            key = found.fact.key
            places[key] = places.get(key, 0) + 1 / (_RANK_DAMPING + place)
            if key not in best or found.score > best[key].score:
                best[key] = found
    return sorted(best.values(), key=lambda found: places[found.fact.key], reverse=True)

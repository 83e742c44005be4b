"""Ranks facts for a query: by meaning where embeddings are installed, and by words everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.documents import bm25
from agents.embeddings.similarity import SentenceSimilarity
from agents.memory.fact import Fact

_WORDS_WEIGHT = 0.15  # of BM25 beside the embeddings, which know paraphrases but confuse one date with another
_UNMATCHED_SCORE = 0.01  # without embeddings: a model may still see a match where no word is shared
_RANK_DAMPING = 60  # of reciprocal rank fusion


@dataclass(frozen=True, slots=True)
class Match:
    """A fact and its score, from 0 to 1."""

    fact: Fact
    score: float


def rank(query: str, facts: Sequence[Fact], similarity: SentenceSimilarity) -> list[Match]:
    """Return the facts, the best match first."""
    by_words = bm25.match(query, [fact.text for fact in facts])
    if not similarity.installed:
        scores = [max(score, _UNMATCHED_SCORE) for score in by_words]
    else:
        near = similarity.match(query, [fact.vector for fact in facts])
        scores = [
            (cosine + _WORDS_WEIGHT * word) / (1 + _WORDS_WEIGHT) if fact.vector else word * (1 - _WORDS_WEIGHT)
            for fact, cosine, word in zip(facts, near, by_words, strict=True)
        ]
    found = [Match(fact, score) for fact, score in zip(facts, scores, strict=True)]
    return sorted(found, key=lambda one: (one.score, one.fact.saved_at), reverse=True)


def fuse(*rankings: Iterable[Match]) -> list[Match]:
    """Merge rankings whose scores cannot be compared, by reciprocal rank fusion; each match keeps its best score."""
    fused: dict[str, float] = {}
    best: dict[str, Match] = {}
    for ranking in rankings:
        for position, found in enumerate(ranking, 1):
            key = found.fact.key
            fused[key] = fused.get(key, 0) + 1 / (_RANK_DAMPING + position)
            if key not in best or found.score > best[key].score:
                best[key] = found
    return sorted(best.values(), key=lambda found: fused[found.fact.key], reverse=True)

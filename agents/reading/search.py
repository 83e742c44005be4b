"""Searches passages for a question: by words (BM25) and, where embeddings are installed, by meaning."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from agents.documents.bm25 import WordIndex
from agents.embeddings.similarity import SentenceSimilarity

_CANDIDATES = 8  # by words, that are compared by meaning: each takes some 25 ms
_RANK_DAMPING = 60  # of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)
_MAX_VECTORS = 2_000  # that are kept, of about 1 KB each


class PassageSearch:
    """Ranks passages; this computes for a second, so call it in a thread.

    Args:
        similarity: Compares by meaning, where it is installed.
    """

    def __init__(self, similarity: SentenceSimilarity) -> None:
        self._similarity = similarity
        self._lock = Lock()
        self._vectors: OrderedDict[str, bytes] = OrderedDict()

    def rank(self, question: str, texts: Sequence[str]) -> list[int]:
        """Return the indexes of the texts that share a word with the question, the best match first."""
        scores = _index(tuple(texts)).match(question)
        by_words = sorted((at for at, score in enumerate(scores) if score), key=lambda at: (-scores[at], at))
        if not self._similarity.installed or len(by_words) < 2:
            return by_words
        candidates = by_words[:_CANDIDATES]
        near = self._similarity.match(question, self._embed([texts[at] for at in candidates]))
        by_meaning = [at for _, at in sorted(zip(near, candidates, strict=True), key=lambda pair: (-pair[0], pair[1]))]
        # Words count twice: the embeddings read only the beginning of a long passage.
        return [*fuse(candidates, candidates, by_meaning), *by_words[_CANDIDATES:]]

    def _embed(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vectors of texts; those of passages that were searched before are kept."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = list(dict.fromkeys(text for text in texts if text not in known))
        known |= zip(missing, self._similarity.vectors(missing), strict=True)
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > _MAX_VECTORS:
                self._vectors.popitem(last=False)
        return [known[text] for text in texts]


@lru_cache(maxsize=8)
def _index(texts: tuple[str, ...]) -> WordIndex:
    """Return the index of texts; those of the files that were searched last are kept."""
    return WordIndex(texts)


def fuse(*rankings: Sequence[int]) -> list[int]:
    """Merge rankings of the same things by reciprocal rank fusion; equals keep the order of the first ranking."""
    scores: dict[int, float] = dict.fromkeys(rankings[0], 0.0)
    for ranking in rankings:
        for place, each in enumerate(ranking, 1):
            scores[each] = scores.get(each, 0.0) + 1 / (_RANK_DAMPING + place)
    return sorted(scores, key=lambda each: -scores[each])


passage_search = PassageSearch(SentenceSimilarity())
"""Searches the files of all turns; it keeps what it has computed of the latest."""

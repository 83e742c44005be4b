"""Compares sentences by meaning, where the embeddings are installed."""

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from agents.embeddings import weights

if TYPE_CHECKING:
    from agents.embeddings.minilm import Embeddings

_SIZE = 384
_BYTES = 2 * _SIZE  # half precision, which is enough to rank by
_MAX_CHARACTERS = 2_000  # of a text are read


class SentenceSimilarity:
    """Turns texts into vectors and compares them; this computes for milliseconds, so call it in a thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._embeddings: Embeddings | None = None

    @cached_property
    def installed(self) -> bool:
        """Whether the weights and libraries are installed."""
        return weights.is_installed()

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """Return each text's vector: 384 numbers of two bytes."""
        if not texts:
            return []
        embeddings = self._load()  # before numpy, whose number of threads it sets
        import numpy as np

        rows = embeddings.embed([text[:_MAX_CHARACTERS] or " " for text in texts])
        return [row.astype(np.float16).tobytes() for row in rows]

    def match(self, query: str, vectors: Sequence[bytes]) -> list[float]:
        """Return how near each vector is to the query, from 0 to 1; a vector of another size counts as 0."""
        embeddings = self._load()
        import numpy as np

        usable = [vector if len(vector) == _BYTES else bytes(_BYTES) for vector in vectors]
        if not usable:
            return []
        table = np.frombuffer(b"".join(usable), np.float16).reshape(-1, _SIZE).astype(np.float32)
        scores = table @ embeddings.embed([query[:_MAX_CHARACTERS] or " "])[0]
        return [float(score) for score in scores.clip(0, 1)]

    def _load(self) -> "Embeddings":
        with self._lock:
            if self._embeddings is None:
                from agents.embeddings.minilm import Embeddings

                folder = weights.find_minilm()
                assert folder is not None  # noqa: S101 - callers check `installed`
                self._embeddings = Embeddings(folder)
            return self._embeddings

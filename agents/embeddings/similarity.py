"""Sentence embeddings for what is remembered, where they are installed."""

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from agents.embeddings import weights

if TYPE_CHECKING:
    from agents.embeddings.minilm import Embeddings

_SIZE = 384
_BYTES = 2 * _SIZE  # half precision: enough to rank by
_CHARACTERS = 2_000


class SentenceSimilarity:
    """Turns texts into vectors and compares them; slow, so call it in a thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._embeddings: Embeddings | None = None

    @cached_property
    def installed(self) -> bool:
        """Whether the weights and libraries are there."""
        return weights.embeddings() is not None and all(find_spec(name) for name in ("numpy", "tokenizers"))

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """Return each text's vector, as it is kept."""
        if not texts:
            return []
        embeddings = self._load()  # before numpy, which is told there with how many threads to work
        import numpy as np

        rows = embeddings.embed([text[:_CHARACTERS] or " " for text in texts])
        return [row.astype(np.float16).tobytes() for row in rows]

    def match(self, query: str, vectors: Sequence[bytes]) -> list[float]:
        """Return for each vector how near it is to the query, from 0 to 1; a missing one is 0."""
        embeddings = self._load()
        import numpy as np

        kept = [vector if len(vector) == _BYTES else bytes(_BYTES) for vector in vectors]
        if not kept:
            return []
        table = np.frombuffer(b"".join(kept), np.float16).reshape(-1, _SIZE).astype(np.float32)
        scores = table @ embeddings.embed([query[:_CHARACTERS] or " "])[0]
        return [float(score) for score in scores.clip(0, 1)]

    def _load(self) -> "Embeddings":
        with self._lock:
            if self._embeddings is None:
                from agents.embeddings.minilm import Embeddings

                folder = weights.embeddings()
                assert folder is not None  # noqa: S101 - `installed` has looked
                self._embeddings = Embeddings(folder)
            return self._embeddings

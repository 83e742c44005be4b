"""Computes sentence embeddings: MiniLM in numpy, read from its safetensors file."""

import json
import math
import os
import struct
from collections.abc import Sequence
from pathlib import Path

# On a busy machine several threads that wait for each other are twenty times slower than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

_LAYERS = 6
_HEADS = 12
_MAX_TOKENS = 128
_BATCH = 16  # sentences; more are no faster
_EPSILON = 1e-12


class Embeddings:
    """Turns sentences into unit vectors; the dot product of two says how near they are in meaning.

    Args:
        folder: The folder of MiniLM's files.
    """

    def __init__(self, folder: Path) -> None:
        self._weights = _read(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.no_padding()

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """Return an array of (sentences, 384)."""
        batches = [sentences[start : start + _BATCH] for start in range(0, len(sentences), _BATCH)]
        return np.concatenate([self._embed(batch) for batch in batches])

    def _embed(self, sentences: Sequence[str]) -> Vectors:
        """Embed a batch: its tokens share each multiplication by the weights, and no sentence is padded."""
        tokens = [self._tokenizer.encode(sentence).ids for sentence in sentences]
        ends = np.cumsum([len(ids) for ids in tokens])[:-1]
        positions = np.concatenate([np.arange(len(ids)) for ids in tokens])
        hidden = self._norm(
            self._weights["embeddings.word_embeddings.weight"][np.concatenate(tokens)]
            + self._weights["embeddings.position_embeddings.weight"][positions]
            + self._weights["embeddings.token_type_embeddings.weight"][0],
            "embeddings.LayerNorm",
        )
        for layer in range(_LAYERS):
            hidden = self._layer(hidden, ends, f"encoder.layer.{layer}")
        pooled = np.stack([sentence.mean(axis=0) for sentence in np.split(hidden, ends)])
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    def _layer(self, hidden: Vectors, ends: NDArray[np.int64], name: str) -> Vectors:
        query, key, value = (
            np.split(self._dense(hidden, f"{name}.attention.self.{part}"), ends) for part in ("query", "key", "value")
        )
        attention = np.concatenate([_attend(*parts) for parts in zip(query, key, value, strict=True)])
        hidden = self._norm(
            hidden + self._dense(attention, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        inner = _gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        return self._norm(hidden + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _dense(self, hidden: Vectors, name: str) -> Vectors:
        result: Vectors = hidden @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _norm(self, hidden: Vectors, name: str) -> Vectors:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
        result: Vectors = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result


def _attend(query: Vectors, key: Vectors, value: Vectors) -> Vectors:
    """Return the attention of one sentence; all are arrays of (tokens, width)."""
    length, width = query.shape

    def heads(projected: Vectors) -> Vectors:
        return projected.reshape(length, _HEADS, width // _HEADS).transpose(1, 0, 2)

    scores = heads(query) @ heads(key).transpose(0, 2, 1) / np.float32(math.sqrt(width // _HEADS))
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    attention: Vectors = (scores / scores.sum(axis=-1, keepdims=True)) @ heads(value)
    return attention.transpose(1, 0, 2).reshape(length, width)


def _gelu(x: Vectors) -> Vectors:
    result: Vectors = (
        np.float32(0.5) * x * (1 + np.tanh(np.float32(math.sqrt(2 / math.pi)) * (x + np.float32(0.044715) * x * x * x)))
    )
    return result


def _read(path: Path) -> dict[str, Vectors]:
    """Map the tensors of a safetensors file; only the pages that are used are read into memory."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)
    tensors: dict[str, Vectors] = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            tensors[name] = data[start:end].view(np.float32).reshape(entry["shape"])
    return tensors

"""Scores how well texts match a query word by word, with BM25."""

import math
import re
from collections import Counter
from collections.abc import Sequence

_K, _B = 1.2, 0.5
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")  # scripts without spaces: each character
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the my your his her our their i me you he she it we they is am are was were be been do does did have "
        "has had what when where who whom whose which why how that this these those and or of to in on at for with "
        "from by as s re ve m d ll t can could will would should may might tell say said remember know told about "
        "ich du mein meine meinen meinem meiner der das dem den ein eine einen ist sind bin habe hat wann wo wer wie "
        "im am mi mis tu yo el la los las un una es son soy qué que cuándo dónde quién cómo cuál de en al "
        "我 你 的 是 在 吗 什 么 哪 谁",
    )
)


def tokens(text: str) -> list[str]:
    """Return the stems of the words of a text in lower case, without stop words."""
    words = [_stem(word) for word in _TOKEN.findall(text.casefold())]
    return [word for word in words if word not in _STOP_WORDS]


def match(query: str, texts: Sequence[str]) -> list[float]:
    """Return the score of each text, from 0 to 1."""
    return WordIndex(texts).match(query)


class WordIndex:
    """The words of texts, counted once for many queries.

    Args:
        texts: The texts.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts: dict[str, dict[int, int]] = {}  # of each word, by text
        self._lengths: list[int] = []
        for at, text in enumerate(texts):
            words = Counter(tokens(text))
            self._lengths.append(words.total())
            for word, count in words.items():
                self._counts.setdefault(word, {})[at] = count

    def match(self, query: str) -> list[float]:
        """Return the score of each text, from 0 to 1."""
        scores = [0.0] * len(self._lengths)
        found = {word: self._counts.get(word, {}) for word in sorted(set(tokens(query)))}
        if not found or not scores:
            return scores
        average = sum(self._lengths) / len(self._lengths) or 1.0
        best = sum(_rarity(len(texts), len(scores)) for texts in found.values()) * (_K + 1)
        for texts in found.values():
            rarity = _rarity(len(texts), len(scores))
            for at, count in texts.items():
                damping = _K * (1 - _B + _B * self._lengths[at] / average)
                scores[at] += rarity * count * (_K + 1) / (count + damping) / best
        return scores


def _rarity(containing: int, count: int) -> float:
    return math.log(1 + (count - containing + 0.5) / (containing + 0.5))


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2 and word.isascii():
            stem = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return stem[:-1] if ending in ("ing", "ed") and stem[-1] == stem[-2] and stem[-1] not in "lsze" else stem
    return word.removesuffix("e") if len(word) > 3 else word

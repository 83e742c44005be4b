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
    terms = set(tokens(query))
    counted = [Counter(tokens(text)) for text in texts]
    if not terms or not texts:
        return [0.0] * len(texts)
    lengths = [counts.total() for counts in counted]
    average = sum(lengths) / len(lengths) or 1.0
    rare = {word: _rarity(sum(word in counts for counts in counted), len(texts)) for word in terms}
    best = sum(rare.values()) * (_K + 1)
    scores = []
    for counts, length in zip(counted, lengths, strict=True):
        damping = _K * (1 - _B + _B * length / average)
        found = (rare[word] * counts[word] * (_K + 1) / (counts[word] + damping) for word in terms if counts[word])
        scores.append(sum(found) / best)
    return scores


def _rarity(containing: int, count: int) -> float:
    return math.log(1 + (count - containing + 0.5) / (containing + 0.5))


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2 and word.isascii():
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word.removesuffix("e") if len(word) > 3 else word

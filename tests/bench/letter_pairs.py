"""Counts which letters follow each other in lists of words, and prints the table of `plausibility.py`.

    python -m tests.bench.letter_pairs FOLDER > agents/documents/letter_pairs.txt

The folder holds `content/2018/LANGUAGE/LANGUAGE_50k.txt` with a word and its count in a line, as in the lists that
github.com/hermitdave/FrequencyWords made of film subtitles. A language without a list is counted in the names of CLDR.
"""

import itertools
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import localedata

LANGUAGES = "en de fr es it pt nl sv da nb fi is ca pl cs sk hu ro hr sl tr lt lv et ru uk bg sr be el he ar fa th vi"
_FILES = {"nb": "no", "sr": "", "pt": "pt_br"}
_PARTS = "languages territories currency_names currency_names_plural unit_patterns date_fields days months meta_zones"
_NOT_LATIN = "ru uk bg sr be el he ar fa th"
_LETTERS = 100_000  # to which the counts of a language are scaled
_SMOOTHING = 4.0  # pairs that every letter is given in the proportions of the language
_MIN_LETTER_SHARE = 3e-5  # a letter seen less often is one of a foreign name


def line(language: str, words: Mapping[str, float]) -> str:
    """The line of a language: after each letter, the letters that follow it with their cost in half nats, base 36.

    Pairs of two ASCII letters are left out: they are the same in every encoding.
    """
    counts = defaultdict[tuple[str, str], float](float)
    for word, count in words.items():
        marked = "_" + "".join(each if each.isalpha() or _is_mark(each) else "_" for each in word.lower())
        for pair in itertools.pairwise(marked):
            counts[pair] += count
    letters = defaultdict[str, float](float)
    for (_, letter), count in counts.items():
        letters[letter] += count
    letters.pop("_", None)
    total = sum(letters.values())
    kept = {
        letter: count / total
        for letter, count in letters.items()
        if count > _MIN_LETTER_SHARE * total and _is_own(letter, language)
    }
    pairs = {
        (a, b): count * _LETTERS / total for (a, b), count in counts.items() if b in kept and (a in kept or a == "_")
    }
    before = defaultdict[str, float](float)
    for (a, _), count in pairs.items():
        before[a] += count
    tokens = ["*" + "".join(b + _cost(share) for b, share in sorted(kept.items()) if not b.isascii())]
    for a in sorted({*kept, "_"}):
        following = [
            b + _cost((pairs[a, b] + _SMOOTHING * share) / (before[a] + _SMOOTHING))
            for b, share in sorted(kept.items())
            if pairs.get((a, b), 0) >= 1 and not (a + b).isascii()
        ]
        if following:
            tokens.append(a + "".join(following))
    return f"{language} {' '.join(tokens)}"


def _cost(probability: float) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[min(35, round(-2 * math.log(probability)))]


def _is_mark(character: str) -> bool:
    return "\u0e30" <= character <= "\u0e4e"  # vowels and tones of Thai


def _is_own(letter: str, language: str) -> bool:
    return letter > "\u0370" if language in _NOT_LATIN.split() else letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


def _words(folder: Path, language: str) -> Mapping[str, float]:
    name = _FILES.get(language, language)
    listed = folder / "content" / "2018" / name / f"{name}_50k.txt"
    if name and listed.exists():
        lines = (line.rsplit(" ", 1) for line in listed.read_text("utf-8").splitlines())
        return {word: float(count) for word, count in lines}
    parts = localedata.load(language)
    return Counter(
        word for text in _strings({part: parts.get(part, {}) for part in _PARTS.split()}) for word in text.split()
    )


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _strings(value)


if __name__ == "__main__":
    for each in LANGUAGES.split():
        sys.stdout.write(line(each, _words(Path(sys.argv[1]), each)) + "\n")

"""Grades the correction of a sentence, word by word, whatever its typography."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from agents.exercises.exercise import Correction
from agents.exercises.verdict import AttemptVerdict, unreadable
from agents.user_messages import TranslatableText

MAX_CHARACTERS = 500
_SIGNS = str.maketrans("’‘´`“”„«»–—", '\'\'\'\'"""""--')  # noqa: RUF001 - the signs that are made one
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?|[^\w\s]")
_LONG = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_IRREGULAR = {"can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not")}
_WITH_IS = re.compile(r"(it|he|she|that|there|what|where|who|here)'s", re.IGNORECASE)
_MIN_SHARED = 0.45  # of the words, by which an attempt is one at this sentence
_EQUAL = "equal"
_OF_D = ("would", "had")  # what “'d” is short for

Words = tuple[str, ...]


def grade_correction(correction: Correction, attempt: str) -> AttemptVerdict:
    """Return the verdict on a corrected sentence, or on the corrected words alone."""
    text = _without_quotes(attempt[:MAX_CHARACTERS])
    given = words_of(text, correction.mistake)
    planted = words_of(correction.sentence, correction.mistake)
    known = [words_of(text, correction.mistake) for text in correction.corrections]
    alone = {fragment for right in known for fragment in fragments(planted, right)}
    if any(words_of(re.sub(r"['’]d\b", f" {long}", text), correction.mistake) in {*known, *alone} for long in _OF_D):
        return AttemptVerdict(True, 1.0, ())
    if given == planted:
        return AttemptVerdict(False, 0.0, (_UNCHANGED,), slip=correction.mistake)
    if not given or SequenceMatcher(None, _bare(planted), _bare(given), autojunk=False).ratio() < _MIN_SHARED:
        return unreadable(TranslatableText("Write the whole sentence again, with the mistake corrected."))
    return _verdict(planted, known, given, correction.mistake)


_UNCHANGED = TranslatableText("This is the sentence as it was; the mistake is still in it.")


def _verdict(planted: Words, known: Sequence[Words], given: Words, mistake: str) -> AttemptVerdict:
    nearest = max(known, key=lambda right: SequenceMatcher(None, right, given, autojunk=False).ratio())
    changed = " ".join(_changed(nearest, given))
    if any(_holds(given, fragment) for right in known for fragment in fragments(planted, right)):
        first = TranslatableText("The planted mistake is gone.")
        other = (
            TranslatableText("Something else was changed that was right before: “{words}”.", words=changed)
            if changed
            else TranslatableText("A word or a sign that was right before is missing.")
        )
        return AttemptVerdict(False, 0.5, (first, other), slip="other_change")
    return AttemptVerdict(False, 0.0, (_KEPT, *_still(planted, given)), slip=mistake)


_KEPT = TranslatableText("What you left as it was is right, but for one place.")


def _still(planted: Words, given: Words) -> Iterator[str]:
    changed = " ".join(_changed(planted, given))
    if changed:
        yield TranslatableText(
            "“{words}” is not a correction that is known here; the mistake is still there.", words=changed
        )
    else:
        yield TranslatableText("The mistake is still there.")


def words_of(text: str, mistake: str = "") -> Words:
    """Return the words and signs of a sentence: short forms in full, quotation marks and dashes of one kind.

    Only where punctuation is the exercise do capital letters and signs count.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    tokens = [token for found in _TOKEN.findall(plain) for token in _in_full(found, mistake)]
    if mistake == "punctuation":
        return tuple(tokens)
    return tuple(token.casefold() for token in tokens if token[0].isalnum())


def _in_full(token: str, mistake: str) -> Iterator[str]:
    lower = token.lower()
    if lower in _IRREGULAR:
        yield from _IRREGULAR[lower]
        return
    if _WITH_IS.fullmatch(token):
        yield token[:-2]
        yield "is"
        return
    for ending, long in _LONG.items():
        if lower.endswith(ending) and len(token) > len(ending):
            yield token[: -len(ending)]
            yield long
            return
    yield token


def fragments(planted: Words, right: Words) -> set[Words]:
    """Return the words alone that a correction puts in the place of the mistake, alone and with a word around them."""
    codes = [code for code in SequenceMatcher(None, planted, right, autojunk=False).get_opcodes() if code[0] != _EQUAL]
    if not codes:
        return set()
    start, end = codes[0][3], codes[-1][4]
    if start == end:  # words are left out: those around the gap show it
        return {right[max(0, start - 1) : end + 1]}
    return {
        right[start:end],
        right[max(0, start - 1) : end],
        right[start : end + 1],
        right[max(0, start - 1) : end + 1],
    }


def _holds(given: Words, fragment: Words) -> bool:
    return any(given[place : place + len(fragment)] == fragment for place in range(len(given) - len(fragment) + 1))


def _changed(before: Words, after: Words) -> list[str]:
    """Return the words that are in the second and not in the first."""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [word for code, _, _, start, end in codes if code != _EQUAL for word in after[start:end]][:8]


def _bare(words: Words) -> list[str]:
    return [word.casefold() for word in words if word[0].isalnum()]


def _without_quotes(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] + text[-1] in ('""', "“”", "„“", "«»", "''", "‘’")  # noqa: RUF001
    return text[1:-1] if is_quoted else text

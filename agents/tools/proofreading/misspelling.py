"""Decides what becomes of a word that no dictionary has: corrected, left with a hint, or left alone."""

import re
from collections.abc import Iterator, Sequence

from agents.tools.proofreading.finding import Mistake
from agents.tools.proofreading.frequency import Frequencies
from agents.tools.proofreading.spelling import Speller, Suggestion

_PREFIXES = (
    "anti|auto|bio|co|counter|cyber|de|eco|electro|endo|exo|geo|hydro|hyper|inter|intra|macro|meta|micro|mid|mini|mono|"
    "multi|nano|neo|neuro|non|out|over|photo|poly|post|pre|pro|pseudo|psycho|quasi|re|self|semi|sub|super|tele|thermo|"
    "trans|tri|ultra|un|under|uni|up"
)
_PREFIX = re.compile(rf"(?:{_PREFIXES})-?(?P<rest>[a-z]{{4,}})")
_MIN_LETTERS = 4
# Names that are written with a capital letter in every field.
_PROPER = re.compile(
    r"[A-Z][a-z]+(?:ish|ese|ean|[csr]ian|ican|day)|(?:Afric|Germ|Indi|Itali|Russi|Asi|Europe|Austri|Australi|Cub|Belgi|"
    r"Brazili|Canadi|Egypti|Persi|Irani|Islam|Christi|Mexic|Kore|Roman)(?:an|ic|ia)?|French|Dutch|Greek|Arabic|Arab|Thai|"
    r"(?:Jan|Febr)uary|April|June|July|September|October|November|December|Britain|England|France|Germany|Spain|Italy|"
    r"America|China|Japan|Korea|Brazil|Mexico|Canada|Australia|London|Paris|Africa|Asia|Iran|Iraq|Egypt|Greece"
)
_SHORT = 4
_COMMON = 5.5  # the decimal logarithm of a word's count
_SHORT_LEAD, _LEAD, _FAR_LEAD = 1.5, 0.6, 1.0
_QUOTES = "\"'“”\u2018’"
_ONE_EDIT = 1.01
_MAX_COST = 1.6
_MAX_HINT_WORDS = 3


class Misspellings:
    """Judges unknown words."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._speller = Speller(frequencies)

    def find(self, text: str, start: int, end: int, others: Sequence[str]) -> Iterator[Mistake]:
        """Return the correction of the unknown word at this place, or the hint on it; nothing for a name or a term.

        Args:
            text: The text.
            start: The index of the word's first character.
            end: The index behind its last character.
            others: What another checker suggests for it.
        """
        word = text[start:end]
        capitals = [one for one in others if one.lower() == word.lower() and one != word]
        if capitals and word.islower():
            certain = _PROPER.fullmatch(capitals[0]) is not None and not _is_code(text, start, end)
            yield Mistake(start, end, capitals[0], "It is written with a capital letter.", "Capital", certain)
            return
        if self._is_word(word, text) or _is_code(text, start, end):
            return
        begins = (
            not re.sub(r"[\s\"“'\u2018(]+$", "", text[:start])
            or re.search(r"[.!?:][\s\"“'\u2018(]+$", text[:start]) is not None
        )
        if word[0].isupper() and not begins:
            return  # a name
        before = re.search(r"([A-Za-z'’]+) $", text[:start])
        behind = re.match(r" ([A-Za-z'’]+)", text[end:])
        suggestions = self._speller.suggest(word, before[1] if before else "", behind[1] if behind else "", others)
        if not suggestions:
            return
        best = _as(word, suggestions[0].word)
        certain = self._may_be_misspelled(word, suggestions[0]) and _is_clear(word, suggestions, begins)
        certain = certain and not (text[:start].endswith(tuple(_QUOTES)) and text[end:].startswith(tuple(_QUOTES)))
        if certain:
            yield Mistake(start, end, best, f"“{word}” is no English word; “{best}” is the likeliest.", "Spelling")
        elif self._speller.looks_english(word):
            more = ", ".join(f"“{_as(word, one.word)}”" for one in suggestions[:_MAX_HINT_WORDS])
            why = f"No dictionary has this word; if it is no name or term, perhaps {more}."
            yield Mistake(start, end, None, why, "UnknownWord", certain=False)

    def _may_be_misspelled(self, word: str, best: Suggestion) -> bool:
        """Return whether it is no term: long enough, it begins as English words do, and it is no plural of a word."""
        swapped = best.word[:2] == word[:2].lower()[::-1]
        return (
            len(word) >= _MIN_LETTERS
            and "'" not in word
            and (swapped or self._speller.looks_english(word))
            and not (word.endswith("s") and self._frequencies.knows(word[:-1].lower()))
        )

    def _is_word(self, word: str, text: str) -> bool:
        """Return whether the word is British, built with a common prefix, or of an older English."""
        known = self._frequencies.knows
        lower = word.lower().replace("’", "'")
        if known(lower) or known(lower.removesuffix("'s")):
            return True
        prefixed = _PREFIX.fullmatch(lower)
        if prefixed and self._frequencies.frequency(prefixed["rest"]) >= _COMMON:
            return True
        if lower.endswith(("eth", "est")) and known(lower[:-3]):
            return re.search(r"\b(?:thou|thee|thy|hath|doth|unto)\b", text, re.IGNORECASE) is not None
        return False


def _is_clear(word: str, suggestions: Sequence[Suggestion], begins: bool) -> bool:
    """Return whether the first suggestion is near enough, and far enough ahead of the others."""
    best = suggestions[0]
    lead = best.score - suggestions[1].score if len(suggestions) > 1 else best.score
    if word[0].isupper():  # at the start of a sentence a name is as likely
        return begins and best.cost <= _ONE_EDIT and lead >= _FAR_LEAD and len(word) > _SHORT
    if best.cost <= _ONE_EDIT:
        return lead >= (_SHORT_LEAD if len(word) <= _SHORT else _LEAD)
    return best.cost <= _MAX_COST and lead >= _FAR_LEAD


def _is_code(text: str, start: int, end: int) -> bool:
    """Return whether this is a name of a program, an address, a hashtag, or an abbreviation."""
    word = text[start:end]
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    joined = (
        re.search(r"[-_/@#\\=<>\[\]{}`|*&~^$%+]", around)
        or re.match(r"\.\w|\(", text[end:])
        or re.search(r"\w\.$", text[:start])
    )
    return not re.fullmatch(r"[A-Z]?[a-z]+(?:['’][a-z]+)?", word) or joined is not None


def _as(wrong: str, better: str) -> str:
    return better[:1].upper() + better[1:] if wrong[:1].isupper() else better

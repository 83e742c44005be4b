"""What the offline grammar checker Harper finds, sorted by how often its rules are right.

A rule is a hint where, on the sentences of a public learner corpus, it was right less than four times in five, or where
it tells a preference of style; `python -m tests.bench proofreading` prints the precision of each.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from agents.tools.proofreading.finding import Mistake

if TYPE_CHECKING:
    from harper import Lint

SPELLING = "SpellCheck"

# Seldom right, or right only if the writer means something else.
_HINTS_LIST = (
    "CompoundNouns CorrectNumberSuffix CommaFixes DiscourseMarkers DoubleModal NounVerbConfusion NotablePlaces "
    "OkToOkay Dashes DisjointPrefixes DotInitialisms EllipsisLength Excellent InflectedVerbAfterTo MassNouns "
    "MergeWords MissingDeterminer MissingPreposition MissingTo ModalBeAdjective NationalCapitals NeedToNoun "
    "NominalWants NumericRangeEnDash OrthographicConsistency OutOfDate Overall OxfordComma "
    "PhrasalVerbAsCompoundNoun ProgressiveNeedsBe PossessiveYour QuiteQuiet ThatWhich ThenThan "
    "ToTwoToo UnclosedQuotes UseEllipsisCharacter VeryLess WantBe WillNonLemma WouldNeverHave WrongApostrophe "
    "WrongNegative InDemandInDepth Everyday RedundantThat"
)
_HINTS = frozenset(_HINTS_LIST.split())
# Preferences of style, and of one dialect.
_HINT_KINDS = frozenset(("Style", "Enhancement", "Readability", "Regionalism", "Redundancy", "Formatting"))
# Nothing that a learner of English needs to hear; lost spaces are found by our own speller.
_IGNORED = frozenset(("AvoidCurses", "BlacklistWhitelist", "LongSentences", "NoFrenchSpaces", "Spaces", "SplitWords"))
_IGNORED_PREFIXES = ("Expand",)
# Words that are rightly said twice.
_TWICE_LIST = "that had very really so no yes her bye ha is do it"
_TWICE = frozenset(_TWICE_LIST.split())
# “i” as a letter of its own: in a formula, in code, behind “index”.
_LETTER_I = re.compile(
    r"\b(?:let|index|variable|integer|number|for|where|imaginary|unit) i\b|[\d(\[{]i\b(?!['’])|"
    r"\bi[)\]}.=+*/^<>-]|\bi\s*[=+*/^<>]"
)
_SHORT_FORM = re.compile(r"\b(?:e\.g|i\.e|ie|eg|etc|vs|cf|ca|approx|no|vol|fig|dr|mr|mrs|st)\.\s+$", re.IGNORECASE)
_LETTER = re.compile(r"\s(?:is|are|and|or|of|in|to)\b")  # “a” and “A” are names here
# Not only verbs: “he last chose”.
_ADVERBS = frozenset(("last", "just", "only", "still", "best", "first"))


def sort_lint(text: str, rule: str, lint: "Lint") -> Iterator[Mistake]:
    """Return the finding of a rule as a correction or as a hint; nothing if it is of no use."""
    if rule in _IGNORED or rule.startswith(_IGNORED_PREFIXES):
        return
    from harper import SuggestionKind

    start, end = lint.span.start, lint.span.end
    better = None
    if lint.suggestions:
        suggestion = lint.suggestions[0]
        wrong = lint.problem_text if suggestion.kind is SuggestionKind.INSERT_AFTER else ""
        better = wrong + suggestion.replacement_text
    why = re.sub(r"`([^`]*)`", r"“\1”", lint.message)
    certain = rule not in _HINTS and lint.lint_kind not in _HINT_KINDS and not _doubtful(text, rule, start, end)
    yield Mistake(start, end, better, why, rule, certain and better is not None)


def _doubtful(text: str, rule: str, start: int, end: int) -> bool:
    """Return whether a rule that is right as a rule is not in this place."""
    words = text[start:end]
    if rule == "RepeatedWords":
        return words.split()[0].lower() in _TWICE or text[max(0, start - 1) : start] == "."
    if rule == "AnA":
        following = re.match(r"[\s“\"'\u2018(]*(\w+)(?!\w|\.\w)", text[end:])
        named = following is None or not re.fullmatch(r"[a-z]{2,}|[A-Z][a-z]{2,}", following[1])
        return named or _LETTER.match(text[end:]) is not None
    if rule == "CapitalizePersonalPronouns":
        return _LETTER_I.search(text) is not None
    if rule == "PronounVerbAgreement":
        return words.lower() in _ADVERBS or re.search(r"\b(?:and|or) \S+ $", text[:start]) is not None
    if rule == "SentenceCapitalization":
        return not _begins_sentence(text, start)
    return False


def _begins_sentence(text: str, start: int) -> bool:
    """Return whether a sentence of ordinary words begins here: no name in small letters, no short form before."""
    before = text[:start].rstrip("\"“'\u2018(")
    ends = not before or re.search(r"(?:\w{2}|\d)[.!?][\"”'’)]*\s+$|\n\s*$", before) is not None
    word = re.match(r"[a-z]+(?:['’][a-z]+)?(?=[\s,;!?]|$)", text[start:])
    short = _SHORT_FORM.search(before)
    return word is not None and ends and not short and len(re.split(r"[.!?]\s", text[start:])[0].split()) > 2

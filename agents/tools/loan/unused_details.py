"""What of a description is not used, and why: nothing that was said about a customer is dropped without a word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.lazy_pattern import LazyPattern

DURATION = "how long a call lasts is known only after it, so a prediction before the call must do without"
ECONOMY = "the model does without figures of the economy"
ANSWER = "it is the answer that is to be predicted"
_SEX = "the data set has no sex"
_MONEY = "the data set has neither income nor savings"
_OFFER = "the data set does not say what was offered"
_FAMILY = "the data set has no children or household"
_PHONE = "a mobile and a landline differ, and which one it was is not said"
UNKNOWN = "the model has no such feature, or knows this value by another word"

_NUMBER = r"\d[\d.,]*\s*(?:k\b)?"
_REASONS = tuple(
    (LazyPattern(pattern), reason)
    for pattern, reason in (
        (
            rf"(?:(?:call|last contact) )?duration(?: of| is| was)?\s*[:=]?\s*{_NUMBER}(?:\s*(?:s|secs?|"
            rf"seconds?|min|minutes?)\b)?|"
            rf"(?:(?:a|the) )?(?:call|conversation|talk)? ?(?:lasted|lasting|talked|spoke|"
            rf"for)(?: for)? {_NUMBER}(?:seconds?|minutes?|secs?|mins?)\b|"
            rf"{_NUMBER}[- ]?(?:seconds?|minutes?)(?: long)?(?: (?:call|conversation|talk))?\b|duration",
            DURATION,
        ),
        (
            rf"(?:emp\.?var\.?rate|employment variation rate|cons\.?price\.?idx|consumer price index|cons\.?conf\.?idx|"
            rf"consumer confidence index|euribor(?:\s*3\s*m)?|nr\.?employed|number of employees)(?: of| is|"
            rf" at)?\s*[:=]?\s*(?:-?{_NUMBER})?",
            ECONOMY,
        ),
        (
            rf"(?:(?:with |has )?(?:an? |the )?(?:yearly |annual |monthly |average )?(?:income|salary|wage|"
            rf"balance|savings|credit score|rating|earns|earning)"
            rf"(?: of| is| about)?\s*[:=]?\s*[€$£]?\s*(?:{_NUMBER})?(?:\s*(?:euros?|eur|usd|dollars|pounds))?)",
            _MONEY,
        ),
        (rf"(?:loan of )?[€$£]\s*{_NUMBER}|{_NUMBER}(?:euros?|eur|usd|dollars|pounds)\b|"
            rf"interest(?: rate)?(?: of)?\s*{_NUMBER}%?|{_NUMBER}%", _OFFER),
        (r"(?:(?:with|has) )?(?:\d+|one|two|three|four|no|several|an?) (?:small |young )?(?:children|child|"
            r"kids?|dependents)|children|kids", _FAMILY),
        (r"man|woman|male|female|gentleman|lady|mother|father", _SEX),
        (r"(?:by |on |over )?(?:the )?phone", _PHONE),
    )
)  # fmt: skip

# Words that say nothing about the customer.
_FILLER = """
a about accept accepts accepted account across after all also always am an and any are as at bank based be because been
before being below between but by call called calling calls campaign can case chance check client clients contact
contacted could credit current currently customer customers data day days describe description deposit details did do
does doing done estimate every feature features find following for from get gets give given go going good got guess had
has have having he help her here hers hi hello him his how i if in information into is it its job just kind know last
later let likely likelihood lives loan loans look make marketing may maybe me might model more most my named near need
new next no not now of off offer offered offers old on one only or other our out over past per person phone phoned
please possible potential predict prediction previous previously probability probable probably product profile question
reached reaching record recent recently row said sample say says score she should so some someone somebody still sum
subscribe take taken takes tell term than thank thanks that the their them then there these they thing think this
those time times to today took try until up us using value values very want wants was we week well were what when where
whether which while who whom whose will with within without works work working worker would yes yet you your year years
age aged month weekday status marital education level type professional full part record customer's client's possibly
"""
_FILLERS = frozenset(_FILLER.split())
_WORD = LazyPattern(r"[^\W\d_][\w'’.-]*|-?\d[\d.,]*%?|[€$£]\s?\d[\d.,]*", 0)
_BREAK = LazyPattern(r"[,;:.!?()\n\"“”\0]|\s-\s", 0)
_MAX_PIECES = 12
_MAX_WORDS = 5


@dataclass(frozen=True, slots=True)
class Unused:
    """A piece of a description that no feature takes, and why."""

    words: str
    why: str


def find_unused(rest: str) -> list[Unused]:
    """Return the pieces of the rest of a description that say something.

    Args:
        rest: The description, in which what was used is replaced by null characters.
    """
    found: list[tuple[int, Unused]] = []
    for pattern, why in _REASONS:
        for match in re.finditer(rf"(?<![\w.-])(?:{pattern.pattern})(?![\w-])", rest, re.IGNORECASE):
            if match[0].strip():
                found.append((match.start(), Unused(_shown(match[0]), why)))
        rest = re.sub(
            rf"(?<![\w.-])(?:{pattern.pattern})(?![\w-])", lambda match: "\0" * len(match[0]), rest, flags=re.IGNORECASE
        )
    found += [(start, Unused(_shown(words), UNKNOWN)) for start, words in _phrases(rest)]
    return _first_ones([one for _, one in sorted(found, key=lambda one: one[0])])


def _phrases(rest: str) -> Iterator[tuple[int, str]]:
    """Return the runs of words that are no fillers, with their places."""
    start, words, end = 0, list[str](), 0
    for match in _WORD.finditer(rest):
        filler = match[0].lower().rstrip(".'’-") in _FILLERS
        if words and (filler or _BREAK.search(rest[end : match.start()]) or len(words) == _MAX_WORDS):
            yield start, " ".join(words)
            words = []
        if not filler:
            if not words:
                start = match.start()
            words.append(match[0].rstrip(".,-"))
        end = match.end()
    if words:
        yield start, " ".join(words)


def _first_ones(pieces: Sequence[Unused]) -> list[Unused]:
    """Return each piece once; a long text names the first pieces, and how many follow."""
    once = list(dict.fromkeys(pieces))
    rest = len(once) - _MAX_PIECES
    if rest <= 0:
        return once
    return [*once[:_MAX_PIECES], Unused(f"{rest} more", UNKNOWN)]


def _shown(words: str) -> str:
    return re.sub(r"[^\w\s.,:=€$£%'’-]", "", words).strip(" ,.:=-")[:40]

"""A few common rules that Harper does not have."""

from collections.abc import Iterator

from agents.lazy_pattern import LazyPattern
from agents.tools.proofreading.finding import Mistake

_SUBJECTS = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they"}
_OBJECT = "|".join(_SUBJECTS)
# Without a verb behind it the pair is no subject: “Me and him, always late”.
_PAIR = LazyPattern(
    rf"(?:(?<=^)|(?<=[.!?]\s)|(?<=\n))(?P<one>{_OBJECT}|my \w+|[A-Z][a-z]+) and (?P<two>{_OBJECT}|my \w+|[A-Z][a-z]+)"
    r"(?=\s+(?!and\b|or\b)[a-z])",
)
_PLACES = (
    "airport|bakery|bank|beach|bus stop|cinema|dentist|doctor|gym|hotel|library|mall|market|museum|office|park|"
    "party|post office|restaurant|shop|station|store|supermarket|theatre|theater|zoo"
)
_NO_ARTICLE = LazyPattern(
    rf"\b(?:go|goes|going|went|gone|come|came|drive|drove|drives|run|ran|walk|walks|walked|walking|been|get|got) to "
    rf"(?=(?:{_PLACES})\b(?!\s+(?:the|a|an|my|his|her|our|their|its|some|it|them|up)\b))",
)
_DOUBLE_NEGATIVE = LazyPattern(
    r"\b(?:don['’]?t|doesn['’]?t|didn['’]?t|can['’]?t|won['’]?t|isn['’]?t|ain['’]?t|never)\s+(?:\w+\s+)?"
    r"(?P<negative>no|nothing|nobody|nowhere)\b",
)
_POSITIVE = {"no": "any", "nothing": "anything", "nobody": "anybody", "nowhere": "anywhere"}
_AFTER_PREPOSITION = LazyPattern(r"\b(?:between|for|with|to) you and (?P<pronoun>I)\b", 0)


def check(text: str) -> Iterator[Mistake]:
    """Return the mistakes that the rules find."""
    for match in _PAIR.finditer(text):
        words = [match["one"], match["two"]]
        if any(word.lower() in _SUBJECTS for word in words):
            subjects = [_SUBJECTS.get(word.lower(), word) for word in words]
            subjects.sort(key=lambda word: word == "I")
            better = " and ".join(subjects)
            yield Mistake(
                match.start(),
                match.end(),
                better[0].upper() + better[1:],
                "Who does something is named with I, he, she, we or they; out of politeness “I” stands last.",
                "SubjectPronoun",
            )
    for match in _NO_ARTICLE.finditer(text):
        yield Mistake(
            match.end() - 3,
            match.end(),
            "to the ",
            "A place that is known needs an article: “the store”, not “store”.",
            "PlaceArticle",
        )
    for match in _DOUBLE_NEGATIVE.finditer(text):
        start, end = match.span("negative")
        yield Mistake(
            start,
            end,
            _POSITIVE[match["negative"].lower()],
            "Two negatives cancel each other; keep one.",
            "TwoNegatives",
        )
    for match in _AFTER_PREPOSITION.finditer(text):
        start, end = match.span("pronoun")
        yield Mistake(
            start, end, "me", "After a preposition the object form is used: “between you and me”.", "ObjectPronoun"
        )

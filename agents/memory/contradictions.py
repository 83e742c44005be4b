"""Facts that cannot all hold, such as two birthdays: found by what they speak of, shown and never decided."""

import re
from collections import defaultdict
from collections.abc import Iterable

from agents.memory.fact import Fact

_SINGLE = (
    (re.compile(r"my (?:birthday|birthdate|date of birth) (?:is|was) (?:on )?(?P<value>.+)"), "birthday"),
    (re.compile(r"i was born on (?:the )?(?P<value>.+)"), "birthday"),
    (re.compile(r"i was born in (?P<value>\D+)"), "place of birth"),
    (re.compile(r"i (?:now )?(?:live|am living) in (?P<value>.+)"), "home"),
    (re.compile(r"(?:my name is|i am called|call me) (?P<value>.+)"), "name"),
    (re.compile(r"(?:i am|my age is) (?P<value>\d{1,3})(?: years? old)?\b.*"), "age"),
    (re.compile(r"my (?P<subject>[\w' -]{2,60}?) is (?:called |named |on |at )?(?P<value>.+)"), ""),
)
_SPELLINGS = (("favourite", "favorite"), ("colour", "color"), ("i'm", "i am"), ("’", "'"))
_FILLERS = {"the", "a", "an", "on", "of", "in", "at", "now", "st", "nd", "rd", "th"}


def conflicts(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Return the groups of facts that say different things of the same, the latest fact first."""
    groups: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.source is None and (read := _read(fact.text)):
            subject, value = read
            groups[subject].setdefault(value, fact)
    found = [sorted(group.values(), key=lambda fact: fact.saved_at, reverse=True) for group in groups.values()]
    return [group for group in found if len(group) > 1]


def beside(fact: Fact, groups: list[list[Fact]]) -> list[Fact]:
    """Return the fact with those that contradict it, or alone."""
    return next((group for group in groups if fact in group), [fact])


def _read(text: str) -> tuple[str, str] | None:
    """Return what a fact speaks of, and what it says of it."""
    text = text.casefold().rstrip(" .!")
    for spelling, usual in _SPELLINGS:
        text = text.replace(spelling, usual)
    for pattern, subject in _SINGLE:
        if match := pattern.fullmatch(text):
            words = re.findall(r"\d+|[^\W\d_]+", match["value"])
            return subject or match["subject"], " ".join(sorted(set(words) - _FILLERS))
    return None

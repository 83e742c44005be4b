"""Finds facts that cannot all hold, such as two birthdays, by their subject; it never decides which one holds."""

import re
from collections import defaultdict
from collections.abc import Iterable

from agents.memory.fact import Fact

_SINGLE_VALUED = (
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


def find_contradictions(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Return the groups of facts that state different values of the same subject, the latest fact first."""
    groups: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.source is None and (statement := _parse(fact.text)):
            subject, value = statement
            groups[subject].setdefault(value, fact)
    found = [sorted(group.values(), key=lambda fact: fact.saved_at, reverse=True) for group in groups.values()]
    return [group for group in found if len(group) > 1]


def with_contradictions(fact: Fact, groups: list[list[Fact]]) -> list[Fact]:
    """Return the group of facts that the fact is in, or the fact alone."""
    return next((group for group in groups if fact in group), [fact])


def _parse(text: str) -> tuple[str, str] | None:
    """Return the subject of a fact and the value it states, in a normal form; None if it has no single value."""
    text = text.casefold().rstrip(" .!")
    for spelling, usual in _SPELLINGS:
        text = text.replace(spelling, usual)
    for pattern, subject in _SINGLE_VALUED:
        if match := pattern.fullmatch(text):
            words = re.findall(r"\d+|[^\W\d_]+", match["value"])
            return subject or match["subject"], " ".join(sorted(set(words) - _FILLERS))
    return None

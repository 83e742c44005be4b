"""Finds facts that cannot all hold, such as two birthdays, by their subject, and those that a new one replaces."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from agents.memory.fact import Fact
from agents.memory.stances import read_stance
from agents.memory.statements import parse_statement


def find_contradictions(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Return the groups of facts that state different values of the same subject, the latest fact first."""
    groups: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.source is None and (statement := parse_statement(fact.text)):
            groups[statement.subject].setdefault(statement.value, fact)
    found = [sorted(group.values(), key=lambda fact: fact.saved_at, reverse=True) for group in groups.values()]
    return [group for group in found if len(group) > 1]


def with_contradictions(fact: Fact, groups: list[list[Fact]]) -> list[Fact]:
    """Return the group of facts that the fact is in, or the fact alone."""
    return next((group for group in groups if fact in group), [fact])


def replaced_by(text: str, kept: Iterable[Fact]) -> list[Fact]:
    """Return the facts that no longer hold after a statement: it says that something has changed, or the opposite."""
    kept = list(kept)
    if stance := read_stance(text):
        opposite = replace(stance, holds=not stance.holds)
        if replaced := [fact for fact in kept if read_stance(fact.text) == opposite]:
            return replaced
    new = parse_statement(text)
    if new is None or not new.is_change:
        return []
    return [
        fact
        for fact in kept
        if (old := parse_statement(fact.text)) is not None and old.subject == new.subject and old.value != new.value
    ]

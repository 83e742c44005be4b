"""Which steps of a conversation are shown, where a question has several versions.

Steps keep the position at which they were first written, and nothing is moved or marked when another version is
chosen: what is shown is a list of spans of positions. It is a part of the conversation's own record, so one write
chooses a version, and a crash leaves either what was shown before or what is shown after it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

LAST_POSITION = 10**16 - 1  # after every step of every store: microseconds until the year 2286
MAX_VERSIONS = 20  # of one question
MAX_VERSIONS_TOGETHER = 200  # of all questions of a conversation: about 20 KB of its record

Spans = tuple[tuple[int, int], ...]  # of positions, both ends included, in order


class TooManyVersions(Exception):
    """A question, or its conversation, has as many versions as are kept."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a question, with all that was said after it.

    Attributes:
        question: The question's id.
        position: Where the question is.
        rest: What was shown from there on when another version was chosen; None while this one is chosen.
    """

    question: str
    position: int
    rest: Spans | None = None


@dataclass(frozen=True, slots=True)
class VersionTree:
    """The versions of all questions of a conversation.

    Attributes:
        shown: What is shown; its last span has no end yet.
        groups: The versions of each question that has several, in the order in which they were asked.
    """

    shown: Spans = ((0, LAST_POSITION),)
    groups: tuple[tuple[Version, ...], ...] = ()

    @classmethod
    def from_json(cls, text: str | None) -> "VersionTree":
        """Read a tree as it is stored; None is a conversation in which no question has versions."""
        if not text:
            return cls()
        stored = json.loads(text)
        groups = tuple(
            tuple(
                Version(question, position, None if rest is None else _spans(rest))
                for question, position, rest in group
            )
            for group in stored["groups"]
        )
        return cls(_spans(stored["shown"]), groups)

    def to_json(self) -> str:
        """Return the tree as it is stored."""
        groups = [[(each.question, each.position, each.rest) for each in group] for group in self.groups]
        return json.dumps({"shown": self.shown, "groups": groups}, separators=(",", ":"))

    def within(self, first: int, last: int) -> Spans:
        """Return what is shown of a range of positions, both ends included."""
        return tuple(
            (max(start, first), min(end, last)) for start, end in self.shown if max(start, first) <= min(end, last)
        )

    def is_shown(self, position: int) -> bool:
        """Tell whether the step at a position is shown."""
        return bool(self.within(position, position))

    def versions_of(self, question: str) -> tuple[str, ...]:
        """Return the ids of all versions of a question, in the order in which they were asked; empty if it has one."""
        for group in self.groups:
            ids = tuple(each.question for each in group)
            if question in ids:
                return ids
        return ()

    def begin(self, replaced: str, position: int, question: str, at: int) -> "VersionTree":
        """Return the tree in which a new version of a question is shown.

        Args:
            replaced: The id of the question that is asked again; it is shown.
            position: Its position.
            question: The id of the new version.
            at: The position of the new version, after every step of the conversation.

        Raises:
            TooManyVersions: There are as many as are kept.
        """
        group = next((each for each in self.groups if replaced in (one.question for one in each)), ())
        together = sum(map(len, self.groups))
        if len(group) >= MAX_VERSIONS or together >= MAX_VERSIONS_TOGETHER:
            raise TooManyVersions
        before, rest = self._split(position, at)
        versions = (*(group or (Version(replaced, position),)), Version(question, at))
        versions = tuple(replace(one, rest=rest) if one.question == replaced else one for one in versions)
        others = tuple(each for each in self.groups if each != group)
        return VersionTree((*before, (at, LAST_POSITION)), (*others, versions))

    def show(self, position: int, following: int) -> "VersionTree | None":
        """Return the tree in which the step at a position is shown.

        Args:
            position: The position of a step.
            following: The position after every step of the conversation.

        Returns:
            None if the step is in no version.
        """
        tree = self
        while not tree.is_shown(position):
            # From inside out: the version that holds the step, the one that holds that version's question, and so on.
            wanted = tree._holder(position)
            while wanted is not None and not tree.is_shown(chosen := tree._chosen_beside(wanted).position):
                wanted = tree._holder(chosen)
            if wanted is None:
                return None
            tree = tree._choose(wanted, following)
        return tree

    def _holder(self, position: int) -> Version | None:
        """Return the version, not chosen, in whose rest a position is."""
        held = (each for group in self.groups for each in group if each.rest and _covers(each.rest, position))
        return next(held, None)

    def _chosen_beside(self, version: Version) -> Version:
        return next(each for group in self.groups if version in group for each in group if each.rest is None)

    def _choose(self, wanted: Version, following: int) -> "VersionTree":
        chosen = self._chosen_beside(wanted)
        before, rest = self._split(chosen.position, following)
        changed = {wanted: replace(wanted, rest=None), chosen: replace(chosen, rest=rest)}
        shown = tuple(_join([*before, *(wanted.rest or ()), (following, LAST_POSITION)]))
        return VersionTree(shown, tuple(tuple(changed.get(each, each) for each in group) for group in self.groups))

    def _split(self, position: int, following: int) -> tuple[Spans, Spans]:
        """Return what is shown before a position, and what from there on until `following`."""
        return self.within(0, position - 1), self.within(position, following - 1)


def _spans(stored: list[list[int]]) -> Spans:
    return tuple((start, end) for start, end in stored)


def _covers(spans: Spans, position: int) -> bool:
    return any(start <= position <= end for start, end in spans)


def _join(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans, with those in one that touch."""
    start, end = spans[0]
    for following, its_end in spans[1:]:
        if following > end + 1:
            yield start, end
            start = following
        end = its_end
    yield start, end

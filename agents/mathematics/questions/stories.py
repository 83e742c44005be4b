"""Reads a plain story, in which people get and give things, as a list of changes; every word has its place in it.

A story that needs knowledge of the world, or in which it is open whom a pronoun means, is not understood.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from agents.lazy_pattern import LazyPattern
from agents.mathematics.expressions.parser import Node, Number
from agents.mathematics.problem import Problem
from agents.mathematics.questions.tokens import MAX_QUESTION_CHARACTERS, NUMBER_PATTERN, WORDED_NUMBERS

_MAX_CLAUSES = 12
_HAVE = "has|have|had|owns?|owned|starts? with|started with"
_GET = (
    "buys?|bought|gets?|got|finds?|found|receives?|received|wins?|won|picks?|picked|picked up|collects?|collected|"
    "makes?|made|bakes?|baked|earns?|earned|adds?|added|grows?|grew|catch(?:es)?|caught|plants?|planted|saves?|saved"
)
_LOSE = (
    "eats?|ate|loses?|lost|sells?|sold|uses?|used|drops?|dropped|spends?|spent|breaks?|broke|donates?|donated|"
    "gives? away|gave away|throws? away|threw away"
)
_GIVE = "gives?|gave|lends?|lent|sends?|sent|passes|passed"
# A word of a thing: none of the words that begin or join something else.
_OTHER = (
    "and|but|then|to|from|in|on|at|for|of|with|than|how|many|more|left|now|does|do|did|will|are|is|has|have|had|each|"
    "every|per|some|all|a|an|the|his|her|their|my|your|if|when|he|she|they|i|you|there|away|together|altogether|"
    # a number or a measure of its own, or another word for what was named
    "dozens?|pairs?|packs?|couples?|hundreds?|thousands?|millions?|half|halves|third|twice|times|ones?|others?"
)
_VERB = "|".join((_HAVE, _GET, _LOSE, _GIVE))
_THING = rf"(?!(?:{_OTHER})\b)[a-z]+(?:-[a-z]+)*(?: (?!(?:{_OTHER}|{_VERB})\b)[a-z]+(?:-[a-z]+)*){{0,2}}"
_OWNER = "(?:the|his|her|their|my|your|our|a|an)"
_WHO = rf"(?:my |his |her |the )?(?!(?:{_OTHER.replace('|he|she|they|i|you|there', '')})\b)[a-z]+"
_AMOUNT = rf"(?P<amount>{NUMBER_PATTERN})(?: more)?(?: of (?:them|these|those)| (?:of {_OWNER} )?(?P<thing>{_THING}))?"
_PLACE = rf"(?: (?:in|on|at) (?P<place>{_OWNER} {_THING}))?"
_CLAUSE = LazyPattern(
    rf"(?:if |then |now )?(?:(?P<who>{_WHO}) )?(?:(?:then|also|already) )?"
    rf"(?:(?P<have>{_HAVE})|(?P<get>{_GET})|(?P<lose>{_LOSE})|(?P<give>{_GIVE}))"
    rf"(?: (?P<receiver>{_WHO})(?= (?:{NUMBER_PATTERN})))?"
    rf" {_AMOUNT}(?: to (?P<to>{_WHO}))?{_PLACE}",
    flags=0,
)
_THERE = LazyPattern(rf"there (?:are|were) {_AMOUNT}{_PLACE}", flags=0)
_AGAIN = LazyPattern(_AMOUNT + _PLACE, flags=0)
_JOINT = LazyPattern(r"(?:,? (?:and then|and|but|then) |[.,;:]+ ?(?:and then |and |but |then |so )?)", flags=0)
_END = r"(?: (?:now|left|left over|in total|total|in all|altogether|together|all together|then|still))*"
_HAS_NOW = LazyPattern(
    rf"how many(?: (?P<thing>{_THING}))? (?:does|do|did|will|would) (?P<who>{_WHO})"
    rf"(?: still| now)? (?:have|own){_PLACE}{_END}",
    flags=0,
)
_ARE_NOW = LazyPattern(rf"how many(?: (?P<thing>{_THING}))? (?:are|remain)(?: there)?{_END}{_PLACE}{_END}", flags=0)
_MORE = LazyPattern(
    rf"how many (?P<sign>more|fewer)(?: (?P<thing>{_THING}))? (?:does|do|did) (?P<who>{_WHO}) have "
    rf"than (?P<other>{_WHO})",
    flags=0,
)
_IRREGULAR = {
    "children": "child",
    "people": "person",
    "men": "man",
    "women": "woman",
    "knives": "knife",
    "mice": "mouse",
}
_PLURALS = (("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("oes", "o"), ("s", ""))
_PRONOUNS = ("he", "she", "it")


def singular(thing: str) -> str:
    """Return the word for one of several things."""
    if thing in _IRREGULAR:
        return _IRREGULAR[thing]
    for plural, ending in _PLURALS:
        if thing.endswith(plural):
            return thing.removesuffix(plural) + ending
    return thing


def read_story(question: str) -> Problem | None:
    """Return what a story asks: `story_count` of the signed changes and the word of the answer; None if not understood.

    Example:
        "Sam has 5 apples and eats 2. How many apples are left?" is `((1, 5), (-1, 2)), "apples"`.
    """
    text = re.sub(r"\s+([.,;?])", r"\1", re.sub(r"\s+", " ", question[:MAX_QUESTION_CHARACTERS].lower())).strip(" .?!")
    told, mark, asked = text.rpartition("how many")
    if not mark:
        return None
    try:
        story = _Story()
        story.tell(told.strip())
        return story.ask(mark + asked)
    except _NotPlainError:
        return None


class _NotPlainError(Exception):
    """The story is not one of this kind, or leaves open what it means."""


class _Story:
    """What is told: who has which thing, and each change of it."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, str], list[tuple[int, Node]]] = {}
        self._people: list[str] = []
        self._pronouns: dict[str, str] = {}
        self._who = self._thing = self._verb = self._word = self._place = ""

    def tell(self, text: str) -> None:
        """Read the clauses, one after another."""
        position = 0
        for _ in range(_MAX_CLAUSES):
            position = self._clause(text, position)
            if position == len(text):
                return
            joint = _JOINT.match(text, position)
            if not joint:
                break
            position = joint.end()
            if position == len(text):
                return
        raise _NotPlainError

    def _clause(self, text: str, position: int) -> int:
        if match := _THERE.match(text, position):
            self._who, self._verb = "there", "have"
            self._name("there")
        elif match := _CLAUSE.match(text, position):
            self._verb = next(verb for verb in ("have", "get", "lose", "give") if match[verb])
            if match["who"]:
                self._who = self._person(match["who"])
        elif not (match := _AGAIN.match(text, position)) or not self._names_things(match["thing"], match["amount"]):
            raise _NotPlainError
        if not self._who:
            raise _NotPlainError
        self._stay(match["place"])
        self._word = match["thing"] or self._word
        self._thing = self._known_thing(match["thing"])
        self._change(match)
        return match.end()

    def _names_things(self, thing: str | None, amount: str) -> bool:
        """Return whether words are a name of things, and not a verb that is unknown, as in “and 32 died”."""
        if not thing:
            return False
        last = thing.rsplit(" ", 1)[-1]
        is_plural = last in _IRREGULAR or (last.endswith("s") and not last.endswith("ss"))
        if amount in ("1", "one"):
            return not is_plural and not last.endswith("ed")
        return is_plural or self._known_thing(thing) in {known for _, known in self._changes}

    def _change(self, match: re.Match[str]) -> None:
        amount = _number(match["amount"])
        found = match.groupdict()
        receiver = found.get("receiver") or found.get("to")
        if (self._verb == "give") != (receiver is not None):
            raise _NotPlainError
        held = self._changes.setdefault((self._who, self._thing), [])
        if self._verb == "have" and held:
            raise _NotPlainError  # it is told anew, and may be what became of the changes
        if not held and self._verb in ("lose", "give"):
            raise _NotPlainError  # nothing says how many there were
        held.append((-1 if self._verb in ("lose", "give") else 1, amount))
        if receiver:
            other = self._changes.get((self._person(receiver), self._thing))
            if other is not None:
                other.append((1, amount))

    def _stay(self, place: str | None) -> None:
        """Refuse a story of two places: what is in one need not be in the other."""
        if place and self._place and place != self._place:
            raise _NotPlainError
        self._place = place or self._place

    def _known_thing(self, thing: str | None) -> str:
        if not thing:
            if not self._thing:
                raise _NotPlainError
            return self._thing
        words = thing.split()
        return " ".join([*words[:-1], singular(words[-1])])

    def _name(self, person: str) -> None:
        if person not in self._people:
            self._people.append(person)

    def _person(self, word: str) -> str:
        """Return who is meant; a pronoun means the one person who has none yet."""
        if word == "they":
            raise _NotPlainError
        if word not in _PRONOUNS:
            self._name(word)
            return word
        if word not in self._pronouns:
            left = [one for one in self._people if one not in self._pronouns.values() and one not in ("i", "you")]
            if len(left) != 1:
                raise _NotPlainError
            self._pronouns[word] = left[0]
        return self._pronouns[word]

    def ask(self, question: str) -> Problem:
        """Return what is asked of the story."""
        match = _MORE.fullmatch(question) or _HAS_NOW.fullmatch(question) or _ARE_NOW.fullmatch(question)
        if not match:
            raise _NotPlainError
        found, thing = match.groupdict(), match["thing"]
        self._stay(found.get("place"))
        if "sign" in found:
            pair = [self._of([self._person(one)], thing) for one in (match["who"], match["other"])]
            return Problem(
                "story_difference", (*(pair if match["sign"] == "more" else pair[::-1]), thing or self._word)
            )
        if found.get("who") == "they" or "who" not in found:
            people = self._people
            if (len(people) > 1) != ("who" in found):
                raise _NotPlainError
        else:
            people = [self._person(match["who"])]
        return Problem("story_count", (self._of(people, thing), thing or self._word))

    def _of(self, people: list[str], thing: str | None) -> tuple[tuple[int, Node], ...]:
        """Return the changes of these people's things of this name."""
        asked = self._known_thing(thing)
        found = list(self._matching(people, asked))
        if not found or {who for who, _ in found} != set(people):
            raise _NotPlainError
        return tuple(change for key in found for change in self._changes[key])

    def _matching(self, people: list[str], asked: str) -> Iterator[tuple[str, str]]:
        for who, name in self._changes:
            if who in people and asked != name and asked.endswith(f" {name}"):
                raise _NotPlainError  # “more fish” may be more pet fish
            if who in people and f" {name}".endswith(f" {asked}"):
                yield who, name


def _number(text: str) -> Node:
    return Number(Fraction(WORDED_NUMBERS.get(text, text)))

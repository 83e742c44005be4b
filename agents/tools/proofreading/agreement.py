"""Number and verb forms: rules that correct only where pairs of words that occur in books speak for it."""

import re
from collections.abc import Iterator

from agents.lazy_pattern import LazyPattern
from agents.tools.proofreading.finding import Mistake
from agents.tools.proofreading.frequency import Frequencies

# Behind a noun phrase: with another noun there, “many school teachers”, the first is no plural.
_END_OF_PHRASE = (
    r"(?=\s*(?:[.,;:!?)]|$)|\s+(?:to|of|for|in|on|at|by|with|from|about|than|that|which|who|when|where|because|but|so|"
    r"are|were|have|can|could|will|would|should|must|may|might|do|we|you|they|he|she|I|if|as|like|such|during)\b)"
)
_MANY = LazyPattern(
    r"\b(?P<many>several|many|various|these|those|few|numerous|two|three|four|five|six|seven|eight|nine|ten) "
    rf"(?P<noun>[a-z]{{3,}}){_END_OF_PHRASE}",
)
_A_LOT_OF = LazyPattern(
    rf"\b(?:a lot|lots|different kinds|many kinds|many types) of (?P<noun>[a-z]{{3,}}){_END_OF_PHRASE}"
)
_ONE_OF = LazyPattern(
    rf"\bone of (?:the|my|our|his|her|their|its|your|these|those) (?:(?:most )?(?P<adjective>[a-z]+) )?"
    rf"(?P<noun>[a-z]{{3,}}){_END_OF_PHRASE}",
)
_ARTICLE = LazyPattern(rf"\b(?P<article>an?) (?P<noun>[a-z]{{3,}}s)(?:{_END_OF_PHRASE}|(?= and\b))")
_MODAL = LazyPattern(
    r"\b(?P<modal>will|would|can|could|should|must|cannot|(?:do|does|did|ca|wo|would|could|should)n['’]t|did not|"
    r"does not|do not|will not|can not) (?P<verb>[a-z]{3,})\b",
)
# Only where a clause begins: in “the use of cars is” and in “jobs and ideas is” the subject is another.
_PEOPLE = LazyPattern(
    r"(?:^|[.;:?!]\s|\b(?:because|that|but|if|when|think|know) )"
    r"(?:(?:the|many|some|most|these|those|all|our|their|young|old) )*"
    r"(?P<noun>[a-z]{3,}) (?P<verb>is|was|has|doesn['’]t|isn['’]t|wasn['’]t|hasn['’]t)\b",
)
_THERE = LazyPattern(
    r"\bthere (?P<verb>is|was|has been) (?=(?:many|several|two|three|four|five|various|numerous|a few|these|some other"
    r"|so many|too many)\b)",
)
_TO = LazyPattern(
    r"\b(?:have|has|had|want|wants|wanted|need|needs|needed|able|going|how|try|tries|tried|order|like|likes|decided|began|"
    r"begin|hope|hopes|used) to (?P<verb>[a-z]{4,})\b",
)
_PASSIVE = LazyPattern(r"\b(?P<be>is|are|was|were|be|been) (?P<verb>[a-z]{4,})(?= by\b)")
_ABLE = LazyPattern(r"\b(?:will|would|could|should|must|may|might)(?: not| also)?(?P<gap> )able to\b")
_PLURAL_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do"}
_IRREGULAR_PLURALS = {
    "child": "children", "man": "men", "woman": "women", "person": "people", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "life": "lives", "wife": "wives", "leaf": "leaves", "half": "halves", "knife": "knives",
}  # fmt: skip
_PLURAL_NOUNS = frozenset(_IRREGULAR_PLURALS.values()) | {"police"}
# What is no noun although it stands where one would.
_NO_NOUNS_LIST = (
    "more less most other others day time one two three all same such much many few first last best next former "
    "latter people than that this lot kind sort more few days fish sheep series species means half hundred "
    "thousand million billion dozen per cent percent who which and are were have had not were was year"
)
_NO_NOUNS = frozenset(_NO_NOUNS_LIST.split())
_STRONG = 20  # so many times as often in books
_SOME = 1_000_000


class Agreement:
    """Finds nouns and verbs in the wrong number or form."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._pair = frequencies.pair
        self._knows = frequencies.knows

    def check(self, text: str) -> Iterator[Mistake]:
        """Return the mistakes."""
        yield from self._plurals(text)
        yield from self._singulars(text)
        yield from self._base_forms(text)
        yield from self._plural_verbs(text)

    def _plurals(self, text: str) -> Iterator[Mistake]:
        for match in _MANY.finditer(text):
            noun, many = match["noun"].lower(), match["many"].lower()
            plural = pluralize(noun)
            known = any(self._pair(word, plural) for word in (many, "many", "several", "two"))
            if known and self._is_singular(noun) and not any(self._pair(word, noun) for word in (many, "several")):
                yield _at(match, "noun", plural, f"Behind “{many}” stands the plural.", "PluralAfterMany")
        for match in _A_LOT_OF.finditer(text):
            noun = match["noun"].lower()
            plural = pluralize(noun)
            many = self._pair("many", plural)
            countable = many > _STRONG * self._pair("more", noun) and not self._pair("much", noun)
            if self._is_singular(noun) and countable:
                yield _at(
                    match, "noun", plural, "Of what can be counted there is a lot in the plural.", "PluralAfterMany"
                )
        for match in _ONE_OF.finditer(text):
            noun = match["noun"].lower()
            plural = pluralize(noun)
            adjective = (match["adjective"] or "the").lower()
            if self._is_singular(noun) and any(self._pair(word, plural) for word in (adjective, "many", "two")):
                yield _at(match, "noun", plural, "“One of” is followed by the plural.", "PluralAfterOneOf")

    def _singulars(self, text: str) -> Iterator[Mistake]:
        for match in _ARTICLE.finditer(text):
            noun, article = match["noun"].lower(), match["article"].lower()
            singular = noun[:-1]
            if (
                self._knows(singular)
                and noun not in _NO_NOUNS
                and not noun.endswith("ss")
                and self._pair(article, singular) >= _SOME
                and not self._pair(article, noun)
            ):
                yield _at(match, "noun", singular, f"Behind “{article}” stands the singular.", "SingularAfterA")

    def _base_forms(self, text: str) -> Iterator[Mistake]:
        for match in _MODAL.finditer(text):
            verb, modal = match["verb"].lower(), match["modal"].lower().replace("’", "'")
            modal = "not" if modal.endswith(" not") else "cannot" if modal.endswith("n't") else modal
            for base in _bases(verb):
                often = self._pair(modal, base)
                if often >= _SOME and often > _STRONG * self._pair(modal, verb) and self._knows(base):
                    why = f"Behind “{match['modal'].lower()}” stands the base form of the verb."
                    yield _at(match, "verb", base, why, "BaseAfterModal")
                    break
        for match in _TO.finditer(text):
            verb = match["verb"].lower()
            for base in _bases(verb):
                often = self._pair("to", base)
                if often >= _SOME and often > _STRONG * self._pair("to", verb) and self._knows(base):
                    yield _at(match, "verb", base, "Behind “to” stands the base form of the verb.", "BaseAfterTo")
                    break
        for match in _PASSIVE.finditer(text):
            verb, be = match["verb"].lower(), match["be"].lower()
            participle = verb + ("d" if verb.endswith("e") else "ed")
            likely = self._pair(be, participle) and self._pair("to", verb) and not self._pair(be, verb)
            if likely and self._knows(participle):
                yield _at(match, "verb", participle, "The passive is built with the participle.", "PassiveParticiple")
        for match in _ABLE.finditer(text):
            yield _at(match, "gap", " be ", "“Able” needs the verb “be”.", "BeAble")

    def _plural_verbs(self, text: str) -> Iterator[Mistake]:
        for match in _PEOPLE.finditer(text):
            noun, verb = match["noun"].lower(), match["verb"]
            stem = re.split(r"n['’]t", verb.lower())[0]
            plural = _PLURAL_VERBS[stem]
            if noun in _NO_NOUNS and noun != "people":
                continue
            if (noun in _PLURAL_NOUNS or noun.endswith("s")) and self._pair(noun, plural) > 3 * max(
                self._pair(noun, stem), _SOME // 3
            ):
                better = plural + verb[len(stem) :]
                yield _at(match, "verb", better, f"“{noun.capitalize()}” is a plural.", "PluralVerb")
        for match in _THERE.finditer(text):
            verb = {"is": "are", "was": "were", "has been": "have been"}[match["verb"].lower()]
            yield _at(match, "verb", verb, "What follows is a plural.", "ThereAre")

    def _is_singular(self, noun: str) -> bool:
        """Return whether the word is a countable noun in the singular."""
        if noun in _NO_NOUNS or noun in _PLURAL_NOUNS or (noun.endswith("s") and not noun.endswith("ss")):
            return False
        return self._pair("a", noun) > 0 or self._pair("an", noun) > 0 or self._pair("the", noun) > 0


def pluralize(noun: str) -> str:
    """Return the plural of a noun in small letters."""
    if noun in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[noun]
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _bases(verb: str) -> list[str]:
    """Return what may be the base form of an inflected verb."""
    bases = []
    if verb.endswith(("ies", "ied")):
        bases.append(verb[:-3] + "y")
    if verb.endswith(("es", "ed")):
        bases += [verb[:-1], verb[:-2]]
        if verb[-3:-2] == verb[-4:-3]:
            bases.append(verb[:-3])
    elif verb.endswith("s") and not verb.endswith("ss"):
        bases.append(verb[:-1])
    return bases


def _at(match: re.Match[str], group: str, better: str, why: str, rule: str) -> Mistake:
    start, end = match.span(group)
    if match[group][:1].isupper():
        better = better[:1].upper() + better[1:]
    return Mistake(start, end, better, why, rule)

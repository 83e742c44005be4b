"""Reads whether something holds of the person: "I love tea" and "I don't like tea" are one matter with two answers."""

import re
from dataclasses import dataclass

from agents.lazy_pattern import LazyPattern


@dataclass(frozen=True, slots=True)
class Stance:
    """What a fact says of a matter that holds or does not.

    Args:
        matter: The matter, in a normal form to compare.
        holds: Whether it holds.
    """

    matter: str
    holds: bool


_LIKES = r"(?:really |also |now )?(?:like|love|enjoy|adore|am (?:very )?fond of)"
_HATES = r"(?:really |also |now )?(?:hate|dislike|detest|can't stand|cannot stand|can not stand)"
_NOT = r"(?:no longer|don't|do not|never)"
_END = r"(?: (?:any ?more|anymore|now|these days|at all))*"
_VERB = r"(?:have|play|eat|drink|speak|study|learn|work|live|own|take|wear|collect|go|need|use)"
_DOES_NOT_HOLD = (
    rf"i {_HATES} (?P<like>.+?){_END}",
    rf"i {_NOT} {_LIKES} (?P<like>.+?){_END}",
    rf"i am (?:no longer|not) (?P<be>.+?){_END}",
    rf"i {_NOT} (?P<do>{_VERB} .+?){_END}",
    r"ich (?:hasse (?P<like>.+)|mag (?P<like2>.+?) (?:gar )?nicht(?: mehr)?|"
    r"mag keine?n? (?P<like3>.+?)(?: mehr)?)",
    r"ich bin (?:nicht(?: mehr)?|keine?) (?P<be>.+?)(?: mehr)?",
    r"(?:yo )?(?:odio|detesto|(?:ya )?no me gustan?) (?P<like>.+?)(?: ya| más)?",
    r"(?:yo )?(?:ya )?no soy (?P<be>.+?)(?: más)?",
    r"我(?:现在)?(?:讨厌|不(?:再)?喜欢)(?:吃|喝)?(?P<like>.+?)了?",
    r"我(?:现在)?不(?:再)?是(?P<be>.+?)了?",
)
_HOLDS = (
    rf"i {_LIKES} (?P<like>.+?){_END}",
    rf"i am (?:now )?(?P<be>.+?){_END}",
    rf"i (?:now )?(?P<do>{_VERB} .+?){_END}",
    r"ich (?:(?:mag|liebe) (?P<like>.+))",
    r"ich bin (?:jetzt )?(?P<be>.+)",
    r"(?:yo )?(?:me (?:gustan?|encantan?)|adoro) (?P<like>.+)",
    r"(?:yo )?(?:ahora )?soy (?P<be>.+)",
    r"我(?:现在)?(?:很|最|也)?(?:喜欢|爱)(?:吃|喝)?(?P<like>.+)",
    r"我(?:现在)?是(?P<be>.+)",
)
_PATTERNS = [(LazyPattern(one), holds) for side, holds in ((_DOES_NOT_HOLD, False), (_HOLDS, True)) for one in side]
_ARTICLES = frozenset(["a", "an", "any", "the", "ein", "eine", "einen", "el", "la", "los", "las", "un", "una"])


def read_stance(text: str) -> Stance | None:
    """Return what a text says of a matter; None if it says nothing of the kind."""
    plain = re.sub(r"\s+", " ", text.lower().replace("’", "'")).replace("i'm ", "i am ").strip(" .!。！")  # noqa: RUF001
    for pattern, holds in _PATTERNS:
        if match := pattern.fullmatch(plain):
            kind, matter = next((name.rstrip("23"), said) for name, said in match.groupdict().items() if said)
            return Stance(" ".join([kind, *(word for word in matter.split() if word not in _ARTICLES)]), holds)
    return None

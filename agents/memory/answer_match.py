"""Decides whether what was found answers a question, for the small model, which cannot judge."""

import re
from collections.abc import Sequence

from agents.memory import bm25
from agents.memory.intent import Intent
from agents.memory.ranking import Match

CLEAR, LIKELY = 0.25, 0.36  # how well a fact must match to be told as the answer, by how clearly it was asked for
_NEAR = 0.1  # a fact that matches as well as the best but for this may be what was meant
_SHARED = 0.5  # of its words, a question that is not about the person shares more than this with its answer

_HOW_MANY = re.compile(
    r"\bhow (?:old|many|tall|heavy)\b|\bwie (?:alt|viele|groß|schwer)\b|\bcu[aá]nt[oa]s\b|\bqu[eé] edad\b|"
    r"几岁|多[大少高重]|几个",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百]|没有|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"twenty|thirty|forty|fifty|keine?n?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zig|ning[uú]n\w*|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veint\w*|treinta)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:time|date|day)\b|\bwann\b|\bum wie viel uhr\b|\bcu[aá]ndo\b|\ba qu[eé] hora\b|"
    r"什么时候|几点|哪一?天|几[月号]",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|[一二三四五六七八九十]|今天|明天|早上|中午|晚上|星期|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|"
    r"mon|tues|wednes|thurs|fri|satur|sun|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\w*|"
    r"\b\w*(?:day|tag|woch)s?\b|\b(?:noon|midnight|mornings?|evenings?|nights?|week\w*|month\w*|year|spring|summer|autumn|"
    r"winter|christmas|easter|at|after|before|until|since|during|every|always|um|vor|nach|seit|bis|jede\w*|mittwoch|"
    r"morgens?|abends?|mittags?|a las?|despu[eé]s|antes|desde|hasta|cada|ma[nñ]ana|tarde|noche|navidad)\b",
    re.IGNORECASE,
)
_WANTED = ((_HOW_MANY, _NUMBER), (_WHEN, _TIME))


def answering(question: str, kind: Intent, found: Sequence[Match], least: float) -> list[Match]:
    """Return what was found, what answers the question first; nothing where none of it does.

    Args:
        question: What was asked.
        kind: How it was asked.
        found: What was found, the best first.
        least: How well an answer must match.
    """
    near = [one for one in found if one.score >= max(least, found[0].score - _NEAR)]
    for one in near:
        text = one.fact.text
        if (one.fact.source or _has_what_is_wanted(question, text)) and (
            kind is not Intent.NOTHING or _shares(question, text)
        ):
            return [one, *(other for other in found if other is not one)]
    return []


def _has_what_is_wanted(question: str, text: str) -> bool:
    """Tell whether a number or a time is there, where one is asked for."""
    return all(told.search(text) for asked, told in _WANTED if asked.search(question))


def _shares(question: str, text: str) -> bool:
    """Tell whether most of what a question is about is in a text."""
    for asks, _ in _WANTED:
        question = asks.sub(" ", question)
    asked = set(bm25.tokens(question))
    return len(asked & set(bm25.tokens(text))) > _SHARED * len(asked)

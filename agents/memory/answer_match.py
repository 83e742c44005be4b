"""Decides by rules whether a fact that was found answers a question, for models that cannot judge it themselves."""

from collections.abc import Sequence

from agents.documents import bm25
from agents.lazy_pattern import LazyPattern
from agents.memory.intent import Intent
from agents.memory.ranking import Match

MIN_RECALL_SCORE = 0.25  # of the answer to a question that is clearly about what was told
MIN_OTHER_SCORE = 0.36  # of the answer to any other question
_MAX_SCORE_GAP = 0.1  # below the best match: a fact within it may be the one that was meant
_MIN_SHARED_WORDS = 0.5  # of the words of a question that is not about the person

_ASKS_NUMBER = LazyPattern(
    r"\bhow (?:old|many|tall|heavy)\b|\bwie (?:alt|viele|groß|schwer)\b|\bcu[aá]nt[oa]s\b|\bqu[eé] edad\b|"
    r"几岁|多[大少高重]|几个",
)
_HAS_NUMBER = LazyPattern(
    r"\d|[一二两三四五六七八九十百]|没有|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"twenty|thirty|forty|fifty|keine?n?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zig|ning[uú]n\w*|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veint\w*|treinta)\b",
)
_ASKS_TIME = LazyPattern(
    r"\bwhen\b|\b(?:what|which) (?:time|date|day)\b|\bwann\b|\bum wie viel uhr\b|\bcu[aá]ndo\b|\ba qu[eé] hora\b|"
    r"什么时候|几点|哪一?天|几[月号]",
)
_HAS_TIME = LazyPattern(
    r"\d|[一二三四五六七八九十]|今天|明天|早上|中午|晚上|星期|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|"
    r"mon|tues|wednes|thurs|fri|satur|sun|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\w*|"
    r"\b\w*(?:day|tag|woch)s?\b|\b(?:noon|midnight|mornings?|evenings?|nights?|week\w*|month\w*|year|spring|summer|autumn|"
    r"winter|christmas|easter|at|after|before|until|since|during|every|always|um|vor|nach|seit|bis|jede\w*|mittwoch|"
    r"morgens?|abends?|mittags?|a las?|despu[eé]s|antes|desde|hasta|cada|ma[nñ]ana|tarde|noche|navidad)\b",
)
# Whom a fact may be about; that of a sister is no answer to a question about a brother.
_WHO = tuple(
    LazyPattern(rf"\b(?:{words})\b|{chinese}")
    for words, chinese in (
        ("mother|mum|mom|mutter|mama|madre|mamá", "妈妈|母亲"),
        ("father|dad|vater|papa|padre|papá", "爸爸|父亲"),
        ("sisters?|schwestern?|hermanas?", "姐姐|妹妹"),
        ("brothers?|bruder|brüder|hermanos?", "哥哥|弟弟"),
        ("grandm\\w+|granny|oma|großmutter|abuela", "奶奶|外婆"),
        ("grandf\\w+|grandpa|opa|großvater|abuelo", "爷爷|外公"),
        ("aunt|tante|tía", "阿姨"),
        ("uncle|onkel|tío", "叔叔"),
        ("sons?|sohn|söhne|hijos?", "儿子"),
        ("daughters?|tochter|töchter|hijas?", "女儿"),
        ("dogs?|hunde?|perr[oa]s?", "狗"),
        ("cats?|katzen?|gat[oa]s?", "猫"),
    )
)
_REQUIRED = ((_ASKS_NUMBER, _HAS_NUMBER), (_ASKS_TIME, _HAS_TIME))


def match_answer(question: str, intent: Intent, found: Sequence[Match], min_score: float) -> list[Match]:
    """Return the matches with the answer to the question first; an empty list if none of them answers it.

    Args:
        question: The question.
        intent: What the question wants of memory.
        found: The matches, the best first.
        min_score: The lowest score of an answer.
    """
    candidates = [match for match in found if match.score >= max(min_score, found[0].score - _MAX_SCORE_GAP)]
    for candidate in candidates:
        text = candidate.fact.text
        if (candidate.fact.source or (_has_required(question, text) and _is_about_the_same(question, text))) and (
            intent is not Intent.NOTHING or _shares_words(question, text)
        ):
            return [candidate, *(other for other in found if other is not candidate)]
    return []


def _has_required(question: str, text: str) -> bool:
    """Tell whether a text has a number or a time, if the question asks for one."""
    return all(has.search(text) for asks, has in _REQUIRED if asks.search(question))


def _is_about_the_same(question: str, text: str) -> bool:
    """Tell whether a text may be about those whom the question is about, where both name some."""
    asked, told = ({who for who in _WHO if who.search(said)} for said in (question, text))
    return not asked or not told or bool(asked & told)


def _shares_words(question: str, text: str) -> bool:
    """Tell whether most words of the question are in the text."""
    for asks, _ in _REQUIRED:
        question = asks.sub(" ", question)
    words = set(bm25.tokens(question))
    return len(words & set(bm25.tokens(text))) > _MIN_SHARED_WORDS * len(words)

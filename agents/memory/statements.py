"""Reads the subject and the value of a statement about the person, and the subject of a question, in four languages."""

import re
from dataclasses import dataclass

from agents.lazy_pattern import LazyPattern

HOME, NAME, AGE, BIRTHDAY, BIRTHPLACE = "home", "name", "age", "birthday", "place of birth"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a fact states of a subject that has one value.

    Args:
        subject: The subject, such as `home`, or in the words of the fact.
        value: The value in a normal form, to compare.
        shown: The value as it was written.
        is_change: Whether the wording says that an earlier value no longer holds.
    """

    subject: str
    value: str
    shown: str
    is_change: bool


def _patterns(*pairs: tuple[str, str]) -> tuple[tuple[LazyPattern, str], ...]:
    return tuple((LazyPattern(pattern), subject) for pattern, subject in pairs)


_VALUE = r"(?P<value>.+?)"
_END = (
    r"(?:,? (?:(?:right )?now|these days|at the moment|currently|last \w+|this \w+|yesterday|today|recently|"
    r"(?:\w+ )+ago|"
    r"since .+|jetzt|ahora|in (?:19|20)\d\d))*"
)
_MOVES = _patterns(
    (
        r"(?:i|we)(?: have|'ve)?(?: just| recently| now)? (?:moved|relocated)(?: house)?"
        rf"(?:,? from .+?)? to {_VALUE}(?:,? from .+?)?{_END}",
        HOME,
    ),
    (rf"i (?:now live|live now|am now living|(?:currently )?reside now) (?:in|at) {_VALUE}{_END}", HOME),
    (rf"i (?:live|am living) (?:in|at) {_VALUE},? (?:now|these days){_END}", HOME),
    (
        rf"i (?:no longer|don't|do not) live in .+?(?: any ?more)?(?:,|;| but)+ (?:but )?(?:i live )?in {_VALUE}{_END}",
        HOME,
    ),
    (r"(?:i(?: have|'ve)?(?: just)? turned|i am now|i am) (?P<value>\d{1,3})(?: years? old)?(?: now| today)?", AGE),
    (rf"my (?P<subject>[\w' -]{{2,60}}?) (?:is now|has changed to|changed to|is no longer .+? but) {_VALUE}", ""),
    (
        rf"my new (?P<subject>(?:phone |home )?(?:number|address|e-?mail|school|job|class|room|locker)) is {_VALUE}",
        "",
    ),
    (rf"my (?P<subject>[\w' -]{{2,60}}?) is (?:actually {_VALUE}|(?P<other>.+?) now)", ""),
    (rf"ich (?:wohne|lebe) (?:jetzt|nun|inzwischen|mittlerweile) in {_VALUE}", HOME),
    (rf"ich bin (?:(?:gerade|jetzt|letzt\w+ \w+) )?(?:von .+? )?nach {_VALUE} (?:um)?gezogen", HOME),
    (r"(?:ich bin (?:jetzt|nun|inzwischen) )(?P<value>\d{1,3})(?: jahre alt)?", AGE),
    (rf"mein\w* (?P<subject>[\w -]{{2,60}}?) ist (?:jetzt|nun|inzwischen) {_VALUE}", ""),
    (rf"(?:yo )?(?:ahora vivo|vivo ahora) en {_VALUE}", HOME),
    (rf"(?:nos|me) (?:he mudado|mud[eé]|mudamos|acabo de mudar)(?: de .+?)? a {_VALUE}", HOME),
    (rf"mi (?P<subject>[\w -]{{2,60}}?) ahora es {_VALUE}", ""),
    (r"(?:acabo de cumplir|ahora tengo|ya tengo) (?P<value>\d{1,3})(?: años)?", AGE),
    (r"我(?:现在|如今|目前)住在?(?P<value>.+?)(?:了)?", HOME),
    (r"我(?:已经|刚刚?)?(?:从.+?)?搬家?(?:到|去)了?(?P<value>.+?)(?:了)?", HOME),
    (r"我(?:现在|已经)(?P<value>\d{1,3})岁了?", AGE),
    (r"我的(?P<subject>.{1,20}?)(?:现在是|改成了?|变成了?)(?P<value>.+)", ""),
)
_STATES = _patterns(
    (r"my (?:birthday|birthdate|date of birth) (?:is|was) (?:on )?(?P<value>.+)", BIRTHDAY),
    (r"i was born on (?:the )?(?P<value>.+)", BIRTHDAY),
    (r"i was born in (?P<value>\D+)", BIRTHPLACE),
    (r"i (?:live|am living|reside|am based) in (?P<value>.+)", HOME),
    (r"(?:my name is|i am called|call me) (?P<value>.+)", NAME),
    (r"(?:i am|my age is) (?P<value>\d{1,3})(?: years? old)?\b.*", AGE),
    (r"my (?P<subject>[\w' -]{2,60}?) is (?:called |named |on |at )?(?P<value>.+)", ""),
    (r"mein geburtstag ist (?:am )?(?P<value>.+)", BIRTHDAY),
    (r"ich (?:wohne|lebe) in (?P<value>.+)", HOME),
    (r"ich in (?P<value>.+) (?:wohne|lebe)", HOME),
    (r"(?:ich heiße|mein name ist) (?P<value>.+)", NAME),
    (r"ich bin (?P<value>\d{1,3})(?: jahre alt)?", AGE),
    (r"mein\w* (?P<subject>[\w -]{2,60}?) (?:ist|heißt) (?P<value>.+)", ""),
    (r"mi cumpleaños es (?:el )?(?P<value>.+)", BIRTHDAY),
    (r"nací el (?P<value>.+)", BIRTHDAY),
    (r"(?:yo )?vivo en (?P<value>.+)", HOME),
    (r"(?:me llamo|mi nombre es) (?P<value>.+)", NAME),
    (r"(?:yo )?tengo (?P<value>\d{1,3}) años", AGE),
    (r"mi (?P<subject>[\w -]{2,60}?) (?:es|se llama) (?P<value>.+)", ""),
    (r"我的生日是(?P<value>.+)", BIRTHDAY),
    (r"我住在?(?P<value>.+)", HOME),
    (r"(?:我叫|我的名字[是叫])(?P<value>.+)", NAME),
    (r"我(?:今年)?(?P<value>\d{1,3})岁", AGE),
    (r"我(?P<subject>最喜欢的.{1,20}?|的.{1,20}?)是(?P<value>.+)", ""),
)
_ASKS = _patterns(
    (r".*\bwhere (?:do|did) i (?:now |currently )?live\b.*|.*\b(?:which|what) (?:city|town) do i live\b.*", HOME),
    (r".*\bwhere(?:'s| is) my home\b.*|.*\bwhere am i living\b.*", HOME),
    (r".*\b(?:what(?:'s| is) my name|who am i|what am i called)\b.*", NAME),
    (r".*\b(?:how old am i|what(?:'s| is) my age)\b.*", AGE),
    (r".*\b(?:when|what)(?:'s| is) my (?:birthday|birthdate|date of birth)\b.*|.*\bwhen was i born\b.*", BIRTHDAY),
    (r".*\bwhere was i born\b.*", BIRTHPLACE),
    (r".*\b(?:what|which|who|when)(?:'s| is) my (?P<subject>[\w' -]{2,60}?)(?: called| named| again)?", ""),
    (r".*\b(?:wo (?:wohne|lebe) ich|in welcher stadt (?:wohne|lebe) ich)\b.*", HOME),
    (r".*\b(?:wie heiße ich|wer bin ich|wie ist mein name)\b.*", NAME),
    (r".*\bwie alt bin ich\b.*", AGE),
    (r".*\bwann (?:ist mein|habe ich) geburtstag\b.*|.*\bwann bin ich geboren\b.*", BIRTHDAY),
    (r".*\b(?:was|wer|wie|welche\w*) (?:ist|heißt) mein\w* (?P<subject>[\w -]{2,60}?)", ""),
    (r".*\bd[oó]nde vivo\b.*", HOME),
    (r".*\b(?:c[oó]mo me llamo|cu[aá]l es mi nombre|qui[eé]n soy)\b.*", NAME),
    (r".*\bcu[aá]ntos años tengo\b.*", AGE),
    (r".*\bcu[aá]ndo (?:es mi cumpleaños|nací)\b.*", BIRTHDAY),
    (r".*\b(?:cu[aá]l es|qui[eé]n es|c[oó]mo se llama) mi (?P<subject>[\w -]{2,60}?)", ""),
    (r".*我(?:现在)?住在?(?:哪|什么).*", HOME),
    (r".*(?:我叫什么|我的名字是什么|我是谁).*", NAME),
    (r".*我(?:今年|现在)?(?:几岁|多大).*", AGE),
    (r".*我的?生日.*(?:什么|几|哪).*", BIRTHDAY),
    (r".*我(?P<subject>最喜欢的.{1,20}?|的.{1,20}?)(?:是什么|是谁|叫什么).*", ""),
)
_SPELLINGS = (("favourite", "favorite"), ("colour", "color"), ("’", "'"), ("i'm", "i am"), ("we're", "we are"))
_ASIDE = LazyPattern(r"(?:(?:by the way|btw|and|so|also|well|actually|übrigens|por cierto|对了)[,，:: ]+)*")  # noqa: RUF001
_FILLERS = {"the", "a", "an", "on", "of", "in", "at", "now", "st", "nd", "rd", "th"}
_NO_PLACE = LazyPattern(r"(?:a|an|my|this|fear|hope|peace|eine[mr]?|mein\w*|una?|mi)\b")


def parse_statement(text: str) -> Statement | None:
    """Return what a fact states; None if its subject may have several values."""
    text = _normal(text)
    for patterns in (_MOVES, _STATES):
        for pattern, subject in patterns:
            if not (match := pattern.fullmatch(text)):
                continue
            groups = match.groupdict()
            shown = groups["value"] or groups.get("other") or ""
            if subject == HOME and _NO_PLACE.match(shown):
                continue
            words = re.findall(r"\d+|[^\W\d_]+", shown)
            name = subject or _same_subject(groups["subject"])
            value = " ".join(sorted(set(words) - _FILLERS))
            return Statement(name, value, shown, patterns is _MOVES)
    return None


def subject_of_question(question: str) -> str:
    """Return the subject that a question asks for; empty if it asks for none that has one value."""
    text = _normal(question)
    for pattern, subject in _ASKS:
        if match := pattern.fullmatch(text):
            return subject or _same_subject(match["subject"])
    return ""


def _same_subject(words: str) -> str:
    """Return a subject's key: German endings of one word are one subject."""
    return BIRTHDAY if words in ("birthday", "birthdate", "geburtstag", "cumpleaños") else words.strip()


def _normal(text: str) -> str:
    text = " ".join(text.lower().split()).strip(" .!?¿¡。！？")  # noqa: RUF001
    for spelling, usual in _SPELLINGS:
        text = text.replace(spelling, usual)
    return text[_ASIDE.match(text).end() :]  # type: ignore[union-attr]

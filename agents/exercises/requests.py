"""Recognises a request to practise, in English, Spanish, German and Chinese, and the words said while practising."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from agents.exercises.topics import topic_named
from agents.lazy_pattern import LazyPattern

Command = Literal["hint", "show", "next", "stop"]
COMMANDS: tuple[Command, ...] = ("hint", "show", "next", "stop")
"""What a learner can say instead of an answer."""

_MAX_CHARACTERS = 120  # of a request; longer texts are questions
_SLASH = re.compile(r"/(?:practi[sc]e|quiz|practicar|üben|ueben|练习|練習)\b\s*(?P<topic>.*)", re.IGNORECASE)
_TOPIC = r"(?P<topic>.+?)"
_REQUESTS = tuple(
    LazyPattern(pattern)
    for pattern in (
        # English
        rf"(?:please )?(?:can|could|will|would) you (?:please )?(?:give|make|set) me (?:a|an|some|another) "
        rf"(?:short |quick |little )?(?:quiz|test|exercises?|practice|problems?)(?: (?:questions?|problems?|exercises?))? (?:on|about|in|for|with|of) {_TOPIC}",
        rf"(?:please )?(?:give|make|set|show) me (?:a|an|some|another) (?:short |quick |little )?"
        rf"(?:quiz|test|exercises?|practice|problems?)(?: (?:questions?|problems?|exercises?))? (?:on|about|in|for|with|of) {_TOPIC}",
        rf"(?:please )?(?:quiz|test) me (?:on|about|in) {_TOPIC}",
        rf"(?:i want to|i would like to|i'd like to|let me|let us|let's|can i|can we|could i) practi[sc]e {_TOPIC}",
        rf"(?:start|begin) (?:a |an )?(?:quiz|practice|exercises) (?:on|about|in|with) {_TOPIC}",
        rf"practi[sc]e {_TOPIC}",
        # Spanish
        rf"(?:por favor,? )?(?:hazme|dame|ponme|prepárame) (?:un |una |unos |unas |algunos |algunas )?"
        rf"(?:quiz|cuestionario|test|prueba|examen|ejercicios?|problemas?) (?:sobre|de|con|acerca de) {_TOPIC}",
        rf"(?:quiero|quisiera|me gustaría|vamos a|puedo|podemos) (?:practicar|hacer ejercicios de) {_TOPIC}",
        rf"practicar {_TOPIC}",
        # German
        rf"(?:bitte )?(?:gib|mach|stell|gebt) mir (?:bitte )?(?:ein |eine |einen |ein paar |einige )?"
        rf"(?:quiz|test|übungen|übung|aufgaben|aufgabe|übungsaufgaben) (?:zu|über|mit|in|zum|zur)(?: den| dem| der)? {_TOPIC}",
        rf"(?:frag|teste) mich (?:bitte )?(?:zu|über|in)(?: den| dem| der)? {_TOPIC}(?: ab)?",
        rf"(?:ich möchte|ich will|ich würde gern|lass uns|lass mich|kann ich|können wir) (?:bitte )?{_TOPIC} üben",
        rf"{_TOPIC} üben",
        # Chinese
        r"(?:请|請)?(?:给我|給我|帮我|幫我)?(?:出|来|來|做)(?:一个|一個|一道|一份|一些|一下|几道|幾道|几个|幾個|点|點)?(?:关于|關於)?"
        r"(?P<topic>[^的题題]+?)的?(?:小?测验|小?測驗|测试|測試|练习题?|練習題?|题目?|題目?)",
        r"(?:我想|我要|想要?|让我|讓我|我们来?|我們來?)?(?:练习|練習|练练|練練)(?:一下)?(?P<topic>.+?)",
    )
)
_LEVELS = {
    1: r"(?:level|nivel|stufe) ?1|easy|fácil(?:es)?|leichte[ns]?|einfache[ns]?",
    2: r"(?:level|nivel|stufe) ?2|medium|intermedi[oa]s?|mittel(?:schwere[ns]?)?",
    3: r"(?:level|nivel|stufe) ?3|hard|difficult|difícil(?:es)?|schwere[ns]?|schwierige[ns]?",
}
_HAN_LEVELS = {
    1: "(?:级别|級別|难度|難度) ?1|简单|簡單|容易",
    2: "(?:级别|級別|难度|難度) ?2|中等",
    3: "(?:级别|級別|难度|難度) ?3|困难|困難|难|難",
}
_ENDS = " .!?。！？"
_POLITE = re.compile(r"[\s,]*(?:please|por favor|bitte|吧|一下|谢谢|謝謝)[\s.!。！]*$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|los|las|el|la|die|den|das|der|mit|zu|about|on|some)\s+", re.IGNORECASE)
_WORDS: dict[Command, tuple[str, ...]] = {
    "hint": (
        "hint", "a hint", "give me a hint", "another hint", "help", "clue", "i don't know", "i dont know",
        "pista", "una pista", "dame una pista", "ayuda", "no sé", "no lo sé",
        "hinweis", "tipp", "ein tipp", "gib mir einen tipp", "einen tipp bitte", "hilfe", "ich weiß nicht", "ich weiß es nicht",
        "提示", "给我提示", "给个提示", "給我提示", "帮助", "幫助", "不知道", "我不知道",
    ),
    "show": (
        "show me", "show", "show answer", "show the answer", "show me the answer", "solution", "i give up", "give up",
        "muéstrame", "muéstramelo", "muestra la respuesta", "solución", "me rindo",
        "zeig es mir", "zeig mir die lösung", "zeig mir die antwort", "lösung", "ich gebe auf",
        "显示答案", "給我看答案", "给我看答案", "看答案", "答案", "我放弃", "我放棄", "显示给我看",
    ),
    "next": (
        "next", "next one", "skip", "another", "another one", "next exercise", "next question",
        "siguiente", "otro", "otra", "la siguiente", "saltar",
        "weiter", "nächste", "nächste aufgabe", "die nächste", "noch eine", "überspringen",
        "下一题", "下一個", "下一个", "下一題", "跳过", "跳過", "继续", "繼續",
    ),
    "stop": (
        "stop", "quit", "exit", "end", "enough", "stop practising", "stop practicing", "i'm done", "done",
        "parar", "para", "basta", "terminar", "salir", "fin",
        "stopp", "aufhören", "genug", "beenden", "ende", "schluss", "fertig",
        "停止", "结束", "結束", "停", "不练了", "不練了", "够了", "夠了",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PracticeRequest:
    """What somebody asks to practise.

    Args:
        topic: The topic; empty if none of ours was named.
        level: One of `LEVELS`.
    """

    topic: str
    level: int = 1


def read_request(text: str, own_topic: Callable[[str], str] = lambda _: "") -> PracticeRequest | None:
    """Return what somebody asks to practise; None if the text is no such request, or of a topic that is not ours.

    Args:
        text: The message.
        own_topic: Knows further names of topics, such as those of the reader's language.
    """
    said = " ".join(text.split())
    if len(said) > _MAX_CHARACTERS:
        return None
    said, level = _without_level(_POLITE.sub("", said.rstrip(_ENDS)))
    command = _SLASH.fullmatch(said)
    for pattern in () if command else _REQUESTS:
        found = pattern.fullmatch(said)
        if found and (topic := _topic(found["topic"], own_topic)):
            return PracticeRequest(topic, level)
    return PracticeRequest(_topic(command["topic"], own_topic), level) if command else None


def _without_level(said: str) -> tuple[str, int]:
    for level, words in _LEVELS.items():
        without, found = re.subn(
            rf"(?<![^\W\d_])(?:{words})(?![^\W_])的?|(?:{_HAN_LEVELS[level]})的?", " ", said, flags=re.IGNORECASE
        )
        if found:
            return " ".join(without.split()).rstrip(" ,"), level
    if ending := re.search(r"\s([1-3])$", said):
        return said[: ending.start()], int(ending[1])
    return said, 1


def _topic(named: str, own_topic: Callable[[str], str]) -> str:
    named = _ARTICLE.sub("", named.strip(" ,.:“”\"'的"))
    return topic_named(named) or own_topic(named)


def read_command(text: str) -> Command | None:
    """Return what a learner says instead of an answer; None if it is none of the known words."""
    said = " ".join(_POLITE.sub("", text.strip().rstrip(_ENDS)).lower().replace("’", "'").split())
    return next((command for command, words in _WORDS.items() if said in words), None)

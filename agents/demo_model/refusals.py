"""Refuses what the embedded model would invent: each sentence says why, and what it can do with this question."""

from agents.lazy_pattern import LazyPattern
from agents.user_messages import TranslatableText

_MAX_TOPIC_CHARACTERS = 80
_TRIM = LazyPattern(r"[`*_\[\]<>~$\\&]+", 0)


_CURRENT = LazyPattern(
    r"\b(?:today|tonight|tomorrow|yesterday|weather|news|latest|current(?:ly)?|right now|this (?:week|year|month)|"
    r"price|stock|"
    r"score of|heute|morgen|wetter|aktuell\w*|nachrichten|hoy|mañana|tiempo hace|noticias|actual)\b|今天|明天|天气|"
    r"新闻|现在几点"
)
_ADVICE = LazyPattern(
    r"\b(?:should i|recommend|advice|best way|tips?|what do you think|your opinion|better|sollte? ich|empfiehl\w*|"
    r"rat(?:schlag)?|"
    r"debo|debería|recomiend\w*|consejos?)\b|应该|推荐|建议"
)
_WHY = LazyPattern(
    r"^\W*(?:so |and )?(?:why|how come|explain|warum|wieso|weshalb|erklär\w*|por ?qu[eé]|explica\w*)\b|为什么|解释"
)
_HOW = LazyPattern(r"^\W*(?:how (?:do|does|did|can|to|are|is)|wie |c[oó]mo )|怎么|如何")
_COMPARE = LazyPattern(
    r"\b(?:differences?|compare|versus|vs|unterschied\w*|vergleich\w*|diferencias?|compara\w*)\b|区别|比较"
)
_PERSON = LazyPattern(r"^\W*(?:who|wer|qui[eé]n(?:es)?)\b|是谁|谁")
_WHEN = LazyPattern(r"^\W*(?:when|what (?:year|day|date)|in (?:which|what) year|wann|cu[aá]ndo)\b|什么时候|哪一?年")
_WHERE = LazyPattern(r"^\W*(?:where|in (?:which|what) (?:country|city)|wo|woher|d[oó]nde)\b|哪里|在哪")
_AMOUNT = LazyPattern(
    r"^\W*(?:how (?:many|much|far|long|old|tall|high|big|fast|deep)|wie (?:viele?|weit|hoch|alt)|cu[aá]nt[oa]s?)\b|多少"
)
_LIST = LazyPattern(r"\b(?:list|name (?:some|three|five|all)|examples? of|nenne|liste|enumera|nombra)\b|列出|举例")
_SUMMARY = LazyPattern(r"\b(?:summari[sz]e|summary|shorten|paraphrase|zusammenfass\w*|fasse?|resum\w+)\b|总结|概括")

_WHAT_FITS = (
    (
        _CURRENT,
        TranslatableText(
            "I have no news, clock or network, so I cannot tell “{topic}”. Numbers you give me I can calculate with.",
            topic="",
        ),
        ("What is 7 * 24 * 60?", "What is 17.5% of 240?"),
    ),
    (
        _SUMMARY,
        TranslatableText(
            "“{topic}” needs a model that reads whole texts. I can check the grammar of a text that you "
            "paste after a colon.",
            topic="",
        ),
        ("Correct this sentence: Me and him went to store", "Check this sentence: She don't like apples"),
    ),
    (
        _COMPARE,
        TranslatableText(
            "I cannot compare things reliably, so “{topic}” stays open. Two numbers or formulas I can compare exactly.",
            topic="",
        ),
        ("Which is larger, 5/7 or 0.71?", "Simplify (x^2 - 4)/(x - 2)"),
    ),
    (
        _ADVICE,
        TranslatableText(
            "“{topic}” asks for judgement, which this small model does not have. With numbers in it, I can work it "
            "out.",
            topic="",
        ),
        ("What is the average of 12, 15 and 21?", "Solve 3x + 7 = 22"),
    ),
    (
        _WHY,
        TranslatableText(
            "“{topic}” needs an explanation, and this small model would make one up. A calculation I "
            "explain step by step.",
            topic="",
        ),
        ("Solve the quadratic equation x^2 + 5x + 6 = 0", "Differentiate x^3 - 2x"),
    ),
    (
        _AMOUNT,
        TranslatableText(
            "I do not know the number that “{topic}” asks for. Give me the values, and I calculate the rest.",
            topic="",
        ),
        ("Convert 5 miles to kilometres", "What is 15% of 240?"),
    ),
    (
        _HOW,
        TranslatableText(
            "I do not know the steps of “{topic}” well enough. Steps that are mathematics or Python I can carry out.",
            topic="",
        ),
        ("Solve 2x - 3 = 11", "Run this Python code: print(sum(range(10)))"),
    ),
    (
        _PERSON,
        TranslatableText(
            "I know few people, so I do not name one for “{topic}”. People whom you tell me about I remember.",
            topic="",
        ),
        ("Remember that my teacher is Mrs Green", "What do you remember about me?"),
    ),
    (
        _WHEN,
        TranslatableText(
            "I do not know dates well, so I give none for “{topic}”. Your own dates I remember.",
            topic="",
        ),
        ("Remember that my exam is on 12 June", "What is 7 * 24 * 60?"),
    ),
    (
        _WHERE,
        TranslatableText(
            "I know few places, so I do not name one for “{topic}”. What I am sure of are capitals such as this one.",
            topic="",
        ),
        ("What is the capital of France?", "Plot y = x^2 - 4 from -5 to 5"),
    ),
    (
        _LIST,
        TranslatableText("A list for “{topic}” would be partly invented. Lists of numbers I can work with.", topic=""),
        ("What is the median of 3, 9, 4, 1 and 7?", "What is the average of 12, 15 and 21?"),
    ),
)
_OTHERWISE = TranslatableText(
    "I am not sure enough of “{topic}” to answer it. I am at my best with calculations, English sentences and Python.",
    topic="",
)
_OTHER_EXAMPLES = ("Solve the quadratic equation x^2 + 5x + 6 = 0", "Correct this sentence: Me and him went to store")
EXAMPLES_OF_REFUSALS: dict[str, tuple[str, ...]] = {
    **{sentence.template: examples for _, sentence, examples in _WHAT_FITS},
    _OTHERWISE.template: _OTHER_EXAMPLES,
}


def refuse(question: str) -> TranslatableText:
    """Return why a question is not answered, and what can be done with it instead."""
    topic = " ".join(_TRIM.sub(" ", question).split()).strip(" ?.!:？。")  # noqa: RUF001
    topic = topic or question.strip()
    if len(topic) > _MAX_TOPIC_CHARACTERS:
        topic = f"{topic[:_MAX_TOPIC_CHARACTERS].rsplit(' ', 1)[0]} …"
    sentence = next((fits for pattern, fits, _ in _WHAT_FITS if pattern.search(question)), _OTHERWISE)
    return TranslatableText(sentence.template, topic=topic)

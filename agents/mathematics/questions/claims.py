"""Reads what a learner claims to have found: “I got x = 3 for 2x + 5 = 13”, “12 · 12 = 144 and 12 · 13 = 150, right?”.

Only the sentence around the mathematics is read here, in four languages. The question in it is left to the grammar, and
what was found to the reader of answers; where one of them does not read its part whole, nothing is said of the claim.
"""

# ruff: noqa: RUF001 - Chinese marks

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agents.lazy_pattern import LazyPattern

_MAX_CHARACTERS = 400  # the patterns look far ahead
_MAX_CLAIMS = 6
_MARKS = str.maketrans("，。？！：；“”„«»", ',.?!:;"""""')
_Q, _A, _C = "(?P<asked>.+?)", "(?P<found>.+?)", "(?P<equal>.+?)"
_GOT = r"(?:got|get|found|find|have|had|calculated|obtained|came up with)"
_ESTIMATE = r"(?:think|say|said|believe|guess|wrote|got|get|found|calculated)"
_ME_SALE = r"(?:me (?:sale|da|dio|salió)|obtuve|saqué|encontré)"
_RAUS = r"(?: (?:heraus|raus|erhalten|bekommen|herausbekommen|gefunden|berechnet|ausgerechnet))"
_SUAN = r"(?:算出|得到|算得|求得|得出|解得|解出)了?"
_FRAMES = {
    "en": (
        r"my answer to \"(?P<asked>[^\"]+)\" is (?P<found>.+)",
        rf"(?:i|we) (?:{_GOT}|think it is|think it's) {_A} "
        rf"(?:for|from|as the (?:answer|solution|result) (?:to|of|for)) {_Q}",
        rf"(?:i|we) (?:solved|did|calculated|worked out|computed|factored|expanded|simplified) {_Q},? "
        rf"(?:and|so) (?:(?:i|we) )?{_GOT} {_A}",
        rf"(?:for|in|if) {_Q},? (?:then )?(?:i|we) {_GOT} {_A}",
        rf"(?:my|our|the) (?:answer|result|solution) (?:to|for|of) {_Q} is:? {_A}",
        rf"(?:(?:i|we) {_ESTIMATE}|is it (?:true|right|correct)|i'm sure)(?: that)?:? {_C}",
        rf"(?:my|our) (?:answer|result|solution|work) is:? {_C}",
    ),
    "es": (
        rf"(?:{_ME_SALE}|tengo|calculé) {_A} (?:para|de|en|como solución de) {_Q}",
        rf"(?:resolví|calculé|hice|factoricé|simplifiqué) {_Q},? y {_ME_SALE} {_A}",
        rf"(?:para|en|si) {_Q},? {_ME_SALE} {_A}",
        rf"mi (?:respuesta|resultado|solución) (?:a|para|de) {_Q} es:? {_A}",
        rf"(?:(?:creo|pienso|digo|opino) que|calculé que|es (?:verdad|cierto|correcto) que|{_ME_SALE}):? {_C}",
        rf"mi (?:respuesta|resultado|solución) es:? {_C}",
    ),
    "de": (
        rf"ich (?:habe|hab|bekomme|bekam|erhalte|erhielt) {_A} (?:für|bei|als lösung (?:von|für)) {_Q}{_RAUS}?",
        rf"ich (?:habe|hab) {_Q} (?:gelöst|berechnet|gerechnet|ausgerechnet|vereinfacht) "
        rf"und (?:ich )?(?:habe )?{_A}{_RAUS}",
        rf"(?:für|bei) {_Q},? (?:habe|hab|bekomme|bekam|erhalte) ich {_A}{_RAUS}?",
        rf"meine? (?:antwort|lösung|ergebnis) (?:auf|für|zu|von) {_Q} (?:ist|lautet):? {_A}",
        rf"(?:ich (?:denke|glaube|meine|sage|bekomme)|stimmt es|ist es (?:richtig|wahr))(?:,? dass)?,?:? "
        rf"{_C}(?: ist)?",
        rf"meine? (?:antwort|lösung|ergebnis) (?:ist|lautet):? {_C}",
    ),
    "zh": (
        rf"我{_SUAN} ?{_A}[, ]*(?:方程(?:式)?|题目|问题|算式)是:? ?{_Q}",
        rf"我(?:解|算|计算|化简)了?(?:方程)? ?{_Q}[, ]*(?:{_SUAN}|得了?) ?{_A}",
        rf"(?:对于|方程)? ?{_Q}[, ]*我(?:{_SUAN}|的答案是) ?{_A}",
        rf"我(?:对|的) ?{_Q} ?的答案是:? ?{_A}",
        rf"(?:我(?:觉得|认为|想|说|{_SUAN})|是不是):? ?{_C}",
        rf"我的(?:答案|结果)是:? ?{_C}",
    ),
}
_CHECKS = (
    r"(?:is|are|was) (?:that|this|it|they)(?: all| both)? (?:right|correct|true|all|ok|okay|everything)|"
    r"am i (?:right|correct)|(?:right|correct|true|ok)|did i (?:miss|forget) (?:something|anything)|isn't it|"
    r"did i do (?:this|that|it) (?:right|correctly)|(?:can|could) you check(?: (?:it|that|this))?|"
    r"(?:please )?check (?:my work|this|my answer)|"
    r"(?:es|está|están|son)(?: (?:eso|esto|así))? (?:correctos?|ciertos?|bien|todo|verdad)|correcto|verdad|cierto|"
    r"tengo razón|lo hice bien|eso es todo|me falta (?:algo|alguna)|"
    r"(?:stimmt|ist) (?:das|es)(?: so)?(?: (?:richtig|korrekt|alles|wahr))?|richtig|korrekt|stimmt'?s|stimmt|oder|"
    r"habe ich recht|(?:habe|hab) ich (?:etwas|was) (?:vergessen|übersehen)|"
    r"(?:这样)?(?:对吗|对不对|正确吗|是对的吗|对么|是吗)|我(?:算|做)?对(?:了)?吗|没错吧|还有(?:别的|其他的?)(?:解|答案)吗"
)
_CHECK = LazyPattern(
    rf"(?P<said>.*?)(?:[\s,.;:?!¿]+|(?=[\u4e00-\u9fff]))(?:{_CHECKS})(?: (?:please|por favor|bitte))?[\s.?!]*"
)
_CHECK_FIRST = LazyPattern(rf"(?:{_CHECKS})[?:.] ?(?P<said>.+)")
_AND = LazyPattern(r"[,;]\s+(?:and |y |und )?|\s+(?:and|y|und)\s+(?=[^=]*=)|\s*[和与]\s*(?=[^=]*=)")
_ONE_LETTER = LazyPattern(r"[a-z](?:_?\d)?")
_BARE = LazyPattern(
    r"(?=.*\d|.*π)(?:[-−+*/^().,=%\d\s√π°²³]|\b(?:[a-z]|and|or|y|o|und|oder|sqrt|pi)\b|[和或])+(?: ?[a-z]{1,12}[²³]?)?"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a learner says to have found for a question.

    Args:
        asked: The question, an equation to solve or an expression; empty where it was asked before.
        found: What they found.
        is_equality: Whether the two are claimed to be equal as they stand.
        language: The language of the sentence around them.
    """

    asked: str
    found: str
    is_equality: bool
    language: str


def read_claims(text: str) -> tuple[Claim, ...]:
    """Return what a learner claims, in order; empty where a text is no claim."""
    if len(text) > _MAX_CHARACTERS:
        return ()
    plain = " ".join(text.translate(_MARKS).replace("’", "'").split()).strip(" .?!¿¡")
    checked = False
    while match := (_CHECK.fullmatch(plain) or _CHECK_FIRST.fullmatch(plain)):
        plain, checked = match["said"].strip(" ,.;:?!¿"), True
    for language, frame in _frames():
        if (match := frame.fullmatch(plain)) and (found := _claims(match.groupdict(), language)):
            return found
    return tuple(_equalities(plain, "en")) if checked else ()


def is_bare_answer(text: str) -> bool:
    """Return whether a text is an answer to a question that was asked before it."""
    claims = read_claims(text)
    return bool(claims) and not claims[0].asked


@cache
def _frames() -> tuple[tuple[str, LazyPattern], ...]:
    return tuple((language, LazyPattern(frame)) for language, frames in _FRAMES.items() for frame in frames)


def _claims(parts: dict[str, str | None], language: str) -> tuple[Claim, ...]:
    if asked := parts.get("asked"):
        return (Claim(asked.strip(' ",:'), (parts["found"] or "").strip(' ",.'), False, language),)
    said = (parts.get("equal") or "").strip(' ".,')
    return tuple(_equalities(said, language)) or ((Claim("", said, False, language),) if _BARE.fullmatch(said) else ())


def _equalities(text: str, language: str) -> Iterator[Claim]:
    """Return each `a = b` of a list; none where a part is no such equality, or only says what a letter is."""
    sides: Sequence[Sequence[str]] = [part.split("=") for part in _AND.split(text) if part]
    if not 0 < len(sides) <= _MAX_CLAIMS or any(
        len(each) != 2 or not all(side.strip() for side in each) or _ONE_LETTER.fullmatch(each[0].strip().lower())
        for each in sides
    ):
        return
    for left, right in sides:
        yield Claim(left.strip(), right.strip(), True, language)

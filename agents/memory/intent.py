"""Decides by rules, without a model, whether a message tells something to remember or asks for what was told."""

import re
from dataclasses import dataclass
from enum import Enum

from agents.lazy_pattern import LazyPattern
from agents.memory.fact import words_of
from agents.memory.intent_patterns import INTENT_PATTERNS, IntentPatterns
from agents.memory.mentions import mentions_person
from agents.memory.remember_requests import fact_before_request, requested_fact
from agents.memory.requests import asks_for_all, asks_for_list, asks_to_remove, fact_to_save, is_material
from agents.memory.secret_detection import is_secret

_MAX_CHARACTERS = 600  # a longer message is a question with material, not a fact


class Intent(Enum):
    """What a message wants of memory."""

    STORE = "store"  # asks to remember something
    TELLS = "tells"  # clearly states a fact about the person, without asking to remember it
    MENTIONS = "mentions"  # states something about the person that may be worth remembering
    RECALL = "recall"  # asks for something about the person
    PERHAPS = "perhaps"  # asks something that a remembered fact may answer
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Decision:
    """The intent of a message, and the text to remember, if any."""

    kind: Intent
    text: str = ""


def _pattern(*alternatives: str, opening: str = r"^\W*") -> LazyPattern:
    return LazyPattern(f"{opening}(?:{'|'.join(alternatives)})", re.IGNORECASE | re.DOTALL)


_POLITE = r"(?:(?:please|hey|hi|hello|ok(?:ay)?|teacher|could you|can you|would you|i want you to)[, ]+)*"
_ASIDE = r"(?:(?:and|so|but|ok|hey|please|tell me|do you (?:know|remember)|(?:can|could) you tell me)[, ]+)*"
_BY_THE_WAY = r"(?:(?:hi|hello|hey|by the way|btw|fyi|also|and|actually|well)\b[,!.: ]*)*"
_OWN = (
    r"(?:name|nickname|birth(?:day|date)|date of birth|age|address|home ?town|city|country|phone|number|e-?mail|job|"
    r"profession|school|university|college|class|grade|year|major|subject|teacher|tutor|coach|boss|exams?|tests?|"
    r"lessons?|course|schedule|room|locker|seat|bus|train|flight|hobby|hobbies|pets?|dogs?|cats?|car|bike|laptop|"
    r"computer|mother|mum|mom|father|dad|parents|brothers?|sisters?|siblings?|sons?|daughters?|children|kids?|wife|"
    r"husband|partner|girlfriend|boyfriend|friends?|grandm\w+|grandf\w+|grann?y|grandpa|aunt|uncle|cousins?|"
    r"neighbou?rs?|allerg(?:y|ies)|diet|goal|dream|deadline|anniversary|wedding|appointment|language|mother tongue|"
    r"size|favou?rite\b[\w\s-]{1,40})"
)
_DOES = (
    r"(?:live|living|born|called|named|study(?:ing)?|work(?:ing)?|from|like|prefer|love|hate|play|allergic|afraid|"
    r"speak|learn(?:ing)?|own|take|eat|drink|collect|wear|enjoy)"
)
_HOW = r"(?:in|at|to|of|from|with|best|most|now|again|like|more|for a living)"
_FAMILY = (
    r"(?:brothers?|sisters?|siblings?|dogs?|cats?|pets?|sons?|daughters?|children|kids|horse|rabbit|hamster|allergy)"
)
_SAYS = r"(?:is|are|was|were|has|have|starts?|leaves?|runs?|works?|lives?|comes?|plays?)"

_REMEMBER = _pattern(
    r"(?:always )?remember(?: for me| this| the following)?",
    r"(?:keep|bear) in mind",
    r"(?:make|take) a note(?: of (?:this|that|it|the following)(?=\s*[:,-]\s))?",
    r"note(?: down)?",
    r"memori[sz]e",
    r"(?:don['’]?t|do not|never) forget",
    r"(?:save|store|add) (?:to|in) (?:my |your )?memory",
    r"(?:save|store|record|keep|log|add|put|write down|jot down|write|jot) (?:this|that|it|the following)"
    r"(?:,? please| (?:down|for (?:me|later)|in mind|about me|fact|info|information|"
    r"(?:to|in|into) (?:my |your |the )?memory))*"
    r"(?=\s*[:,-]\s)",
    r"(?:save|store|record|log)(?= (?:that (?:i|my|we|our)\b|my [\w ]{1,30}(?: is\b|:)|i (?:live|am|have)\b))",
    r"(?:save|store|record)(?=\s*:)",
    opening=rf"^\W*{_POLITE}",
)
_THAT = LazyPattern(r"\s*(?:\bthat\b|:|,|-)?\s*(?:(?:this|please|this,? please)\s*[:,-]\s*)?")
_THAT_ELSEWHERE = LazyPattern(
    r"\s*(?:(?:bitte|por favor)\b)?\s*[:,-]?\s*(?:(?:dass|que)\b|:)?\s*(?:(?:das|esto|folgendes)\s*[:,-]\s*)?"
)
_NOT_A_FACT = _pattern(
    r"(?:me|you|when|how|what|who|where|why|which|to|our|the (?:last|previous|earlier)|it|this|that)\b\W*"
    r"(?:(?:talked|said|did|were|was|spoke)\b|$)",
    r"(?:to (?!.*\b(?:me|my|i)\b)\w+|(?:what|how) (?:we|i|you)\b|"
    r"(?:solve|translate|correct|explain|calculate|simplify|rewrite)\b)",
)
_QUESTION = _pattern(
    rf"{_ASIDE}(?:what|when|where|who|whom|whose|which|why|how|is|are|am|was|were|do|does|did|have|has|can|could|will|"
    r"would|should|may)\b",
    r".*\?\s*$",
)
_ASKS_FOR_IT = _pattern(
    r"(?:please )?(?:remind me|tell me (?:about )?(?:my|what you)|recall|(?:show me|list) what you)\b",
    r"do you (?:still )?(?:remember|know) (?:my|(?:where|who|what|when|how|that|if|whether) (?:i|my))\b",
    r"what (?:do|did) (?:you|i) (?:still )?(?:remember|tell you|told you|have you remembered)\b",
    r"what do you (?:still |already )?know(?: (?:about|of) (?:me|my|us|our)\b|\W*$)",
    r"have i told you\b",
    r"did i (?:ever )?tell you\b",
    r".*\babout me\s*\?*\s*$",
)
_CONVERSATION = _pattern(
    r"what (?:(?:did|have) )?i (?:just )?(?:say|said|ask(?:ed)?|wr[io]te)(?: (?:before|earlier|just now|so far))?\W*$",
    opening=rf"^\W*{_ASIDE}",
)
_RECALLS = _pattern(
    r"(?:what|when|where|who|how old|how|which)(?:['’]?s| is| are| was| were)? (?:the )?(?:name of )?"
    rf"my (?:\w+ ){{0,2}}?{_OWN}\b",
    r"(?:where|when|who|what|(?:which|what) [\w -]{1,30}) (?:do|did|am|was|have) i"
    rf"(?: \w+)?(?: {_DOES})*(?: (?:{_HOW}|{_DOES}))*\s*\?*\s*$",
    r"how old am i\b",
    r"do i (?:have|like|own|play|speak|eat|prefer|live)\b",
    r"am i (?:allergic|afraid|(?:a )?vegetarian)",
    r"who am i\b",
    opening=rf"^\W*{_ASIDE}",
)
_TELLS = _pattern(
    rf"my (?:\w+ ){{0,2}}?{_OWN}\b(?:['’]s [\w ]{{1,30}})? {_SAYS}\b",
    r"i(?: have|['’]ve)?(?: just| recently)? turned \d{1,3}\W*$",
    r"(?:i|we)(?: have|['’]ve)?(?: just| recently)? moved (?:to|from|in with) (?!the (?:next|left|right|other)\b)",
    r"(?:i|we) (?:live|lived|was born|were born|come from|grew up|study|work (?:as|at|in)|am from|play|speak|"
    r"(?:now live|live now|no longer live) (?:in|at)\b|"
    r"own an?|(?:love|like|hate|prefer) (?!you\b|it\b|this\b|that\b|how\b|to know\b))",
    rf"i have (?:a|an|two|three|four|five|six|one|no|\d+) (?:\w+ ){{0,2}}?{_FAMILY}\b",
    r"(?:i am|i['’]m) (?:from|allergic|vegetarian|vegan|afraid of|left-handed|right-handed|called|named|married)\b",
    r"(?:i am|i['’]m) (?:\d{1,3}(?: years? old)?\W*$|a (?:student|teacher|nurse|doctor|vegetarian|vegan|pupil)\b)",
    r"(?:you can )?call me \w+",
    opening=rf"^\W*{_BY_THE_WAY}",
)
_FIRST_PERSON = LazyPattern(r"\b(?:i|me|my|mine|we|us|our)\b")
_WORK = LazyPattern(
    r"[:=]|\b(?:solve|translate|correct|improve|proofread|explain|write|sentence|essay|equation|function|program|"
    r"(?<!locker )(?<!door )(?<!gate )(?<!alarm )(?<!bike )(?<!zip )(?<!post )(?<!postal )(?<!area )(?<!entry )"
    r"code(?! (?:opens|unlocks)\b)|"
    r"mistake|answer(?:s|ed)?|previous|question|calculate|help me|understand|mean(?:s|ing)?|should|"
    r"can(?!(?:['’]t|not) i (?:eat|drink|have|take)\b)|could|"
    r"would like to know|how (?:do|can|should|would) (?:i|we))\b"
)
_MORE_WORK = LazyPattern(
    r"\b(?:and|then) (?:then )?(?:solve|translate|explain|tell|answer|calculate|write|what|how)\b", re.IGNORECASE
)
_SENTENCE_END = LazyPattern(r"[.!?]\s+(?=\S)")
_NO_FACT = {"", "das", "es", "esto", "eso", "lo", "这个", "这件事", "它"}
# Full-width punctuation as that of ASCII, and traditional characters as those that the patterns of Chinese have.
_TO_PATTERNS = str.maketrans(
    "？：＝，請煩幫記別這個樣嗎誰幾為麼關訴過刪齡號碼電話媽親貓寵師學業職預約爺條妻兒愛鄉國間機歡對於從來現屬裡說說問題寫譯數程計應該",  # noqa: RUF001
    "?:=,请烦帮记别这个样吗谁几为么关诉过删龄号码电话妈亲猫宠师学业职预约爷条妻儿爱乡国间机欢对于从来现属里说说问题写译数程计应该",
)
_FORGET = LazyPattern(r"^\W*(?:please )?(?:forget|delete|erase|unlearn)\b")
_FORGET_OWN = LazyPattern(rf"{_FORGET.pattern} (?:about |that )?(?:my|me|i|what|everything)\b")
_EVERYTHING = LazyPattern(
    r"\b(?:about me|remembered|all (?:that )?you (?:know|remember)|everything)\b|"
    r"\bwhat (?:did i tell|have i told|i (?:have )?told) you\W*$"
)


def decide(message: str) -> Decision:
    """Return the intent of a message in any supported language."""
    text = " ".join(message.split())
    if not text or len(text) > _MAX_CHARACTERS:
        return Decision(Intent.NOTHING)
    simple = text.translate(_TO_PATTERNS)
    if asks_to_remove(simple):
        return Decision(Intent.NOTHING)
    if (fact := fact_before_request(text)) and not _WORK.search(fact) and not is_material(fact):
        return Decision(Intent.STORE, fact)
    decision = _decide_in_english(text)
    if decision.kind in (Intent.NOTHING, Intent.PERHAPS):
        if fact := fact_to_save(simple):
            return Decision(Intent.STORE, text[-len(fact) :] if simple.endswith(fact) else fact)
        if asks_for_list(simple) or asks_for_all(simple):
            return Decision(Intent.RECALL)
        if fact := requested_fact(text):
            return Decision(Intent.STORE, fact)
        others = (_decide_in(patterns, text) for patterns in INTENT_PATTERNS)
        decision = next((other for other in others if other.kind is not Intent.NOTHING), decision)
    if decision.kind is Intent.NOTHING and not is_secret(text) and mentions_person(text):
        return Decision(Intent.MENTIONS, text)
    return decision


def _decide_in_english(text: str) -> Decision:
    if fact := _fact_to_store(text):
        return Decision(Intent.STORE, fact)
    if _CONVERSATION.match(text):
        return Decision(Intent.NOTHING)
    if _ASKS_FOR_IT.match(text):
        return Decision(Intent.RECALL)
    if _QUESTION.match(text):
        if _WORK.search(text):
            return Decision(Intent.NOTHING)
        if _RECALLS.match(text):
            return Decision(Intent.RECALL)
        own = _FIRST_PERSON.search(text) and not _SENTENCE_END.search(text)
        return Decision(Intent.PERHAPS if own else Intent.NOTHING)
    if _TELLS.match(text) and not _WORK.search(text):
        return Decision(Intent.TELLS, text)
    return Decision(Intent.NOTHING)


def _decide_in(patterns: IntentPatterns, text: str) -> Decision:
    original, text = text, text.translate(_TO_PATTERNS)
    asks = patterns.question.match(text)
    if (asked := patterns.remember.match(text)) and not text.endswith(("?", "吗")):
        that = _THAT_ELSEWHERE.match(text, asked.end())
        fact = original[that.end() :] if that else ""
        is_work = is_material(fact.translate(_TO_PATTERNS)) and not patterns.person.match(fact)
        stores = words_of(fact) not in _NO_FACT and not is_work
        return Decision(Intent.STORE, fact) if stores else Decision(Intent.NOTHING)
    if patterns.asks.match(text):
        return Decision(Intent.RECALL)
    if patterns.work.match(text):
        return Decision(Intent.NOTHING)
    if asks:
        is_own = patterns.person.match(text) and not _SENTENCE_END.search(text)
        return Decision(Intent.RECALL if patterns.recalls.match(text) else Intent.PERHAPS if is_own else Intent.NOTHING)
    return Decision(Intent.TELLS, original) if patterns.tells.match(text) else Decision(Intent.NOTHING)


def is_question(message: str) -> bool:
    """Tell whether a message is a question."""
    text = " ".join(message.split())
    asks = (_QUESTION, *(patterns.question for patterns in INTENT_PATTERNS))
    return decide(text).kind in (Intent.RECALL, Intent.PERHAPS) or any(
        pattern.match(text.translate(_TO_PATTERNS)) for pattern in asks
    )


def asks_to_forget(message: str, *, of_own: bool) -> bool:
    """Tell whether a message asks to forget something; with `of_own`, only something about the person counts."""
    asks = (_FORGET_OWN if of_own else _FORGET, *(patterns.forget for patterns in INTENT_PATTERNS))
    text = message.translate(_TO_PATTERNS)[:_MAX_CHARACTERS]
    return any(pattern.match(text) for pattern in asks) or asks_to_remove(text)


def asks_for_everything(message: str) -> bool:
    """Tell whether a message asks for all facts."""
    asks = (_EVERYTHING, *(patterns.everything for patterns in INTENT_PATTERNS))
    text = message.translate(_TO_PATTERNS)
    return any(pattern.search(text) for pattern in asks) or asks_for_all(text[:_MAX_CHARACTERS])


def _fact_to_store(text: str) -> str:
    """Return the fact that an English message asks to remember; empty if it asks for nothing or for more than that."""
    asked = _REMEMBER.match(text)
    rest = text[asked.end() :] if asked else ""
    if not rest.startswith((" ", ":", ",")) or text.endswith("?"):
        return ""
    fact = _THAT.sub("", rest, count=1)
    asks_more = any(_QUESTION.match(part) for part in _SENTENCE_END.split(fact)[1:])
    return "" if asks_more or _NOT_A_FACT.match(fact) or _MORE_WORK.search(fact) else fact

"""Single words and short phrases that are mistakes in any sentence: apostrophes, capitals, words that are mixed up."""

import re
from collections.abc import Iterator

from agents.lazy_pattern import LazyPattern
from agents.tools.proofreading.finding import Mistake
from agents.tools.proofreading.irregular import FORMS, right_form

_CONTRACTIONS = {
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't",
    "wasent": "wasn't", "werent": "weren't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't",
    "hasnt": "hasn't", "havent": "haven't", "hadnt": "hadn't", "im": "I'm", "ive": "I've", "youre": "you're",
    "youve": "you've", "theyre": "they're", "thats": "that's", "theres": "there's", "doens't": "doesn't",
    "dosen't": "doesn't", "dosn't": "doesn't", "do'nt": "don't", "did'nt": "didn't", "does'nt": "doesn't",
    "is'nt": "isn't", "have'nt": "haven't", "was'nt": "wasn't", "could'nt": "couldn't", "would'nt": "wouldn't",
    "cannt": "can't", "ca'nt": "can't", "donot": "do not", "donnot": "do not", "cannto": "cannot",
}  # fmt: skip
_SPELLED = {
    "todays": "today's", "nowdays": "nowadays", "now-a-days": "nowadays", "alot": "a lot", "inorder": "in order",
    "eventhough": "even though", "infact": "in fact", "aswell": "as well", "atleast": "at least",
    "incase": "in case", "ofcourse": "of course", "becuase": "because", "thier": "their", "wich": "which",
    "whith": "with", "teh": "the", "hte": "the", "untill": "until", "familys": "families", "countrys": "countries",
    "childs": "children", "childrens": "children", "informations": "information", "knowledges": "knowledge",
    "advices": "advice", "equipments": "equipment", "furnitures": "furniture", "homeworks": "homework",
    "softwares": "software", "luggages": "luggage", "esp": "especially", "thru": "through",
}  # fmt: skip
_SINGLE = LazyPattern(
    rf"(?<![\w'’.@/-])(?:{'|'.join(sorted({*_CONTRACTIONS, *_SPELLED, *FORMS}, key=len, reverse=True))})(?![\w'’@/-])",
)
_OBJECTS = r"(?:my|your|his|her|its|our|their|the|a|an|it|them|us|him|time|money|weight|control|focus|interest|sight)"
_PHRASES = (
    (r"\b(?P<word>loose)(?= " + _OBJECTS + r"\b)",
     r"\b(?:to|will|can|could|would|might|may|not|don't|up|you|they|we|I) $", "lose",
     "“Loose” means not tight; what you no longer have you lose."),
    (r"\b(?P<word>loosing)(?= " + _OBJECTS + r"\b)", r"", "losing", "What you no longer have you lose: “losing”."),
    (r"\b(?P<word>their)(?= (?:is|are|was|were|will be|has been|have been)\b)",
     r"(?:^|[.,;] |\b(?:and|but|because|if|that|think|when) )$", "there",
     "“Their” means that it belongs to them; here “there” is meant."),
    (r"\b(?P<word>there)(?= (?:own|lives|life|parents|families|family|children|kids|homes|jobs|free time|country|ideas|"
     r"products?|problems|friends|knowledge)\b)",
     r"\b(?:in|of|for|with|on|to|from|about|by|enjoy|spend|live|make|do|have|change|use|share|help|all) $",
     "their", "What belongs to them is “their”."),
    (r"\b(?P<word>then)(?= )",
     r"\b(?:rather|better|less|other|worse|faster|bigger|higher|lower|greater|cheaper|easier|larger|smaller|"
     r"older|younger|stronger|safer) $", "than", "What is compared is joined with “than”."),
    (r"\b(?P<word>advice)(?= (?:you|him|her|them|us|me|people|everyone|students)\b)", r"\b(?:to|will|would|can|I|we) $",
     "advise", "The verb is “advise”, the noun “advice”."),
)  # fmt: skip
_MIXED_UP = [(LazyPattern(pattern), LazyPattern(before), better, why) for pattern, before, better, why in _PHRASES]
_STARTERS = (
    "however|moreover|furthermore|nevertheless|for example|for instance|in addition|in conclusion|on the other hand|"
    "on the contrary|first of all|as a result|in my opinion|in fact|of course|firstly|secondly|thirdly|in contrast|"
    "unfortunately|in other words|as a consequence|in general|to conclude|to sum up|in summary|in short|consequently"
)
# Behind these a comma is common, and its absence no mistake.
_LIGHT_STARTERS = "therefore|thus|hence|also|second|third|nowadays|finally|besides this"
_NAMES = LazyPattern(
    r"(?<![\w'’@./-])(?:english|french|german|spanish|italian|chinese|japanese|korean|russian|arabic|european|american|african"
    r"|asian|british|indian|brazilian|mexican|canadian|australian|portuguese|greek|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|january|february|april|june|july|september|october|november|december)(?![\w@/-]|\.\w)",
    0,
)
_SENTENCE = LazyPattern(
    r"(?:i|we|he|she|they|it|this|that|the|in|on|if|when|but|and|because|for|so|there|my|our|these|those|some|many|as|at|"
    r"you|what|why|how|although|first|however|also|then|after|before)\s(?=.*\s\S+\s\S*.*[.!?][\"”'’)]*$)",
    0,
)
_COMMA = LazyPattern(
    rf"(?:^|(?<=[.!?] )|(?<=\n))(?:(?P<light>{_LIGHT_STARTERS})|{_STARTERS})(?P<gap>)"
    r"(?= (?:I|you|he|she|it|we|they|the|this|these|those|there|my|his|our|"
    r"their|some|many|people|most|if|when|a|an|not all|one|all|every|each|students)\b)",
)


def check_words(text: str) -> Iterator[Mistake]:
    """Return the misspelled words."""
    for match in _SINGLE.finditer(text):
        if (better := _single(text, match)) is not None:
            yield Mistake(match.start(), match.end(), _as(match[0], better[0]), *better[1:])


def check_phrases(text: str) -> Iterator[Mistake]:
    """Return the mistakes of capitals, commas and mixed-up words, in a text whose words are spelled right."""
    for match in _NAMES.finditer(text):
        why = "Names of peoples, languages, days and months have a capital letter."
        yield Mistake(match.start(), match.end(), match[0].capitalize(), why, "Name")
    if _SENTENCE.match(text):
        yield Mistake(0, 1, text[0].upper(), "A sentence begins with a capital letter.", "SentenceStart")
    for pattern, before, better, why in _MIXED_UP:
        for match in pattern.finditer(text):
            if before.search(text[max(0, match.start("word") - 12) : match.start("word")]):
                yield Mistake(*match.span("word"), _as(match["word"], better), why, "MixedUp")
    for match in _COMMA.finditer(text):
        why = "An introductory word is set off with a comma."
        yield Mistake(*match.span("gap"), ",", why, "IntroductoryComma", certain=not match["light"])


def _single(text: str, match: re.Match[str]) -> tuple[str, str, str] | None:
    word = match[0].lower()
    if match[0].isupper() and len(word) < 5:  # IM and ESP are abbreviations
        return None
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word], "A contraction has an apostrophe where letters are left out.", "Apostrophe"
    if word in _SPELLED:
        return _SPELLED[word], "It is written this way.", "CommonMisspelling"
    before = re.findall(r"[a-z'’]+", re.split(r"[.!?,;:]", text[: match.start()])[-1].lower())
    better = right_form(word, before)
    return None if better is None else (better, "The verb is irregular.", "IrregularVerb")


def _as(wrong: str, better: str) -> str:
    return better[:1].upper() + better[1:] if wrong[:1].isupper() else better

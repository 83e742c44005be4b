"""Patterns that tell what a question is about, in English, Spanish, German and Chinese."""

import re
from collections.abc import Callable

from agents.demo_model.language_questions import read_language_question
from agents.demo_model.tool_calls import is_program
from agents.language_names import MASK, mask_names, plain
from agents.lazy_pattern import LazyPattern
from agents.mathematics.question import has_mathematics

_LANGUAGES = (
    "spanish|french|german|italian|portuguese|japanese|chinese|mandarin|korean|russian|arabic|hindi|dutch|greek|latin|"
    "turkish|polish|swedish|norwegian|danish|finnish|hebrew|vietnamese|thai|czech|ukrainian|swahili"
)
_CODE = (
    "python|javascript|java|c\\+\\+|sql|html|css|rust|code|coding|program(?:ming)?|function (?:to|that)|algorithm|"
    "compiler|debug|regex|git|api|recursion|linked list|database|data structure"
)
_WORDING = (
    "sentence|grammar|spelling|punctuation|proofread|essay|paragraph|rewrite|synonym|comma|noun|verb|tense|adjective|"
    "adverb"
)
_TRANSLATION = (
    r"\b(?:translat|traduc|traduz|ubersetz)\w*|翻译|翻成|译成|\bhow (?:do|would|can|to) (?:you|i|we|one)?\s*say\b|"
    r"\bcomo se (?:dice|pronuncia)\b|\bwie (?:sagt|spricht) man\b|怎么说|怎么读|发音"
)
_ENGLISH = r"\b(?:english|ingles\w*|englisch\w*|britanic\w*|british|american english)\b|英语|英文|英式|美式"
_LENDING = (
    r"\b(?:loans?|bank offer|campaign|prestamos?|credito|campana|hipoteca|kredit\w*|darlehen|kampagne|hypothek)\b|"
    r"贷款|房贷|银行.*(?:推销|营销)"
)
_CUSTOMER = (
    r"\b(?:customers?|clients?|clientes?|kund(?:e|en|in|innen)|retired|jubilad[oa]|rentner\w*|married|casad[oa]|"
    r"verheiratet\w*|single|solter[oa]|ledig\w*|divorced|divorciad[oa]|geschieden\w*|unemployed|desempleado|"
    r"arbeitslos\w*|cellular)\b|客户|已婚|单身|离异|离婚|失业|退休"
)
_ACCEPTS = (
    r"\b(?:accept\w*|subscribe|say yes|take (?:the|our|up)|acept\w*|annehmen|annimmt|nimmt|zusag\w*|predict\w*|"
    r"predice|likely|score)\b|接受|答应|同意|打分|评分|预测"
)
_PROGRAMMING = (
    r"\b(?:program(?:a|as|acion|ar|m|me|mieren|mierung)|codigo|bucles?|schleifen?|algoritmos?|algorithmus|"
    r"datenbank\w*|base de datos|javascript|python|software|server|servidor|internet|datei|archivo|git|css|html|sql|"
    r"array|commit|compil\w+|rechner|computer|ordenador)\b|代码|编程|程序|函数|算法|数据库|变量|循环|数组|网页|电脑"
)
_COUNTING = (
    r"\b(?:how (?:many|much|long|far|fast|old)|cuant[oa]s?|wie ?viele?|wie (?:lange|weit|schnell|alt|gross|hoch))\b|"
    r"多少|几[个岁颗只本块]|多[大远快久长]"
)
_QUANTITY = (
    r"\b\d[\d.,]*\s*(?:%|€|\$|£|euros?|dollars?|cm|mm|km|kg|m2|cm2|hours?|horas?|stunden|days?|dias?|tage?|percent|"
    r"por ciento|prozent|liters?|litres?|litros?|元|公里|米|厘米|小时|岁|天|盒|本|颗)|[$€£]\s*\d"
)
_CODE_SIGNS = (
    r"\w+\((?:\w|['\"\])])|==|[{};]\s*$|```|\breturn\b|\bfor \w+ in\b|\bselect\b.+\bfrom\b|=>|</?\w+>|\w+error\b"
)


# English words that German and Spanish do not have: in a question in another language they are what it asks about.
_ENGLISH_WORDS = (
    r"(?<![a-z])(?:i|you|she|it|we|they|is|are|were|been|do|does|did|don't|doesn't|make|makes|have|has|had|go|goes|went|"
    r"goed|say|said|tell|told|the|of|to|for|with|and|or|but|not|this|that|my|your|his|her|could|should|would|what|when|who|"
    r"much|many|some|any|since|good|well|happy|home|like|likes|teach|write|speak|talk|english|get|got|take|know|big)"
    r"(?![a-z])"
)
_OTHER_WORDS = (
    r"[\u4e00-\u9fff]|[¿¡]|(?<![a-z])(?:el|la|los|las|una|que|cual|como|cuando|entre|y|es|se|de|del|en|der|die|das|ist|"
    r"und|wie|wann|ein|eine|zwischen|im|von|mein\w*|heisst|stimmt|richtig|diesen|corrige)(?![a-z])"
)


def _matches(pattern: str) -> Callable[[str], bool]:
    lazy = LazyPattern(pattern, re.IGNORECASE | re.DOTALL)
    return lambda text: lazy.search(text) is not None


def _folded(pattern: str) -> Callable[[str], bool]:
    """Return a test that reads a text without its accents."""
    matches = _matches(pattern)
    return lambda text: matches(plain(text))


def is_about_language(text: str) -> bool:
    """Return whether a language tool can answer a question."""
    return read_language_question(text) is not None


def _names_language(text: str) -> bool:
    return MASK in mask_names(plain(text))


def _is_many_numbers(text: str) -> bool:
    return re.search(r"(?:\d+(?:\.\d+)?\s*,\s*){12}", text) is not None


def _is_mathematics(text: str) -> bool:
    return has_mathematics(text) and not is_program(text) and not is_about_language(text)


def _quotes_latin(text: str) -> bool:
    return re.search(r"[\"'“„«‘][A-Za-z][^\"'”“»’]*[\"'”“»’]", text) is not None


def _is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def _is_chinese_with_latin(text: str) -> bool:
    return _is_chinese(text) and re.search(r"[A-Za-z]{2,}", text) is not None


def _counts_with_numbers(text: str) -> bool:
    return len(_NUMBERS.findall(text)) > 1 and _COUNTS.search(plain(text)) is not None


def _asks_about_english(text: str) -> bool:
    folded = plain(text)
    return _OTHER.search(folded) is not None and _OF_ENGLISH.search(folded) is not None


_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTS = LazyPattern(_COUNTING)
_OTHER, _OF_ENGLISH = LazyPattern(_OTHER_WORDS), LazyPattern(_ENGLISH_WORDS)
# The order is that of the columns of the trained weights.
PATTERNS: dict[str, Callable[[str], bool]] = {
    "mathematics": _is_mathematics,
    "a program": is_program,
    "many numbers": _is_many_numbers,
    "a language tool": is_about_language,
    "another language": _matches(rf"\b(?:translat\w+|{_LANGUAGES})\b"),
    "code": _matches(rf"\b(?:{_CODE})\b|\w+\(\)|==|```"),
    "wording": _matches(rf"\b(?:{_WORDING})\b"),
    "lending": _folded(_LENDING),
    "customer": _folded(_CUSTOMER),
    "acceptance": _folded(_ACCEPTS),
    "translation": _folded(_TRANSLATION),
    "English": _folded(_ENGLISH),
    "programming": _folded(_PROGRAMMING),
    "counting": _folded(_COUNTING),
    "numbers and how many": _counts_with_numbers,
    "a quantity": _matches(_QUANTITY),
    "signs of code": _matches(_CODE_SIGNS),
    "a language's name": _names_language,
    "a quotation": _quotes_latin,
    "English in another language": _asks_about_english,
    "Chinese": _is_chinese,
    "Chinese with Latin": _is_chinese_with_latin,
}

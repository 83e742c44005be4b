"""Completes a question that refers to the one before it, such as “and what is its discriminant?”, in four languages."""

from agents.lazy_pattern import LazyPattern
from agents.mathematics.question import has_mathematics
from agents.mathematics.questions.claims import is_bare_answer

_OPENING = " (This follows the question: "
_MAX_WORDS, _MAX_SIGNS = 8, 16  # of a question that refers; signs where words have no spaces between them
_CHINESE = LazyPattern(r"[\u4e00-\u9fff]")
_REFERENCE = LazyPattern(
    r"^\W*(?:and|what about|how about|what if|but)\b|^\W*(?:why|how come|how so)(?:\s+\w+){0,2}\W*$|"
    r"\b(?:it|its|that|they|them|the same|he|she|him|another (?:one|example)|one more|"
    r"the (?:steps|(?:first|second|third|last|next) (?:line|step|sentence|part|one|word)))\b|"
    # Spanish
    r"^\W*(?:y|pero|entonces)\b|^\W*por ?qu[eé](?:\s+\w+){0,2}\W*$|\b(?:eso|ello|él|ella|lo mismo|los pasos|otra vez|"
    r"otros? (?:ejemplos?|más)|\w+(?:[aei]rl[oa]s?|[aeé]mel[oa]s?))\b|"
    # German
    r"^\W*(?:und|aber|was ist mit|wie (?:ist|wäre) es mit)\b|^\W*(?:warum|wieso|weshalb)(?:\s+\w+){0,2}\W*$|"
    r"\b(?:er|ihn|ihm|dessen|davon|dazu|daran|noch (?:mal|ein\w*)|nochmal|die schritte|"
    r"das(?=\W*$| (?:auch|genauer|noch|einfacher|kürzer|bitte)\b))\b|"
    # Chinese
    r"^(?:那么?|所以|如果|要是|再)|^(?:为什么|为啥)\W*$|^.{1,8}呢\W*$|它|他|她|这个|那个|再[举来说讲]|"
    r"[简短细长].{0,2}一?点|刚才|上面"
)


def join_questions(question: str, earlier: str) -> str:
    """Return the question with the earlier one that it refers to, or unchanged if it is complete."""
    if (refers(question) and not has_mathematics(question)) or is_bare_answer(question):
        return f"{question}{_OPENING}{earlier})"
    return question


def refers(question: str) -> bool:
    """Return whether a question is short and has a word that stands for something said before."""
    signs = len(question.strip()) <= _MAX_SIGNS if _CHINESE.search(question) else True
    short = len(question.split()) <= _MAX_WORDS and signs and ":" not in question and "\uff1a" not in question
    return short and _REFERENCE.search(question) is not None


def split_questions(question: str) -> tuple[str, str]:
    """Return the question itself, and the earlier one that `join_questions` added; empty without one."""
    own, opening, earlier = question.partition(_OPENING)
    return own, earlier.removesuffix(")") if opening else ""

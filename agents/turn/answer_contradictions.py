"""Finds what a statement says otherwise than a result although its numbers are the same: a unit, an order, a sign."""

import re

from agents.mathematics.questions.unit_names import is_unit

_WORD = re.compile(r"[^\W\d_]+")
_RELATION = re.compile(r"<=|>=|[<>≤≥]")
_PERCENT = re.compile(r"\d\s*(?:%|per ?cent\b)", re.IGNORECASE)
_UP = re.compile(r"\b(?:increas|r[io]se|rais|grow|grew|went up|higher)", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:decreas|fall|fell|drop|reduc|declin|went down|lower)", re.IGNORECASE)
_CHOICE = re.compile(r"\(([a-h])\)")
_NAMED = re.compile(r"\b([a-zA-Z])\s*=\s*([-−]?\d+(?:[./]\d+)?)")
_NUMBER = re.compile(r"[-−]?\d+(?:[./]\d+)?")
_ALTERNATIVE = re.compile(
    r"([-−]?\d+(?:[./]\d+)?)[\s*]*,?\s*(?:or|maybe|oder|o|或者?)(?:\s+(?:maybe|perhaps|even|also))?[\s*]*(?:[a-z]\s*=\s*)?([-−]?\d+(?:[./]\d+)?)",
    re.IGNORECASE,
)
_CURRENCIES = set("$€£¥")


def contradicts(statement: str, result: str) -> bool:
    """Return whether a statement and a result differ in what the comparison of their values does not see."""
    text = statement.replace("−", "-")
    wanted = result.replace("−", "-")
    if re.sub(r"[\s*`.]", "", text).endswith(re.sub(r"[\s.]", "", wanted)):
        return False
    return any(differs(text, wanted) for differs in _CHECKS)


def scales(statement: str, result: str) -> tuple[int, ...]:
    """Return by what a number of a statement may be multiplied to be that of a result in percent."""
    if "%" not in result:
        return (1,)
    return (1,) if _PERCENT.search(statement) else (1, 100)


def _has_other_unit(statement: str, result: str) -> bool:
    for kind in (_units, _currencies):
        wanted, stated = kind(result), kind(statement)
        if wanted and stated and not wanted & stated:
            return True
    return False


def _currencies(text: str) -> set[str]:
    return set(text) & _CURRENCIES


def _units(text: str) -> set[str]:
    return {word.lower().removesuffix("s").replace("metre", "meter").replace("litre", "liter").replace("feet", "foot")
            for word in _WORD.findall(text) if is_unit(word.lower())}  # fmt: skip


def _has_other_direction(statement: str, result: str) -> bool:
    if "(increase)" in result:
        return bool(_DOWN.search(statement)) and not _UP.search(statement)
    return "(decrease)" in result and bool(_UP.search(statement)) and not _DOWN.search(statement)


def _has_other_relation(statement: str, result: str) -> bool:
    if not _RELATION.search(result):
        return False
    return _compact(result) not in _compact(statement)


def _compact(text: str) -> str:
    return re.sub(r"[\s*$`]", "", text.replace("<=", "≤").replace(">=", "≥"))


def _has_other_choice(statement: str, result: str) -> bool:
    chosen = _CHOICE.match(result)
    return chosen is not None and bool(set(_CHOICE.findall(statement)) - {chosen[1]})


def _has_other_name(statement: str, result: str) -> bool:
    """Return whether a letter has another value, such as the second solution of an equation that has one."""
    wanted = {(name, value) for name, value in _NAMED.findall(result)}
    names = {name for name, _ in wanted}
    stated = {(name, value) for name, value in _NAMED.findall(statement) if name in names}
    is_whole = all(re.fullmatch(r"-?\d+", value) for _, value in wanted | stated)
    return bool(is_whole and stated - wanted)


def _has_other_alternative(statement: str, result: str) -> bool:
    known = set(_NUMBER.findall(result))
    whole = [pair for pair in _ALTERNATIVE.findall(statement) if all(re.fullmatch(r"-?\d+", one) for one in pair)]
    return any(set(pair) - known for pair in whole if set(pair) & known)


def _has_other_order(statement: str, result: str) -> bool:
    """Return whether the numbers of a list, a point or a matrix stand in another order."""
    exact = re.split(r" ≈ | = ", result)[0]
    listed = _NUMBER.findall(exact)
    if _NAMED.search(result) or len(listed) < 2 or not re.search(r",|\bremainder\b", exact):
        return False
    stated = [one for one in _NUMBER.findall(re.sub(r"\*\*|\$|`", "", statement)) if one in listed]
    if not any(stated[place : place + len(listed)] == listed for place in range(len(stated))):
        return True
    return "remainder" in exact and re.search(rf"remainder\W+(?:is|of|=)?\s*{listed[-1]}\b", statement) is None


def _has_other_remark(statement: str, result: str) -> bool:
    """Return whether a plain yes or no stands where the result has the other."""
    said = re.match(r"\W*(yes|no)\b", statement, re.IGNORECASE)
    known = re.match(r"(Yes|No)\b", result)
    return said is not None and known is not None and said[1].lower() != known[1].lower()


_CHECKS = (
    _has_other_unit, _has_other_direction, _has_other_relation, _has_other_choice, _has_other_name,
    _has_other_alternative, _has_other_order, _has_other_remark,
)  # fmt: skip

"""Answers in number bases from 2 to 36."""

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAX_DIGITS = 200
_CHECKED = "by changing it back"


def change_base(givens: Givens, number: tuple[str, ...], source: str, target: str) -> Result:
    """Answer with a number in another base."""
    del givens
    return _written(_read(number, _base(source)), _base(target))


def arithmetic_in_base(givens: Givens, base: str, first: tuple[str, ...], *rest: str | tuple[str, ...]) -> Result:
    """Answer with a sum, a difference or a product in a base."""
    del givens
    radix = _base(base)
    total = _read(first, radix)
    if "*" in rest and set(rest[::2]) != {"*"}:
        raise AlgebraError("A sum and a product together are worked out one after the other; ask for one of them.")
    for sign, number in zip(rest[::2], rest[1::2], strict=True):
        value = _read(tuple(number), radix)
        total = total * value if sign == "*" else total + value if sign == "+" else total - value
    return _written(total, radix)


def _base(text: str) -> int:
    if not text.isdigit() or not 2 <= int(text) <= 36:
        raise AlgebraError("A number base is a whole number from 2 to 36.")
    return int(text)


def _read(number: tuple[str, ...], base: int) -> int:
    *signs, digits = number
    if len(digits) > _MAX_DIGITS:
        raise AlgebraError(f"A number has at most {_MAX_DIGITS} digits.")
    try:
        value = int(digits, base)
    except ValueError:
        raise AlgebraError(f"The number {digits} has a digit that base {base} does not have.") from None
    return -value if signs else value


def _written(number: int, base: int) -> Result:
    digits, rest = "", abs(number)
    while rest:
        rest, digit = divmod(rest, base)
        digits = _DIGITS[digit] + digits
    text = digits or "0"
    confirm(int(text, base) == abs(number), "base")
    return Result(f"{'-' if number < 0 else ''}{text} (base {base})", _CHECKED)

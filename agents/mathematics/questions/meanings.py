"""What the rules of the grammar mean: operations of the parser, and the arguments of a problem in their order."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from agents.mathematics.expressions.parser import Call, Equation, Name, Node, Number
from agents.mathematics.problem import CARDINALS, FRACTIONS, ORDINALS, right_side
from agents.mathematics.questions.tokens import NotUnderstoodError


def _side(*words: str) -> str:
    text = " ".join(words).strip()
    return "left" if "left" in text or text == "-" else "right" if "right" in text or text == "+" else ""


def _statements(part: Any) -> tuple[Any, ...]:
    return part if isinstance(part, tuple) else (part,)


def _limit(*parts: Any, body_last: bool = False) -> tuple[str, tuple[Any, ...]]:
    words = [part for part in parts if isinstance(part, str)]
    rest = [right_side(part) for part in parts if not isinstance(part, str)]
    by, to, body = rest if body_last else (*rest[1:], rest[0])
    return "limit", (body, by, to, _side(*words))


def _at(body: Node | Equation, equations: Sequence[Equation]) -> tuple[str, tuple[Any, ...]]:
    """Return the evaluation of an expression; `_problem` defines the letters."""
    if not all(isinstance(one.left, Name) for one in equations):
        raise NotUnderstoodError("Say a value for each letter, such as x = 3.")
    return "evaluate", (right_side(body),)


def _point(part: Node | Equation) -> tuple[Name | None, Node]:
    """Return the letter and the value of a point such as x = 3; no letter where the value stands alone."""
    match part:
        case Equation(Name() as letter, value):
            return letter, value
        case Equation():
            raise NotUnderstoodError("Say where, such as at x = 3.")
        case value:
            return None, value


def _number(value: int) -> Number:
    return Number(Fraction(value))


def _fraction(*names: Any) -> Node:
    """Return the fraction that words such as “two thirds” name, or “a third”."""
    *count, name = names
    many = count[0] if count else _number(1)
    top = _number(CARDINALS.index(many)) if isinstance(many, str) else many
    return Call("/", (top, _number(FRACTIONS[name])))


def _natural(node: Node) -> Node:
    """Return a whole number, or a power of whole numbers, of which digits are asked."""
    match node:
        case Number(value, False) | Call("^", (Number(value, False), Number())) if value.denominator == 1:
            return node
        case _:
            raise NotUnderstoodError("The last digit is that of a whole number, or of a power such as 7^2023.")


# The phrases that say an operation of the parser in words.
CALLS: Mapping[str, Callable[..., Node]] = {
    "plus": lambda a, b: Call("+", (a, b)),
    "minus": lambda a, b: Call("-", (a, b)),
    "from": lambda a, b: Call("-", (b, a)),
    "times": lambda a, b: Call("*", (a, b)),
    "quotient": lambda a, b: Call("/", (a, b)),
    "power": lambda a, b: Call("^", (a, b)),
    "squared": lambda a: Call("^", (a, _number(2))),
    "cubed": lambda a: Call("^", (a, _number(3))),
    "half_of": lambda a: Call("/", (a, _number(2))),
    "double_of": lambda a: Call("*", (_number(2), a)),
    "percent_of": lambda percent, whole: Call("*", (Call("/", (percent, _number(100))), whole)),
    "triple_of": lambda a: Call("*", (_number(3), a)),
    "fraction_of": lambda *parts: Call("*", (_fraction(*parts[:-1]), parts[-1])),
    "reciprocal_of": lambda a: Call("/", (_number(1), a)),
    "opposite_of": lambda a: Call("negative", (a,)),
    "size_of": lambda a: Call("abs", (a,)),
    "nth_root": lambda degree, a: Call("root", (a, degree)),
    "ordinal_power": lambda a, degree: Call("^", (a, _number(ORDINALS[degree]))),
    "last_digit": lambda a: Call("mod", (_natural(a), _number(10))),
    "taken_from": lambda a, b: Call("-", (b, a)),
    "times_of": lambda a, b: Call("*", (a, b)),
    "quotient_of": lambda a, b: Call("/", (a, b)),
    "square_of": lambda a: Call("^", (a, _number(2))),
    "cube_of": lambda a: Call("^", (a, _number(3))),
    "logarithm": lambda *given: Call("log", (given[-1], given[0] if len(given) == 2 else _number(10))),
    "sum_of_whole": lambda low, high: Call("sum", (Name("k"), Name("k"), low, high)),
    "sum_to": lambda high: Call("sum", (Name("k"), Name("k"), _number(1), high)),
    "series_over": lambda word, body, index, low, high: Call(word, (body, index, low, high)),
    "series_from": lambda word, index, low, high, body: Call(word, (body, index, low, high)),
    "logarithm_of": lambda number, base: Call("log", (number, base)),
}
# The phrases of which it is not clear how much of a sum belongs to them, and from which part on.
TIGHT = {
    "root": 1, "root_rounded": 1, "half_of": 0, "double_of": 0, "product": 0, "squared": 0, "cubed": 0, "power": 0,
    "power_rounded": 0, "percent_of": 0, "triple_of": 0, "fraction_of": -1, "reciprocal_of": 0, "opposite_of": 0,
    "size_of": 0, "nth_root": 1, "logarithm": 0, "times": 0, "quotient": 0, "from": 0,
}  # fmt: skip
# The phrases of which it is not clear whether what follows their last number in words belongs to that alone.
OPEN_ENDED = {
    "times_of", "quotient_of", "taken_from", "difference", "sum", "mean", "median", "gcd", "lcm", "remainder",
}  # fmt: skip
UPWARDS = ("<", "<=")
SIGNS = {"<": "<", ">": ">", "<=": "≤", ">=": "≥"}
# What the rules of the grammar say in another order or form than the operation that they stand for.
ARRANGED: Mapping[str, Callable[..., tuple[str, tuple[Any, ...]]]] = {
    "solve_zero": lambda part, *unknown: ("solve", (_statements(part), *unknown)),
    "solve_on": lambda part, interval: ("solve", (_statements(part), None, interval)),
    "solve_inequality": lambda inequality, *unknown: ("solve_inequality", (*inequality, *unknown)),
    "solve_inequality_for": lambda unknown, inequality: ("solve_inequality", (*inequality, unknown)),
    "discriminant": lambda part: ("discriminant", (_statements(part)[0],)),
    "differentiate": lambda body, *by: ("differentiate", (right_side(body), *by)),
    "differentiate_by": lambda by, body: ("differentiate", (body, by)),
    "differentiate_twice": lambda by, body: ("differentiate", (body, by, 2)),
    "integrate_between": lambda body, low, high, *by: (
        "integrate",
        (right_side(body), by[0] if by else None, (low, high)),
    ),
    "integrate_by_between": lambda body, by, low, high: ("integrate", (body, by, (low, high))),
    "integrate_over": lambda body, interval: ("integrate", (body, None, interval)),
    "describe_as": lambda what, items: ("describe", (items, what)),
    "travel": lambda speed, unit, hours: ("travel", (speed, str(unit).split()[0], hours)),
    "limit": _limit,
    "limit_of": partial(_limit, body_last=True),
    "evaluate_at": _at,
    "derivative": lambda derived: ("differentiate", (derived[1], derived[2], derived[0])),
    "derivative_at": lambda derived, point: ("slope_at", (derived[1], _point(point), derived[0])),
    "slope_at": lambda body, point: ("slope_at", (right_side(body), _point(point))),
    "tangent": lambda body, point: ("tangent", (right_side(body), _point(point))),
    "find": lambda unknown, equations: ("solve", (equations, unknown)),
    "share_of": lambda part, whole: ("share", (whole, part)),
    "whole_of_first": lambda fraction, part: ("whole_of", (part, fraction)),
    "solve_both": lambda *parts: ("solve", (parts[-1],)),
    "line_through": lambda point, slope: ("line_with_slope", (slope, point)),
    "coins_all": lambda count: ("coins", (count, count)),
    "coins_none": lambda count: ("coins", (_number(0), count)),
    "lower_by_first": lambda percent, amount: ("lower_by", (amount, percent)),
    "convert_into": lambda unit, quantity: ("convert", (quantity, unit)),
    "solve_for": lambda unknown, equations: ("solve", (equations, unknown)),
    "solve_for_both": lambda equations, *_: ("solve", (equations,)),
    "x_intercepts": lambda part: ("solve", ((right_side(part),), None)),
    "series_of": lambda body, *rest: ("series", (rest[0], body, *rest[1:])),
    "whole_of_percent": lambda part, percent: ("whole_of", (part, Call("/", (percent, _number(100))))),
    "digit_value_of": lambda number, digit: ("digit_value", (digit, number)),
    "convert_sum_into": lambda unit, *quantities: ("convert_sum", (*quantities, unit)),
    "choose_from": lambda many, few: ("choose", (few, many)),
    "permute_from": lambda many, few: ("permute", (few, many)),
    "is_multiple": lambda number, divisor: ("divides", (divisor, number)),
    "draw_from": lambda count, bag, drawn: ("draw", (drawn, count, bag)),
    "plot": lambda items, *bounds: ("plot", (tuple(map(right_side, items)), *bounds)),
}

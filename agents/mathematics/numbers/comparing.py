"""Answers that compare numbers: which is larger, the k-th largest, the closest, in order."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import cast

import sympy

from agents.mathematics.algebra.functions import extreme
from agents.mathematics.expressions.parser import AlgebraError, Call, Name, Node, variables
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.givens import Givens
from agents.mathematics.problem import ORDINALS
from agents.mathematics.result import Result, confirm

_LARGE = {"biggest", "largest", "greatest", "highest", "maximum", "bigger", "larger", "greater"}
_CHECKED = "by decimals to fifty digits"
Items = Sequence[Node] | Sequence[tuple[str, Node]]


def compare(givens: Givens, left: Node, relation: str, right: Node) -> Result:
    """Answer whether a relation holds."""
    a, b = _value(givens, left), _value(givens, right)
    symbol = _symbol(relation)
    order = _order(a, b)
    holds = {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0, "=": order == 0, "!=": order != 0}
    sign = {-1: "<", 0: "=", 1: ">"}[order]
    return Result(f"{'Yes' if holds[symbol] else 'No'}: {_shown(a)} {sign} {_shown(b)}", _CHECKED)


def order_of(givens: Givens, left: Node, right: Node) -> Result:
    """Answer which of two numbers is smaller, with the sign between them."""
    order = _order(_value(givens, left), _value(givens, right))
    sign = {-1: "<", 0: "=", 1: ">"}[order]
    return Result(f"{_named(givens, left)} {sign} {_named(givens, right)}", _CHECKED)


def same(givens: Givens, left: Node, right: Node) -> Result:
    """Answer whether two numbers are equal."""
    return compare(givens, left, "=", right)


def different(givens: Givens, left: Node, right: Node) -> Result:
    """Answer whether two numbers differ."""
    return compare(givens, left, "!=", right)


def which(givens: Givens, extreme: str, left: Node, right: Node) -> Result:
    """Answer with the larger, or the smaller, of two numbers."""
    order = _order(_value(givens, left), _value(givens, right))
    if order == 0:
        return Result("neither: they are equal", _CHECKED)
    chosen = left if (order > 0) == (extreme in _LARGE) else right
    return Result(_named(givens, chosen), _CHECKED)


def rank(givens: Givens, *parts: str | Items) -> Result:
    """Answer with the k-th largest or smallest of several numbers."""
    *words, items = parts
    if len(items) == 1 and len(words) == 1 and isinstance(items[0], Call) and variables(items[0]):
        return extreme(givens, items[0], largest=words[0] in _LARGE)
    place = ORDINALS[str(words[0])] if len(words) == 2 else 1
    ordered = _ordered(givens, cast(Items, items), lambda value: value)
    if place > len(ordered):
        raise AlgebraError(f"There are only {len(ordered)} numbers.")
    return Result(_only(ordered, len(ordered) - place if words[-1] in _LARGE else place - 1), _CHECKED)


def closest(givens: Givens, target: Node, items: Items) -> Result:
    """Answer with the number whose distance from another is the least."""
    to = _value(givens, target)
    return Result(_only(_ordered(givens, items, lambda value: abs(value - to)), 0), "by the distances, to fifty digits")


def sort_up(givens: Givens, items: Items) -> Result:
    """Answer with numbers in increasing order."""
    return Result(", ".join(name for _, name in _ordered(givens, items, lambda value: value)), _CHECKED)


def sort_down(givens: Givens, items: Items) -> Result:
    """Answer with numbers in decreasing order."""
    return Result(", ".join(name for _, name in reversed(_ordered(givens, items, lambda value: value))), _CHECKED)


def _only(ordered: Sequence[tuple[sympy.Expr, str]], place: int) -> str:
    """Return what stands at a place, unless something else stands there as well."""
    value, name = ordered[place]
    equal = dict.fromkeys(other for same, other in ordered if same == value)
    if len(equal) > 1:
        raise AlgebraError(f"There is no single answer, as {' and '.join(equal)} share this place.")
    return name


def _ordered(givens: Givens, items: Items, key: Callable[[sympy.Expr], sympy.Expr]) -> list[tuple[sympy.Expr, str]]:
    named: list[tuple[sympy.Expr, str]] = []
    for item in items:
        letter, node = item if isinstance(item, tuple) else ("", item)
        value = key(_value(givens, node))
        named.append((value, f"({letter}) {_named(givens, node)}" if letter else _named(givens, node)))
    exact = sorted(named, key=lambda pair: Fraction(int(pair[0].p), int(pair[0].q)) if pair[0].is_Rational else pair[0])
    rough = sorted(named, key=lambda pair: sympy.N(pair[0], 50))
    confirm([name for _, name in exact] == [name for _, name in rough], "order")
    return exact


def _order(a: sympy.Expr, b: sympy.Expr) -> int:
    order = int(sympy.sign(sympy.simplify(a - b)))
    rough = sympy.N(a, 50) - sympy.N(b, 50)
    confirm(order == (0 if abs(rough) < 1e-40 else 1 if rough > 0 else -1), "compare")
    return order


def _value(givens: Givens, node: Node) -> sympy.Expr:
    value = sympy.simplify(givens.build(node))
    if not value.is_real or not value.is_number:
        raise AlgebraError("Only real numbers can be compared.")
    return value


def _named(givens: Givens, node: Node) -> str:
    """Return a number as it was written, and what a letter stands for."""
    text = unparse(node)
    return f"{text} (= {_shown(givens.build(node))})" if isinstance(node, Name) and node.name in givens.values else text


def _shown(value: sympy.Expr) -> str:
    return pretty(value)


def _symbol(relation: str) -> str:
    if relation in ("<", ">", "<=", ">=", "=", "!="):
        return relation
    words = relation.split()
    if "not" in words or {"unequal", "nonequal", "non-equal", "different"} & set(words):
        return "!="
    if words[:2] == ["at", "least"]:
        return ">="
    if words[:2] == ["at", "most"]:
        return "<="
    if words[0] == "equal":
        return "="
    sign = ">" if words[0] in ("greater", "bigger", "larger", "more") else "<"
    return f"{sign}=" if "equal" in words else sign

"""Values: of an expression, and of what a phrase describes, such as a product or a remainder."""

import mpmath
import sympy

from agents.mathematics.algebra.equations import solve
from agents.mathematics.confirmation import (
    IN_DECIMALS,
    confirm_equal,
    confirm_number,
    is_zero_at,
    points,
    value_at,
)
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Call, Name, Node, Number, variables
from agents.mathematics.expressions.printing import format_number, pretty
from agents.mathematics.expressions.sympy_builder import TooLongError, symbol
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.givens import Givens
from agents.mathematics.numbers.magnitude import describe_length
from agents.mathematics.problem import Value
from agents.mathematics.result import NO_REAL_VALUE, Result, confirm
from agents.mathematics.values import compute_value, compute_value_again

_MAX_SURD_POWER = 20


def evaluate(givens: Givens, node: Node) -> Result:
    """Answer with the value of an expression, or with its simplest form; with that of a letter, where it is given."""
    if isinstance(node, Name) and node.name not in givens.values and givens.remaining():
        return solve(givens, givens.remaining(), node)
    try:
        value = _with_plain_surds(sympy.simplify(givens.build(node)))
    except TooLongError:
        described = describe_length(node)
        if described is None:
            raise
        return described
    if value.free_symbols and givens.remaining():
        return _from_equations(givens, node)
    checked = confirm_equal(givens, node, value, "evaluate")
    if isinstance(node, Name) and value == symbol(node.name):
        raise AlgebraError(f"Nothing says what {node.name} is.")
    if value.free_symbols:
        return Result(pretty(value), checked, (f"Collect and cancel what can be: {unparse(node)}.",))
    if not value.has(sympy.I) and not value.is_real and not value.is_infinite and _is_about_reals(givens, node):
        return Result(NO_REAL_VALUE, checked)  # such as asin(2)
    if value.has(sympy.I) and _is_about_reals(givens, node):
        if variables(node):
            return Result(NO_REAL_VALUE, checked)
        return Result(pretty(value), checked, (), f"There is {NO_REAL_VALUE}; this is the complex one.")
    answer = format_number(value, decimals=has_decimals(node))
    worked = () if isinstance(node, Name | Number) else (f"{unparse(node)} = {answer}.",)
    return Result(answer, checked, worked, _angle_note(node))


def _with_plain_surds(value: sympy.Expr) -> sympy.Expr:
    """Multiply out the powers of a sum of surds, such as (1 + √3)²."""
    powers = value.atoms(sympy.Pow) if value.is_number else ()
    is_open = any(one.base.is_Add and one.exp.is_Integer and abs(one.exp) <= _MAX_SURD_POWER for one in powers)
    return sympy.radsimp(sympy.expand(value)) if is_open else value


def _is_about_reals(givens: Givens, node: Node) -> bool:
    """Return whether nothing in an expression, or in what is given for it, speaks of the imaginary unit."""
    return not any(one.has(sympy.I) for one in givens.values.values()) and "i" not in _names_of(node)


def _names_of(node: Node) -> set[str]:
    match node:
        case Name(name):
            return {name}
        case Call(_, arguments):
            return set().union(*map(_names_of, arguments))
        case _:
            return set()


def _from_equations(givens: Givens, node: Node) -> Result:
    """Answer with the only value that an expression has where the given equations hold."""
    equations = givens.remaining()
    target = sympy.Dummy("t")
    differences = [givens.build(one.left) - givens.build(one.right) for one in equations]
    expression = givens.build(node)
    letters = sorted(expression.free_symbols.union(*(one.free_symbols for one in differences)), key=str)
    try:
        solutions = sympy.solve([*differences, target - expression], [target, *letters], dict=True)
    except NotImplementedError:
        solutions = []
    values = {sympy.simplify(solution.get(target, target)) for solution in solutions}
    if len(values) != 1 or not all(value.is_number for value in values):
        raise AlgebraError(f"What is given leaves {unparse(node)} open.")
    (value,) = values
    for solution in solutions:
        free = set().union(*(one.free_symbols for one in solution.values())) | (set(letters) - set(solution))
        (point,) = points(sorted(free, key=str))[:1]
        known = {name: sympy.N(solution.get(name, name).subs(point), numeric.DIGITS) for name in letters}
        confirm(all(is_zero_at(one, known) for one in [*differences, expression - value]), "evaluate")
    steps = (*(f"{unparse(one)}." for one in equations), f"So {unparse(node)} = {pretty(value)}.")
    return Result(format_number(value, decimals=has_decimals(node)), "by putting the solutions back", steps)


def value_of(operation: str, givens: Givens, *arguments: object) -> Result:
    """Answer with the number that a phrase describes."""
    phrase = Value(operation, arguments)
    computed = sympy.simplify(compute_value(phrase, givens.build))
    with mpmath.workdps(numeric.DIGITS):
        again = compute_value_again(phrase, lambda node: value_at(givens, node, {}))
    confirm_number(again, computed, operation)
    return Result(format_number(computed, decimals=any(map(has_decimals, arguments))), IN_DECIMALS)


def _angle_note(node: Node) -> str:
    """Return how a plain number below a sine was read."""
    match node:
        case Call("sin" | "cos" | "tan" as function, (Number(number),)) if number:
            return f"{function}({number}) is read in radians; write {function}({number}°) for degrees."
        case Call(_, arguments):
            return next(filter(None, map(_angle_note, arguments)), "")
        case _:
            return ""


def has_decimals(node: object) -> bool:
    """Return whether a number in a part of a question was written with a point."""
    match node:
        case Number(_, decimal):
            return decimal
        case Call(_, arguments):
            return any(has_decimals(argument) for argument in arguments)
        case tuple():
            return any(has_decimals(one) for one in node)
        case _:
            return False

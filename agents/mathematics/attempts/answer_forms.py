"""Whether an equal attempt has the form that was asked for: worked out, factored, multiplied out, in lowest terms."""

from collections.abc import Sequence
from fractions import Fraction

from agents.mathematics.attempts.equivalence import Form
from agents.mathematics.expressions.parser import Call, Node, Number, variables
from agents.mathematics.expressions.quantities import is_number
from agents.mathematics.expressions.sympy_builder import build

_ORDER = ("+", "-", "*", "/", "^", "negative", "sqrt", "cbrt", "factorial", "root")


def has_form(form: Form, wanted: Sequence[Node], given: Sequence[Node]) -> bool:
    """Return whether an attempt that is equal to the answer has the form that was asked for.

    Args:
        form: The form.
        wanted: The numbers and expressions of the answer.
        given: Those of the attempt.
    """
    match form:
        case "factored":
            return _count_factors(given[0]) >= _count_factors(wanted[0])
        case "expanded":
            return not _has_product_of_sums(given[0]) and _count_terms(given[0]) <= _count_terms(wanted[0])
        case "simplest":
            return _size(given[0]) <= _size(wanted[0]) + 2
        case "lowest":
            return all(map(_is_lowest, given))
        case "value":
            return any(map(_is_unfinished, wanted)) or not any(map(_is_unfinished, given))
        case "any":
            return True


def _is_unfinished(node: Node) -> bool:
    """Return whether a number is still to be worked out, such as `2 + 3` or `√4`; `2 + √3` and `1/2` are not."""
    match node:
        case Call("negative", (inner,)):
            return _is_unfinished(inner)
        case Call("+", (Number() as whole, Call("/", (Number(), Number())))) if whole.value.denominator == 1:
            return False  # a mixed number
        case Call("*", (Number(), Call("^", (Number(Fraction(numerator=10)), _)))):
            return False  # scientific notation
        case Call("/", (above, below)) if is_number(above) and is_number(below):
            return isinstance(above, Number) and above.decimal
        case Call(function, arguments) if function in _ORDER and not variables(node):
            built = [build(argument) for argument in arguments]
            if all(one.is_Rational for one in built) and build(node).is_Rational:
                return True
            return any(map(_is_unfinished, arguments))
        case _:
            return False


def _count_factors(node: Node) -> int:
    """Return how many factors a product has that are no ±1, a power counted as often as it stands for."""
    match node:
        case Call("*", (left, right)):
            return _count_factors(left) + _count_factors(right)
        case Call("negative", (inner,)):
            return _count_factors(inner)
        case Call("^", (base, Number(value))) if value.denominator == 1 and 0 < value <= 60:
            return _count_factors(base) * int(value)
        case Number(value):
            return 0 if abs(value) == 1 else 1
        case _:
            return 1


def _has_product_of_sums(node: Node) -> bool:
    match node:
        case Call(("*" | "^" | "negative"), arguments):
            has_sum = any(isinstance(one, Call) and one.function in ("+", "-") for one in arguments)
            return has_sum or any(map(_has_product_of_sums, arguments))
        case Call(_, arguments):
            return any(map(_has_product_of_sums, arguments))
        case _:
            return False


def _count_terms(node: Node) -> int:
    match node:
        case Call(("+" | "-"), arguments):
            return sum(map(_count_terms, arguments))
        case _:
            return 1


def _size(node: Node) -> int:
    match node:
        case Call(_, arguments):
            return 1 + sum(map(_size, arguments))
        case _:
            return 1


def _is_lowest(node: Node) -> bool:
    match node:
        case Call("negative", (inner,)):
            return _is_lowest(inner)
        case Call("/", (Number(above), Number(below))):
            return Fraction(above, below).denominator == below
        case _:
            return not _is_unfinished(node)

"""Answers of algebra and calculus: values, forms, equations and derivatives."""

# ruff: noqa: RUF001 - signs of mathematics

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

import mpmath
import sympy

from agents.mathematics.parser import AlgebraError, Call, Equation, Name, Node, Number
from agents.mathematics.printing import approximation, pretty
from agents.mathematics.questions import numeric
from agents.mathematics.questions.givens import Givens
from agents.mathematics.questions.problem import Value
from agents.mathematics.questions.result import Result, confirm
from agents.mathematics.questions.values import compute_value
from agents.mathematics.questions.whole_numbers import format_decimal
from agents.mathematics.sympy_builder import symbol

_POINTS = 4
_TOLERANCE = mpmath.mpf(10) ** -20
_AT_POINTS = "at random points, to fifty digits"
_NUMERICALLY = "by decimals to fifty digits"


def evaluate(givens: Givens, node: Node) -> Result:
    """Answer with the value of an expression, or with its simplest form."""
    if isinstance(node, Name) and node.name not in givens.values:
        return solve(givens, givens.remaining(), node)
    value = sympy.simplify(givens.build(node))
    _confirm_equal(givens, node, value, "evaluate")
    if value.free_symbols:
        return Result(pretty(value), _AT_POINTS)
    return Result(_format(value, _has_decimals(node)), _NUMERICALLY)


def value(givens: Givens, operation: str, *arguments: object) -> Result:
    """Answer with the number that a phrase describes."""
    phrase = Value(operation, arguments)
    computed = sympy.simplify(compute_value(phrase, givens.build))
    decimals = any(_has_decimals(one) for one in _nodes(arguments))
    _confirm_value(givens, phrase, computed)
    return Result(_format(computed, decimals) if computed.is_number else pretty(computed), _NUMERICALLY)


def simplify(givens: Givens, node: Node, *assumed: Node) -> Result:
    """Answer with the simplest form; powers of letters that are assumed to be positive are joined."""
    positive = {one.name: sympy.Symbol(one.name, positive=True) for one in assumed if isinstance(one, Name)}
    built = sympy.simplify(givens.build(node, letters=positive))
    simple = min((built, sympy.radsimp(built)), key=sympy.count_ops)
    simple = simple.subs({letter: symbol(name) for name, letter in positive.items()})
    _confirm_equal(givens, node, simple, "simplify")
    if not simple.free_symbols:
        return Result(_format(simple, _has_decimals(node)), _NUMERICALLY)
    return Result(pretty(simple), _AT_POINTS)


def expand(givens: Givens, node: Node) -> Result:
    """Answer with the product multiplied out and like terms collected."""
    expanded = sympy.expand(givens.build(node))
    _confirm_equal(givens, node, expanded, "expand")
    return Result(pretty(expanded), _AT_POINTS)


def factor(givens: Givens, node: Node) -> Result:
    """Answer with the factors."""
    built = givens.build(node)
    factored = sympy.factor(built)
    confirm(sympy.expand(factored - built) == 0, "factor")
    _confirm_equal(givens, node, factored, "factor")
    return Result(pretty(factored), "by multiplying out")


def coefficient(givens: Givens, node: Node, form: Node, wanted: Node) -> Result:
    """Answer with one coefficient of an expression in a form that was given."""
    expression = sympy.expand(givens.build(node))
    if not isinstance(wanted, Name) or len(expression.free_symbols) > 1:
        raise AlgebraError("Say which letter of the form to give.")
    template = sympy.expand(givens.build(form))
    unknowns = template.free_symbols - expression.free_symbols
    variable = next(iter(template.free_symbols & expression.free_symbols or {symbol("x")}))
    equations = sympy.Poly(template - expression, variable).all_coeffs()
    solutions = sympy.solve(equations, list(unknowns), dict=True)
    if len(solutions) != 1 or symbol(wanted.name) not in solutions[0]:
        raise AlgebraError("The expression does not fit this form.")
    confirm(sympy.expand(template.subs(solutions[0]) - expression) == 0, "coefficient")
    return Result(pretty(solutions[0][symbol(wanted.name)]), "by putting the coefficients back")


def solve(givens: Givens, equations: Sequence[Equation], unknown: Node | None = None) -> Result:
    """Answer with every solution of equations, for one unknown or for all."""
    if unknown is not None and not isinstance(unknown, Name):
        raise AlgebraError("Equations are solved for a letter.")
    kept = [unknown.name] if isinstance(unknown, Name) else []
    differences = [givens.build(one.left, kept) - givens.build(one.right, kept) for one in equations]
    differences = [sympy.expand(one) if one.is_polynomial() else one for one in differences]
    letters = sorted(set().union(*(one.free_symbols for one in differences)), key=str)
    wanted = symbol(kept[0]) if kept else None
    if wanted is not None and wanted not in letters:
        raise AlgebraError(f"The letter {wanted} does not occur in the equation.")
    if not letters:
        raise AlgebraError("There is no equation with an unknown.")
    if len(differences) == 1 and (wanted is not None or len(letters) == 1):
        return _one_unknown(differences[0], wanted or letters[0])
    solutions = sympy.solve(differences, letters, dict=True)
    return _system(differences, solutions, wanted)


def find(givens: Givens, wanted: Node, equations: Sequence[Equation]) -> Result:
    """Answer with a letter for which equations hold, or with an expression of it."""
    if isinstance(wanted, Name):
        return solve(givens, equations, wanted)
    raise AlgebraError("Ask for one letter.")


def _one_unknown(difference: sympy.Expr, unknown: sympy.Symbol) -> Result:
    if difference.is_polynomial(unknown):
        roots = sympy.roots(sympy.Poly(difference, unknown))
        if sum(roots.values()) < sympy.degree(difference, unknown):
            raise AlgebraError("No way is known to solve this equation exactly.")
        found = sorted(roots, key=lambda root: (not root.is_real, sympy.N(sympy.re(root)), sympy.N(sympy.im(root))))
    else:
        try:
            found = sympy.solve(difference, unknown)
        except NotImplementedError:
            raise AlgebraError("No way is known to solve this equation exactly.") from None
    for root in found:
        confirm(sympy.simplify(difference.subs(unknown, root)) == 0, "solve")
    if not found:
        return Result("there is no solution", "by the degree of the equation")
    real = [root for root in found if root.is_real is not False]
    shown = real or found
    return Result(
        " or ".join(f"{unknown} = {pretty(root)}{approximation(root)}" for root in shown), "by putting it back"
    )


def _system(
    differences: Sequence[sympy.Expr], solutions: Sequence[dict[sympy.Symbol, sympy.Expr]], wanted: sympy.Symbol | None
) -> Result:
    if not solutions:
        raise AlgebraError("There is no solution.")
    for solution in solutions:
        confirm(all(sympy.simplify(one.subs(solution)) == 0 for one in differences), "solve")
    texts = []
    for solution in solutions:
        shown = {wanted: solution[wanted]} if wanted in solution else solution
        if wanted is not None and (wanted not in solution or solution[wanted].free_symbols):
            raise AlgebraError(f"The equations leave {wanted} open.")
        texts.append(", ".join(f"{name} = {pretty(value)}{approximation(value)}" for name, value in shown.items()))
    return Result(" or ".join(dict.fromkeys(texts)), "by putting it back")


def derivative(givens: Givens, derived: tuple[int, Node, Node | None]) -> Result:
    """Answer with a derivative of any order."""
    order, node, by = derived
    return differentiate(givens, node, by, order)


def differentiate(givens: Givens, node: Node, by: Node | None = None, order: int = 1) -> Result:
    """Answer with a derivative; other letters are constant."""
    expression = givens.build(node)
    if by is None:
        if len(expression.free_symbols) != 1:
            raise AlgebraError("Say by which letter to differentiate.")
        variable = next(iter(expression.free_symbols))
    elif isinstance(by, Name):
        variable = symbol(by.name)
    else:
        raise AlgebraError("Expressions are differentiated by a letter.")
    result = sympy.expand(sympy.diff(expression, variable, order))
    if not expression.is_polynomial():
        result = sympy.simplify(sympy.diff(expression, variable, order))
    names = sorted(expression.free_symbols | {variable}, key=str)
    for point in _points(names):
        others = {name: value for name, value in point.items() if name != variable}
        along = partial(_at, sympy.lambdify(variable, expression.subs(others), "mpmath"))
        with mpmath.workdps(numeric.DIGITS):
            slope = mpmath.diff(along, mpmath.mpf(point[variable].p) / point[variable].q, order)
            exact = mpmath.mpmathify(sympy.N(result.subs(point), numeric.DIGITS))
            confirm(abs(slope - exact) <= abs(exact) * mpmath.mpf(10) ** -8 + mpmath.mpf(10) ** -8, "differentiate")
    return Result(pretty(result), "by slopes at random points")


def _at(function: Callable[[mpmath.mpf], mpmath.mpf], x: mpmath.mpf) -> mpmath.mpf:
    return function(x)


def _points(names: Sequence[sympy.Symbol]) -> list[dict[sympy.Symbol, sympy.Rational]]:
    dice = random.Random(7)  # noqa: S311 - the same points each time
    return [{name: sympy.Rational(dice.randint(11, 89), 40) for name in names} for _ in range(_POINTS)]


def _confirm_equal(givens: Givens, node: Node, result: sympy.Expr, operation: str) -> None:
    """Compare a result with the question's own expression, evaluated without SymPy."""
    names = sorted(givens.build(node).free_symbols | result.free_symbols, key=str)
    compared = 0
    for point in _points(names):
        with mpmath.workdps(numeric.DIGITS):
            expected = _numeric(givens, node, point)
            found = mpmath.mpmathify(sympy.N(result.subs(point), numeric.DIGITS))
            if not (mpmath.isfinite(expected) and mpmath.isfinite(found)):
                continue
            compared += 1
            confirm(abs(expected - found) <= _TOLERANCE * (1 + abs(expected)), operation)
        if not names:
            break
    confirm(compared, operation)


def _numeric(givens: Givens, node: Node, point: dict[sympy.Symbol, sympy.Rational]) -> mpmath.mpf:
    known = {name: mpmath.mpmathify(sympy.N(value.subs(point), numeric.DIGITS)) for name, value in givens.values.items()}
    known |= {name.name: mpmath.mpf(value.p) / value.q for name, value in point.items()}
    return numeric.evaluate(node, known, {name: partial(_call, givens, name, point) for name in givens.functions})


def _call(givens: Givens, name: str, point: dict[sympy.Symbol, sympy.Rational], argument: mpmath.mpf) -> mpmath.mpf:
    function = givens.functions[name]
    known = {letter: mpmath.mpmathify(sympy.N(value, numeric.DIGITS)) for letter, value in givens.values.items()}
    known |= {letter.name: mpmath.mpf(value.p) / value.q for letter, value in point.items()}
    others = {other: partial(_call, givens, other, point) for other in givens.functions if other != name}

    def body(x: mpmath.mpf) -> mpmath.mpf:
        return numeric.evaluate(function.body, {**known, function.argument: x}, others)

    return mpmath.diff(body, argument, function.order) if function.order else body(argument)


def _confirm_value(givens: Givens, phrase: Value, computed: sympy.Expr) -> None:
    """Work the phrase out once more with plain fractions or decimals."""
    arguments = [
        [_rough(givens, one) for one in part] if isinstance(part, tuple) else part if isinstance(part, str) else _rough(givens, part)
        for part in phrase.arguments
    ]
    with mpmath.workdps(numeric.DIGITS):
        expected = _SECOND[phrase.operation](*arguments)
        found = mpmath.mpmathify(sympy.N(computed, numeric.DIGITS))
        confirm(abs(expected - found) <= _TOLERANCE * (1 + abs(expected)), phrase.operation)


def _rough(givens: Givens, node: Node) -> mpmath.mpf:
    with mpmath.workdps(numeric.DIGITS):
        return _numeric(givens, node, {})


def _gcd(numbers: Sequence[mpmath.mpf]) -> int:
    least = min(abs(int(number)) for number in numbers if number)
    a = 0
    for number in numbers:
        b = abs(int(mpmath.nint(number)))
        while b:
            a, b = b, a % b
    return a or least


def _lcm(numbers: Sequence[mpmath.mpf]) -> int:
    product = 1
    for number in numbers:
        whole = abs(int(mpmath.nint(number)))
        product = product * whole // _gcd([mpmath.mpf(product), mpmath.mpf(whole)])
    return product


def _denominator(fractions: Sequence[mpmath.mpf]) -> int:
    return _lcm([mpmath.mpf(Fraction(mpmath.nstr(one, 45)).limit_denominator(10**15).denominator) for one in fractions])


def _nearest_root(number: mpmath.mpf, degree: int) -> mpmath.mpf:
    size = mpmath.root(abs(number), degree)
    return mpmath.sign(number) * mpmath.floor(size + mpmath.mpf(1) / 2)


_ORDINALS = {name: number for number, name in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)} | {"square": 2, "cube": 3}  # fmt: skip
_SECOND: dict[str, Callable[..., mpmath.mpf]] = {
    "sum": sum,
    "product": mpmath.fprod,
    "difference": lambda a, b: abs(a - b),
    "quotient": lambda a, b: a / b,
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "from": lambda a, b: b - a,
    "times": lambda a, b: a * b,
    "root": lambda degree, number: mpmath.sign(number) * mpmath.root(abs(number), _ORDINALS[degree]),
    "root_rounded": lambda degree, number: _nearest_root(number, _ORDINALS[degree]),
    "power": mpmath.power,
    "power_rounded": lambda base, exponent: mpmath.floor(mpmath.power(base, exponent) + mpmath.mpf(1) / 2),
    "squared": lambda base: base * base,
    "cubed": lambda base: base * base * base,
    "remainder": lambda a, b: a - b * mpmath.floor(a / b),
    "gcd": _gcd,
    "lcm": _lcm,
    "denominator": _denominator,
}


def _format(number: sympy.Expr, decimals: bool) -> str:
    """Write a number as it was asked for: decimals in, decimals out."""
    if decimals and number.is_Rational and not number.is_Integer:
        rest = int(number.q)
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return format_decimal(Fraction(int(number.p), int(number.q)))
    return pretty(number) + approximation(number)


def _has_decimals(node: object) -> bool:
    match node:
        case Number(_, decimal):
            return decimal
        case Call(_, arguments):
            return any(_has_decimals(argument) for argument in arguments)
        case _:
            return False


def _nodes(arguments: Sequence[object]) -> list[object]:
    return [one for part in arguments for one in (part if isinstance(part, tuple) else (part,))]

"""Forms of an expression: simplified, multiplied out, factored, or with its coefficients named."""

import math

import sympy
from sympy.simplify.fu import TR5

from agents.mathematics.algebra.evaluation import evaluate
from agents.mathematics.confirmation import confirm_equal
from agents.mathematics.expressions.parser import AlgebraError, Name, Node
from agents.mathematics.expressions.printing import pretty, superscript
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.givens import Givens
from agents.mathematics.numbers.whole_numbers import passes_miller_rabin
from agents.mathematics.result import Result, confirm

_MAX_FACTORED = 10**40
_MAX_POWER_OF_SINE = 12


def simplify(givens: Givens, node: Node, *assumed: Node) -> Result:
    """Answer with the simplest form; powers of letters that are assumed to be positive are joined."""
    positive = {one.name: sympy.Symbol(one.name, positive=True) for one in assumed if isinstance(one, Name)}
    before = givens.build(node, letters=positive)
    if not before.free_symbols:
        return evaluate(givens, node)
    after = sympy.simplify(before)
    after = min((after, sympy.radsimp(after), _in_cosines(before)), key=sympy.count_ops)
    plain = {letter: symbol(name) for name, letter in positive.items()}
    before, after = before.subs(plain), after.subs(plain)
    checked = confirm_equal(givens, node, after, "simplify")
    lines = [f"Start from {unparse(node)}."]
    numerator, denominator = before.as_numer_denom()
    factored = sympy.factor(sympy.together(before))
    if denominator.free_symbols:
        lines.append(
            f"Factor above and below: ({pretty(sympy.factor(numerator))}) / ({pretty(sympy.factor(denominator))})."
        )
        lines.append("Cancel the common factors.")
        excluded = sorted(_real_zeros(denominator) - _real_zeros(after.as_numer_denom()[1]), key=str)
        if excluded:
            (name,) = denominator.free_symbols
            lines.append("This holds for " + " and ".join(f"{name} ≠ {pretty(zero)}" for zero in excluded) + ".")
    elif factored not in (after, before):
        lines.append(f"It can also be written as {pretty(factored)}.")
    return Result(pretty(after), checked, tuple(lines))


def _in_cosines(expression: sympy.Expr) -> sympy.Expr:
    """Cancel with even powers of sines written by cosines, which `sympy.simplify` does not try in a quotient."""
    if not expression.has(sympy.sin):
        return expression
    return sympy.cancel(TR5(expression, max=_MAX_POWER_OF_SINE))


def _real_zeros(expression: sympy.Expr) -> set[sympy.Expr]:
    if len(expression.free_symbols) != 1:
        return set()
    roots = sympy.roots(expression, *expression.free_symbols) if expression.is_polynomial() else {}
    return {root for root in roots if root.is_real}


def expand(givens: Givens, node: Node) -> Result:
    """Answer with the product multiplied out and like terms collected."""
    expanded = sympy.expand(givens.build(node))
    checked = confirm_equal(givens, node, expanded, "expand")
    return Result(
        pretty(expanded), checked, (f"Multiply out {unparse(node)}, each term with each.", "Collect the like terms.")
    )


def factor(givens: Givens, node: Node) -> Result:
    """Answer with the factors of an expression, or with the prime factors of a number."""
    built = givens.build(node)
    if built.is_Integer and abs(built) > 1:
        return _factor_number(built)
    factored = sympy.factor(built)
    lines = [f"Look for common factors and known patterns in {pretty(sympy.expand(built))}."]
    confirm_equal(givens, node, factored, "factor")
    confirm(sympy.expand(factored - built) == 0, "factor")
    if not factored.is_Mul and not factored.is_Pow:
        return Result(
            f"{pretty(factored)} has no factors with rational coefficients",
            "by trying all factors of lower degree",
            tuple(lines),
        )
    lines.append(f"Check by multiplying out: {pretty(factored)} = {pretty(sympy.expand(factored))}.")
    return Result(pretty(factored), "by multiplying out", tuple(lines))


def _factor_number(number: sympy.Integer) -> Result:
    if abs(number) >= _MAX_FACTORED:
        raise AlgebraError("Whole numbers are factored up to 40 digits; use a smaller one.")
    primes = sympy.factorint(number)
    confirm(math.prod(prime**power for prime, power in primes.items()) == number, "factor")
    confirm(all(passes_miller_rabin(int(prime)) for prime in primes if prime > 1), "factor")
    product = " · ".join(f"{prime}{superscript(power)}" if power > 1 else str(prime) for prime, power in primes.items())
    answer = f"{pretty(number)} is a prime number" if number in primes else f"{pretty(number)} = {product}"
    return Result(
        answer,
        "by multiplying the factors, each of which is prime",
        ("Divide by the primes 2, 3, 5, … as often as each goes in.",),
    )


def coefficient_of(givens: Givens, power: Node, node: Node) -> Result:
    """Answer with the number before a power of a letter in the expansion of an expression."""
    expression, wanted = sympy.expand(givens.build(node)), givens.build(power)
    base, exponent = wanted.as_base_exp()
    if not base.is_Symbol or not exponent.is_Integer or not expression.is_polynomial(base) or exponent < 1:
        raise AlgebraError("Name a power such as x^2, and a polynomial in the same letter.")
    value = expression.coeff(base, exponent)
    derivative = sympy.diff(givens.build(node), base, exponent).subs(base, 0)
    confirm(sympy.simplify(derivative / sympy.factorial(exponent) - value) == 0, "coefficient_of")
    return Result(pretty(value), "by the derivative at zero", (f"Expand: {pretty(expression)}.",))


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
    confirm_equal(givens, node, template.subs(solutions[0]), "coefficient")
    return Result(pretty(solutions[0][symbol(wanted.name)]), "by putting the coefficients back")

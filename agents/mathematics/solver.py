"""Solves tasks, and writes the steps and the answer of each."""

# ruff: noqa: RUF001 - signs of mathematics

import re
from collections.abc import Callable

import sympy

from agents.mathematics import equations
from agents.mathematics.inequalities import is_inequality, solve_inequality
from agents.mathematics.parser import AlgebraError, Call, Equation, Node, Number, Statement, parse, variables
from agents.mathematics.printing import approximation, format_steps, pretty, superscript
from agents.mathematics.statistics import describe
from agents.mathematics.sympy_builder import build, symbol
from agents.mathematics.task import OPERATIONS, Task
from agents.mathematics.units import convert
from agents.mathematics.unparse import unparse

_BOUNDS = re.compile(r"^(?P<body>.+?)\s+from\s+(?P<low>.+?)\s+to\s+(?P<high>.+)$", re.IGNORECASE | re.DOTALL)
_LIMIT = re.compile(
    r"^(?P<body>.+?)\s*(?:,|\bas\b)\s*(?P<variable>[A-Za-z])\s*(?:->|→|approaches|goes to|tends to)\s*(?P<point>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LOGARITHM_NOTE = "\n\n(log is read as the logarithm to base 10; write ln for the natural one.)"


def solve_task(task: Task) -> str:
    """Return the steps and the answer as Markdown.

    Raises:
        AlgebraError: The task cannot be solved; the message says what to change.
    """
    if task.operation not in _SOLVERS:
        raise AlgebraError(f"The operation must be one of {', '.join(OPERATIONS)}.")
    text = _SOLVERS[task.operation](task)
    return text + _LOGARITHM_NOTE if re.search(r"\blog\b", task.expression) else text


def _single_expression(text: str) -> Node:
    statements = parse(text)
    if len(statements) != 1:
        raise AlgebraError("One expression is needed here; separate nothing with commas.")
    if isinstance(statements[0], Equation):
        raise AlgebraError("There is an equals sign; use the operation solve for equations.")
    return statements[0]


def _variable(task: Task, *statements: Statement) -> sympy.Symbol:
    names = set().union(*(variables(statement) for statement in statements))
    if task.variable:
        if not re.fullmatch(r"[A-Za-z]\w{0,9}", task.variable):
            raise AlgebraError("The variable must be a name such as x.")
        return symbol(task.variable)
    if not names:
        raise AlgebraError("There is no variable in the expression; add one, such as x.")
    return symbol(next((name for name in "xyztn" if name in names), min(names)))


def _evaluate(task: Task) -> str:
    if is_inequality(task.expression):
        return solve_inequality(task.expression)
    statements = parse(task.expression)
    if len(statements) > 1 or isinstance(statements[0], Equation):
        return equations.solve_equations(statements, None)
    expression = build(statements[0])
    value = sympy.simplify(expression)
    if value.free_symbols:
        return f"Collect and cancel what can be: {unparse(statements[0])}\n\n**Answer:** {pretty(value)}"
    worked = f"{unparse(statements[0])} = {pretty(value)}{approximation(value)}"
    return f"{worked}\n\n**Answer:** {_format_value(statements[0], value)}"


def _format_value(node: Node, value: sympy.Expr) -> str:
    """Prefer a decimal where the question was asked in decimals and the decimal is exact."""
    rough = approximation(value)
    if rough.startswith(" =") and _has_decimals(node):
        return rough[3:]
    return pretty(value) + rough


def _has_decimals(node: Node) -> bool:
    match node:
        case Number(_, decimal):
            return decimal
        case Call(_, arguments):
            return any(_has_decimals(argument) for argument in arguments)
        case _:
            return False


def _simplify(task: Task) -> str:
    node = _single_expression(task.expression)
    before = build(node)
    after = sympy.simplify(before)
    lines = [f"Start from {unparse(node)}."]
    factored = sympy.factor(sympy.together(before))
    numerator, denominator = before.as_numer_denom()
    if denominator.free_symbols:
        lines.append(
            f"Factor above and below: ({pretty(sympy.factor(numerator))}) / ({pretty(sympy.factor(denominator))})."
        )
        excluded = sorted(_real_zeros(denominator) - _real_zeros(after.as_numer_denom()[1]), key=str)
        lines.append("Cancel the common factors.")
        if excluded:
            (name,) = denominator.free_symbols
            lines.append("This holds for " + " and ".join(f"{name} ≠ {pretty(zero)}" for zero in excluded) + ".")
    elif factored != after and factored != before:
        lines.append(f"It can also be written as {pretty(factored)}.")
    return format_steps(lines, pretty(after))


def _real_zeros(expression: sympy.Expr) -> set[sympy.Expr]:
    if len(expression.free_symbols) != 1:
        return set()
    roots = sympy.roots(expression, *expression.free_symbols) if expression.is_polynomial() else {}
    return {root for root in roots if root.is_real}


def _expand(task: Task) -> str:
    node = _single_expression(task.expression)
    result = sympy.expand(build(node))
    return format_steps(
        [f"Multiply out {unparse(node)}, each term with each.", "Collect the like terms."], pretty(result)
    )


def _factor(task: Task) -> str:
    node = _single_expression(task.expression)
    expression = build(node)
    if expression.is_Integer and abs(expression) > 1:
        if abs(expression) >= 10**40:
            raise AlgebraError("Whole numbers are factored up to 40 digits; use a smaller one.")
        primes = sympy.factorint(expression)
        product = " · ".join(
            f"{prime}{superscript(power)}" if power > 1 else str(prime) for prime, power in primes.items()
        )
        prime = expression in primes
        return format_steps(
            ["Divide by the primes 2, 3, 5, … as often as each goes in."],
            f"{pretty(expression)} is a prime number" if prime else f"{pretty(expression)} = {product}",
        )
    result = sympy.factor(expression)
    lines = [f"Look for common factors and known patterns in {pretty(sympy.expand(expression))}."]
    if not result.is_Mul and not result.is_Pow:
        return format_steps(lines, f"{pretty(result)} has no factors with rational coefficients")
    lines.append(f"Check by multiplying out: {pretty(result)} = {pretty(sympy.expand(result))}.")
    return format_steps(lines, pretty(result))


def _solve(task: Task) -> str:
    if is_inequality(task.expression):
        return solve_inequality(task.expression)
    statements = parse(task.expression)
    return equations.solve_equations(statements, _variable(task, *statements) if len(statements) == 1 else None)


def _differentiate(task: Task) -> str:
    node = _single_expression(task.expression)
    expression, by = build(node), _variable(task, node)
    result = sympy.simplify(sympy.diff(expression, by))
    lines = [f"Differentiate {pretty(expression)} with respect to {by}."]
    terms = sympy.Add.make_args(expression)
    factors = [factor for factor in sympy.Mul.make_args(expression) if factor.has(by)]
    if len(terms) > 1:
        lines += [f"The term {pretty(term)} gives {pretty(sympy.diff(term, by))}." for term in terms]
    elif len(factors) > 1:
        lines.append("It is a product, so use (u·v)′ = u′·v + u·v′ on its factors:")
        lines += [
            f"The factor {pretty(factor)} has the derivative {pretty(sympy.diff(factor, by))}." for factor in factors
        ]
    elif factors and factors[0].args and factors[0] != by and not factors[0].is_Pow:
        inner = factors[0].args[0]
        if inner != by:
            lines.append(
                f"Use the chain rule; the inner part {pretty(inner)} has the derivative "
                f"{pretty(sympy.diff(inner, by))}."
            )
    return format_steps(lines, pretty(result))


def _integrate(task: Task) -> str:
    bounds = _BOUNDS.match(task.expression)
    node = _single_expression(re.sub(r"\s*\bd[a-z]\s*$", "", bounds["body"] if bounds else task.expression))
    expression, by = build(node), _variable(task, node)
    primitive = sympy.integrate(expression, by)
    lines = [f"Integrate {pretty(expression)} with respect to {by}."]
    if primitive.has(sympy.Integral):
        if bounds is None:
            raise AlgebraError("This integral has no form in known functions; give bounds, such as “from 0 to 1”.")
    elif bounds is None:
        lines.append(
            f"Check: the derivative of {pretty(primitive)} is {pretty(sympy.simplify(sympy.diff(primitive, by)))}."
        )
        return format_steps(lines, f"{pretty(primitive)} + C")
    else:
        lines.append(f"An antiderivative is F({by}) = {pretty(primitive)}.")
    low, high = (
        build(_single_expression(bounds["low"])),
        build(_single_expression(re.sub(r"\s*\bd[a-z]\s*$", "", bounds["high"]))),
    )
    value = sympy.simplify(sympy.integrate(expression, (by, low, high)))
    if value.has(sympy.Integral):
        value = value.evalf(12)
    if not primitive.has(sympy.Integral) and low.is_finite and high.is_finite:
        lines.append(
            f"Put in the bounds: F({pretty(high)}) − F({pretty(low)}) = "
            f"{pretty(sympy.simplify(primitive.subs(by, high)))} − ({pretty(sympy.simplify(primitive.subs(by, low)))})."
        )
    return format_steps(lines, pretty(value) + approximation(value))


def _limit(task: Task) -> str:
    approach = _LIMIT.match(task.expression)
    if approach is None:
        raise AlgebraError("Say where the limit is taken, such as “sin(x)/x as x -> 0”.")
    expression, by = build(_single_expression(approach["body"])), symbol(approach["variable"])
    to = build(_single_expression(re.sub(r"\binfinity\b", "oo", approach["point"], flags=re.IGNORECASE)))
    value = sympy.limit(expression, by, to)
    lines = [f"Let {by} approach {pretty(to)} in {pretty(expression)}."]
    if to.is_finite and expression.subs(by, to).has(sympy.nan, sympy.zoo):
        lines.append("Putting the point in gives no value, so look at what happens near it.")
    return format_steps(lines, pretty(value) + approximation(value))


_SOLVERS: dict[str, Callable[[Task], str]] = {
    "evaluate": _evaluate,
    "simplify": _simplify,
    "expand": _expand,
    "factor": _factor,
    "solve": _solve,
    "differentiate": _differentiate,
    "integrate": _integrate,
    "limit": _limit,
    "discriminant": lambda task: equations.discriminant(parse(task.expression)),
    "statistics": lambda task: describe(task.expression),
    "convert": lambda task: convert(task.expression),
}

"""Works an operation out and writes it down in steps, ending in the answer."""

# ruff: noqa: RUF001 - mathematics has signs of its own

import re
from collections.abc import Callable

import sympy

from agents.mathematics import equations
from agents.mathematics.inequalities import is_inequality, solve_inequality
from agents.mathematics.parser import AlgebraError, Call, Equation, Node, Number, Statement, parse, variables
from agents.mathematics.printing import approximate, raised, show
from agents.mathematics.statistics import describe
from agents.mathematics.steps import in_steps
from agents.mathematics.sympy_builder import build, symbol
from agents.mathematics.task import OPERATIONS, Task
from agents.mathematics.units import convert
from agents.mathematics.unparse import written

_BOUNDS = re.compile(r"^(?P<body>.+?)\s+from\s+(?P<low>.+?)\s+to\s+(?P<high>.+)$", re.IGNORECASE | re.DOTALL)
_APPROACH = re.compile(
    r"^(?P<body>.+?)\s*(?:,|\bas\b)\s*(?P<variable>[A-Za-z])\s*(?:->|→|approaches|goes to|tends to)\s*(?P<point>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_BASE_TEN = "\n\n(log is read as the logarithm to base 10; write ln for the natural one.)"


def work_out(task: Task) -> str:
    """Return the steps and the answer as Markdown.

    Raises:
        AlgebraError: The task cannot be done; the message says what to change.
    """
    if task.operation not in _WAYS:
        raise AlgebraError(f"The operation must be one of {', '.join(OPERATIONS)}.")
    text = _WAYS[task.operation](task)
    return text + _BASE_TEN if re.search(r"\blog\b", task.expression) else text


def _one(text: str) -> Node:
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
        return equations.solve(statements, None)
    expression = build(statements[0])
    value = sympy.simplify(expression)
    if value.free_symbols:
        return f"Collect and cancel what can be: {written(statements[0])}\n\n**Answer:** {show(value)}"
    worked = f"{written(statements[0])} = {show(value)}{approximate(value)}"
    return f"{worked}\n\n**Answer:** {_value(statements[0], value)}"


def _value(node: Node, value: sympy.Expr) -> str:
    """Prefer a decimal where the question was asked in decimals and the decimal is exact."""
    rough = approximate(value)
    if rough.startswith(" =") and _has_decimals(node):
        return rough[3:]
    return show(value) + rough


def _has_decimals(node: Node) -> bool:
    match node:
        case Number(_, decimal):
            return decimal
        case Call(_, arguments):
            return any(_has_decimals(argument) for argument in arguments)
        case _:
            return False


def _simplify(task: Task) -> str:
    node = _one(task.expression)
    before = build(node)
    after = sympy.simplify(before)
    lines = [f"Start from {written(node)}."]
    factored = sympy.factor(sympy.together(before))
    numerator, denominator = before.as_numer_denom()
    if denominator.free_symbols:
        lines.append(
            f"Factor above and below: ({show(sympy.factor(numerator))}) / ({show(sympy.factor(denominator))})."
        )
        excluded = sorted(_real_zeros(denominator) - _real_zeros(after.as_numer_denom()[1]), key=str)
        lines.append("Cancel the common factors.")
        if excluded:
            (name,) = denominator.free_symbols
            lines.append("This holds for " + " and ".join(f"{name} ≠ {show(zero)}" for zero in excluded) + ".")
    elif factored != after and factored != before:
        lines.append(f"It can also be written as {show(factored)}.")
    return in_steps(lines, show(after))


def _real_zeros(expression: sympy.Expr) -> set[sympy.Expr]:
    if len(expression.free_symbols) != 1:
        return set()
    roots = sympy.roots(expression, *expression.free_symbols) if expression.is_polynomial() else {}
    return {root for root in roots if root.is_real}


def _expand(task: Task) -> str:
    node = _one(task.expression)
    result = sympy.expand(build(node))
    return in_steps([f"Multiply out {written(node)}, each term with each.", "Collect the like terms."], show(result))


def _factor(task: Task) -> str:
    node = _one(task.expression)
    expression = build(node)
    if expression.is_Integer and abs(expression) > 1:
        if abs(expression) >= 10**40:
            raise AlgebraError("Whole numbers are factored up to 40 digits; use a smaller one.")
        primes = sympy.factorint(expression)
        product = " · ".join(f"{prime}{raised(power)}" if power > 1 else str(prime) for prime, power in primes.items())
        prime = expression in primes
        return in_steps(
            ["Divide by the primes 2, 3, 5, … as often as each goes in."],
            f"{show(expression)} is a prime number" if prime else f"{show(expression)} = {product}",
        )
    result = sympy.factor(expression)
    lines = [f"Look for common factors and known patterns in {show(sympy.expand(expression))}."]
    if not result.is_Mul and not result.is_Pow:
        return in_steps(lines, f"{show(result)} has no factors with rational coefficients")
    lines.append(f"Check by multiplying out: {show(result)} = {show(sympy.expand(result))}.")
    return in_steps(lines, show(result))


def _solve(task: Task) -> str:
    if is_inequality(task.expression):
        return solve_inequality(task.expression)
    statements = parse(task.expression)
    return equations.solve(statements, _variable(task, *statements) if len(statements) == 1 else None)


def _differentiate(task: Task) -> str:
    node = _one(task.expression)
    expression, by = build(node), _variable(task, node)
    result = sympy.simplify(sympy.diff(expression, by))
    lines = [f"Differentiate {show(expression)} with respect to {by}."]
    terms = sympy.Add.make_args(expression)
    factors = [factor for factor in sympy.Mul.make_args(expression) if factor.has(by)]
    if len(terms) > 1:
        lines += [f"The term {show(term)} gives {show(sympy.diff(term, by))}." for term in terms]
    elif len(factors) > 1:
        lines.append("It is a product, so use (u·v)′ = u′·v + u·v′ on its factors:")
        lines += [f"The factor {show(factor)} has the derivative {show(sympy.diff(factor, by))}." for factor in factors]
    elif factors and factors[0].args and factors[0] != by and not factors[0].is_Pow:
        inner = factors[0].args[0]
        if inner != by:
            lines.append(
                f"Use the chain rule; the inner part {show(inner)} has the derivative {show(sympy.diff(inner, by))}."
            )
    return in_steps(lines, show(result))


def _integrate(task: Task) -> str:
    bounds = _BOUNDS.match(task.expression)
    node = _one(re.sub(r"\s*\bd[a-z]\s*$", "", bounds["body"] if bounds else task.expression))
    expression, by = build(node), _variable(task, node)
    primitive = sympy.integrate(expression, by)
    lines = [f"Integrate {show(expression)} with respect to {by}."]
    if primitive.has(sympy.Integral):
        if bounds is None:
            raise AlgebraError("This integral has no form in known functions; give bounds, such as “from 0 to 1”.")
    elif bounds is None:
        lines.append(
            f"Check: the derivative of {show(primitive)} is {show(sympy.simplify(sympy.diff(primitive, by)))}."
        )
        return in_steps(lines, f"{show(primitive)} + C")
    else:
        lines.append(f"An antiderivative is F({by}) = {show(primitive)}.")
    low, high = build(_one(bounds["low"])), build(_one(re.sub(r"\s*\bd[a-z]\s*$", "", bounds["high"])))
    value = sympy.simplify(sympy.integrate(expression, (by, low, high)))
    if value.has(sympy.Integral):
        value = value.evalf(12)
    if not primitive.has(sympy.Integral) and low.is_finite and high.is_finite:
        lines.append(
            f"Put in the bounds: F({show(high)}) − F({show(low)}) = "
            f"{show(sympy.simplify(primitive.subs(by, high)))} − ({show(sympy.simplify(primitive.subs(by, low)))})."
        )
    return in_steps(lines, show(value) + approximate(value))


def _limit(task: Task) -> str:
    approach = _APPROACH.match(task.expression)
    if approach is None:
        raise AlgebraError("Say where the limit is taken, such as “sin(x)/x as x -> 0”.")
    expression, by = build(_one(approach["body"])), symbol(approach["variable"])
    to = build(_one(re.sub(r"\binfinity\b", "oo", approach["point"], flags=re.IGNORECASE)))
    value = sympy.limit(expression, by, to)
    lines = [f"Let {by} approach {show(to)} in {show(expression)}."]
    if to.is_finite and expression.subs(by, to).has(sympy.nan, sympy.zoo):
        lines.append("Putting the point in gives no value, so look at what happens near it.")
    return in_steps(lines, show(value) + approximate(value))


_WAYS: dict[str, Callable[[Task], str]] = {
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

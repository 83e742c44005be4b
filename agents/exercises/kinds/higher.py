"""Exercises of calculus and matrices."""

from fractions import Fraction
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, KnownAnswer
from agents.exercises.notation import binomial, matrix, nonzero, number, operand, point, polynomial
from agents.mathematics.task import Task
from agents.user_messages import TranslatableText

HIGHER = KindRegistry()


def _coefficients(random: Random, degree: int, top: int) -> list[int]:
    return [nonzero(random, -top, top), *(random.randint(-top, top) for _ in range(degree))]


def _derivative(coefficients: list[int]) -> list[int]:
    degree = len(coefficients) - 1
    return [coefficient * (degree - place) for place, coefficient in enumerate(coefficients[:-1])]


def _value(coefficients: list[int], x: int) -> int:
    value = 0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


_POWER_RULE = TranslatableText("Bring each exponent down as a factor and make it one smaller; constants disappear.")


@HIGHER.kind("derivatives")
def derivatives(random: Random, level: int) -> Draft:
    coefficients = _coefficients(random, level + 1, (5, 7, 9)[level - 1])
    body, value = polynomial(coefficients), polynomial(_derivative(coefficients))
    return Draft(
        TranslatableText("Differentiate f(x) = {body}.", body=body),
        KnownAnswer(value),
        _POWER_RULE,
        (f"f'(x) = {value}",),
        Task("differentiate", body, "x"),
    )


@HIGHER.kind("derivatives")
def product_and_chain_rule(random: Random, level: int) -> Draft:
    a, b, n = random.randint(2, 6), nonzero(random, -6, 6), random.randint(2, 3 + level)
    if level == 1:
        body, value = f"sin({a}x)", f"{a}cos({a}x)"
    elif level == 2:
        inner = polynomial([a, b])
        body, value = f"({inner})^{n}", f"{a * n}({inner})^{n - 1}"
    else:
        body, value = f"x^{n} e^({a}x)", f"({n}x^{n - 1} + {a}x^{n}) e^({a}x)"
    return Draft(
        TranslatableText("Differentiate f(x) = {body}.", body=body),
        KnownAnswer(value),
        TranslatableText(
            "Use the chain rule: outer derivative times inner derivative; for a product, the product rule."
        ),
        (f"f'(x) = {value}",),
        Task("differentiate", body, "x"),
    )


@HIGHER.kind("derivatives")
def tangent_slopes(random: Random, level: int) -> Draft:
    coefficients, x = _coefficients(random, (2, 2, 3)[level - 1], 5), random.randint(-3, 4)
    body, derived = polynomial(coefficients), _derivative(coefficients)
    value = number(_value(derived, x))
    return Draft(
        TranslatableText("What is the slope of y = {body} at x = {x}?", body=body, x=number(x)),
        KnownAnswer(value),
        TranslatableText("The slope at a point is the value of the derivative there."),
        (f"y' = {polynomial(derived)}", f"y'({number(x)}) = {value}"),
        Task("evaluate", " + ".join(f"({c})*{_power(x, len(derived) - 1 - place)}" for place, c in enumerate(derived))),
    )


def _power(x: int, exponent: int) -> str:
    return f"({x})^{exponent}" if exponent else "1"  # 0⁰ has no agreed value


@HIGHER.kind("integrals")
def antiderivatives(random: Random, level: int) -> Draft:
    primitive = [*_coefficients(random, level + 1, (4, 6, 8)[level - 1])[:-1], 0]
    body, value = polynomial(_derivative(primitive)), polynomial(primitive)
    return Draft(
        TranslatableText("Find an antiderivative of f(x) = {body}.", body=body),
        KnownAnswer(value, "antiderivative"),
        TranslatableText("Make each exponent one larger and divide by the new exponent; differentiate to check."),
        (f"F(x) = {value} + C",),
        Task("integrate", body, "x"),
    )


@HIGHER.kind("integrals")
def definite_integrals(random: Random, level: int) -> Draft:
    primitive = [*_coefficients(random, level + 1, (3, 5, 6)[level - 1])[:-1], 0]
    low, high = (0, random.randint(1, 4)) if level == 1 else sorted(random.sample(range(-3, 5), 2))
    body = polynomial(_derivative(primitive))
    upper, lower = _value(primitive, high), _value(primitive, low)
    return Draft(
        TranslatableText(
            "Calculate the integral of f(x) = {body} from {low} to {high}.",
            body=body,
            low=number(low),
            high=number(high),
        ),
        KnownAnswer(number(upper - lower)),
        TranslatableText("Find an antiderivative, put in both bounds and subtract."),
        (f"F(x) = {polynomial(primitive)}", f"{number(upper)} − {operand(lower)} = {number(upper - lower)}"),
        Task("integrate", f"{body} from {low} to {high}", "x"),
    )


@HIGHER.kind("limits")
def limits(random: Random, level: int) -> Draft:
    root, other = nonzero(random, -12, 12), nonzero(random, -6, 6)
    while other == -root or other == root:
        other = nonzero(random, -7, 7)
    if level < 3:
        top = polynomial([1, -root - other, root * other]) if level == 2 else polynomial([1, 0, -root * root])
        rest = -other if level == 2 else root
        body, where, value = f"({top})/{binomial(-root)}", number(root), Fraction(root + rest)
        steps = (f"({top}) = {binomial(-root)}{binomial(rest)}", f"{binomial(rest)}")
    else:
        a, b, c = random.randint(1, 9), random.randint(2, 9), random.randint(2, 6)
        body, where = f"({polynomial([a, b, 0])})/({polynomial([c, 0, other])})", "∞"
        value, steps = Fraction(a, c), (f"{a}/{c}", "")
    return Draft(
        TranslatableText("Calculate the limit of {body} as x approaches {point}.", body=body, point=where),
        KnownAnswer(number(value)),
        TranslatableText("Cancel what makes the denominator 0; at infinity, divide by the highest power."),
        (*filter(None, steps), number(value)),
        Task("limit", f"{body} as x -> {where}"),
    )


@HIGHER.kind("matrices")
def determinants(random: Random, level: int) -> Draft:
    top = (5, 9, 4)[level - 1]
    size = 2 if level < 3 else 3
    rows = [[random.randint(-top if level > 1 else 0, top) for _ in range(size)] for _ in range(size)]
    value = _determinant(rows)
    rule = TranslatableText("Multiply along the diagonals: those that fall count plus, those that rise count minus.")
    steps = (
        (f"{operand(rows[0][0])} × {operand(rows[1][1])} − {operand(rows[0][1])} × {operand(rows[1][0])}",)
        if size == 2
        else ()
    )
    return Draft(
        TranslatableText("Calculate the determinant of the matrix {matrix}.", matrix=matrix(rows)),
        KnownAnswer(number(value)),
        rule,
        (*steps, number(value)),
        Task("answer", f"What is the determinant of {matrix(rows)}?"),
    )


def _determinant(rows: list[list[int]]) -> int:
    if len(rows) == 1:
        return rows[0][0]
    minors = ([row[:place] + row[place + 1 :] for row in rows[1:]] for place in range(len(rows)))
    return sum((-1) ** place * rows[0][place] * _determinant(minor) for place, minor in enumerate(minors))


@HIGHER.kind("matrices")
def matrix_products(random: Random, level: int) -> Draft:
    low, top = (0, 4) if level == 1 else (-5, 5) if level == 2 else (-9, 9)
    a, b = ([[random.randint(low, top) for _ in range(2)] for _ in range(2)] for _ in range(2))
    product = [[sum(a[row][k] * b[k][column] for k in range(2)) for column in range(2)] for row in range(2)]
    return Draft(
        TranslatableText("Multiply the matrices {first} × {second}.", first=matrix(a), second=matrix(b)),
        KnownAnswer(matrix(product)),
        TranslatableText("Each entry is a row of the first matrix times a column of the second."),
        (
            " + ".join(f"{operand(a[0][k])} × {operand(b[k][0])}" for k in range(2)) + f" = {number(product[0][0])}",
            matrix(product),
        ),
        Task("answer", f"{matrix(a)} * {matrix(b)}".replace("−", "-")),
    )


@HIGHER.kind("matrices")
def dot_products(random: Random, level: int) -> Draft:
    size, top = (2, 3, 3)[level - 1], (6, 6, 12)[level - 1]
    a, b = ([random.randint(-top if level > 1 else 1, top) for _ in range(size)] for _ in range(2))
    value = sum(x * y for x, y in zip(a, b, strict=True))
    return Draft(
        TranslatableText("Calculate the dot product of {first} and {second}.", first=point(*a), second=point(*b)),
        KnownAnswer(number(value)),
        TranslatableText("Multiply the entries in the same place and add the products."),
        (" + ".join(f"{operand(x)} × {operand(y)}" for x, y in zip(a, b, strict=True)), number(value)),
        Task("evaluate", " + ".join(f"({x})*({y})" for x, y in zip(a, b, strict=True))),
    )

"""Exercises of algebra: terms, equations, systems, inequalities, functions, sequences, logarithms."""

from fractions import Fraction
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, KnownAnswer
from agents.exercises.notation import binomial, listed, nonzero, number, operand, point, polynomial, power
from agents.mathematics.task import Task
from agents.user_messages import TranslatableText

ALGEBRA = KindRegistry()


@ALGEBRA.kind("terms")
def like_terms(random: Random, level: int) -> Draft:
    top = (5, 9, 15)[level - 1]
    a, b = nonzero(random, -top, top), nonzero(random, -top, top)
    c, d = nonzero(random, -top, top), random.randint(-top, top) if level > 1 else 0
    if a + b == 0:
        b = abs(a)
    a = abs(a)
    rest = f" {'−' if d < 0 else '+'} {abs(d)}" if d else ""
    shown = f"{polynomial([a, c])} {'−' if b < 0 else '+'} {polynomial([abs(b), 0])}{rest}"
    if a + b == 0:
        return like_terms(random, level)
    value = polynomial([a + b, c + d])
    return Draft(
        TranslatableText("Simplify {expression}.", expression=shown),
        KnownAnswer(value, "expanded"),
        TranslatableText("Put the terms with the same letter together, and the numbers together."),
        (f"{shown} = {value}",),
        Task("simplify", shown),
    )


@ALGEBRA.kind("terms")
def multiplying_out(random: Random, level: int) -> Draft:
    top = (5, 9, 9)[level - 1]
    p, q = nonzero(random, -top, top), nonzero(random, -top, top)
    a, b = (1, 1) if level < 3 else (random.randint(2, 5), random.randint(1, 5))
    if level == 1:
        factor = random.randint(2, 9)
        shown, value = f"{factor}{binomial(p)}", polynomial([factor, factor * p])
    else:
        shown, value = f"{binomial(p, a)}{binomial(q, b)}", polynomial([a * b, a * q + b * p, p * q])
    return Draft(
        TranslatableText("Multiply out {expression}.", expression=shown),
        KnownAnswer(value, "expanded"),
        TranslatableText("Multiply each term of one factor by each term of the other, then collect like terms."),
        (f"{shown} = {value}",),
        Task("expand", shown),
    )


@ALGEBRA.kind("terms")
def factoring(random: Random, level: int) -> Draft:
    top = (6, 9, 9)[level - 1]
    p, q = nonzero(random, -top, top), nonzero(random, -top, top)
    if level == 1:
        p, q = abs(p), abs(q)
    a = 1 if level < 3 else random.choice((2, 3, 4))
    shown = polynomial([a, a * (p + q), a * p * q])
    value = f"{a if a > 1 else ''}{binomial(p)}{binomial(q)}"
    return Draft(
        TranslatableText("Factor {expression}.", expression=shown),
        KnownAnswer(value, "factored"),
        TranslatableText("Look for two numbers whose product is the last number and whose sum is the middle one."),
        (f"{operand(p)} + {operand(q)} = {number(p + q)}", f"{shown} = {value}"),
        Task("factor", shown),
    )


@ALGEBRA.kind("equations")
def linear_equations(random: Random, level: int) -> Draft:
    x, a, b = nonzero(random, -9, 12), random.randint(2, 9), nonzero(random, -12, 12)
    if level == 1:
        x, b = abs(x), abs(b)
    c = 0 if level < 3 else nonzero(random, -9, 9)
    while c == a:
        c = nonzero(random, -9, 9)
    right = a * x + b - c * x
    equation = f"{polynomial([a, b])} = {polynomial([c, right])}"
    steps = [f"{polynomial([a - c, b])} = {number(right)}"] if c else []
    steps += [f"{polynomial([a - c, 0])} = {number(right - b)}", f"x = {number(x)}"]
    return _equation(equation, f"x = {number(x)}", _BALANCE, *steps)


def _equation(equation: str, answer: str, rule: TranslatableText, *steps: str, typed: str = "") -> Draft:
    return Draft(
        TranslatableText("Solve {equation} for x.", equation=equation),
        KnownAnswer(answer),
        rule,
        steps,
        Task("solve", typed or equation, "x"),
    )


_BALANCE = TranslatableText("Do the same on both sides until x stands alone.")


@ALGEBRA.kind("equations")
def equations_with_fractions(random: Random, level: int) -> Draft:
    a, x, b = random.randint(2, (5, 9, 12)[level - 1]), nonzero(random, -9, 9), nonzero(random, -9, 9)
    k = 1 if level == 1 else random.randint(2, 5)
    equation = f"{'' if k == 1 else k}x/{a} {'−' if b < 0 else '+'} {abs(b)} = {number(Fraction(k * x * a, a) + b)}"
    value = x * a
    steps = (
        f"{'' if k == 1 else k}x/{a} = {number(k * x)}",
        f"{'' if k == 1 else k}x = {number(k * x * a)}",
        f"x = {number(value)}",
    )
    return _equation(equation, f"x = {number(value)}", _BALANCE, *steps)


@ALGEBRA.kind("quadratics")
def quadratic_equations(random: Random, level: int) -> Draft:
    top = (6, 9, 9)[level - 1]
    p, q = random.sample([n for n in range(-top, top + 1) if n], 2)
    a = 1 if level < 3 else random.randint(2, 4)
    p, q = sorted((p, q))
    equation = f"{polynomial([a, -a * (p + q), a * p * q])} = 0"
    return _equation(
        equation,
        f"x = {number(p)} or x = {number(q)}",
        TranslatableText("Factor the left side; a product is 0 when one of its factors is 0."),
        f"{a if a > 1 else ''}{binomial(-p)}{binomial(-q)} = 0",
        f"x = {number(p)}, x = {number(q)}",
    )


@ALGEBRA.kind("quadratics")
def square_equations(random: Random, level: int) -> Draft:
    root, shift = random.randint(1, (9, 12, 12)[level - 1]), 0 if level == 1 else nonzero(random, -9, 9)
    low, high = sorted((-root - shift, root - shift))
    left = f"{power('x' if level == 1 else binomial(shift), 2)}"
    return _equation(
        f"{left} = {root**2}",
        f"x = {number(low)} or x = {number(high)}",
        TranslatableText("A square has two roots, one positive and one negative."),
        f"{polynomial([1, shift])} = {root}, {polynomial([1, shift])} = −{root}",
        f"x = {number(low)}, x = {number(high)}",
    )


@ALGEBRA.kind("quadratics")
def vertices(random: Random, level: int) -> Draft:
    a, h, k = (1 if level < 3 else random.choice((2, 3, -1, -2))), random.randint(-5, 5), random.randint(-9, 9)
    if level > 1:
        h = nonzero(random, -6, 6)
    body = polynomial([a, -2 * a * h, a * h * h + k])
    square = f"{polynomial([a, 0])[:-1] if a not in (1, -1) else ('−' if a < 0 else '')}{power(binomial(-h), 2)}"
    shifted = f"{square} {'−' if k < 0 else '+'} {abs(k)}"
    return Draft(
        TranslatableText("Find the vertex of the parabola y = {body}.", body=body),
        KnownAnswer(point(h, k)),
        TranslatableText("Complete the square: the vertex of y = a(x − h)² + k is (h, k)."),
        (f"y = {shifted}", point(h, k)),
        Task("answer", f"What is the vertex of y = {body}?"),
    )


@ALGEBRA.kind("systems")
def systems(random: Random, level: int) -> Draft:
    x, y = random.randint(-6, 9), random.randint(-6, 9)
    top = (1, 4, 7)[level - 1]
    while True:
        a, b, c, d = (nonzero(random, -top, top) for _ in range(4))
        a = abs(a)
        if a * d - b * c:
            break
    if level == 1:
        a, b, c, d = 1, 1, random.choice((1, 2, 3)), -1
    first, second = f"{_two(a, b)} = {number(a * x + b * y)}", f"{_two(c, d)} = {number(c * x + d * y)}"
    return Draft(
        TranslatableText("Solve the system {first} and {second}.", first=first, second=second),
        KnownAnswer(f"x = {number(x)}, y = {number(y)}"),
        TranslatableText("Multiply and add the equations so that one letter disappears, or replace one letter."),
        (f"{a * d - b * c}x = {(a * d - b * c) * x}".replace("-", "−"), f"x = {number(x)}, y = {number(y)}"),
        Task("solve", f"{first}, {second}"),
    )


def _two(a: int, b: int) -> str:
    return f"{polynomial([a, 0])} {'−' if b < 0 else '+'} {polynomial([abs(b), 0], 'y')}"


@ALGEBRA.kind("inequalities")
def linear_inequalities(random: Random, level: int) -> Draft:
    bound, a, b = random.randint(-9, 9), random.randint(2, 9), nonzero(random, -12, 12)
    if level > 1 and random.random() < 0.6:
        a = -a
    sign = random.choice("<>" if level < 3 else "<>≤≥")
    turned = sign if a > 0 else sign.translate(str.maketrans("<>≤≥", "><≥≤"))
    shown = f"{polynomial([a, b])} {sign} {number(a * bound + b)}"
    return Draft(
        TranslatableText("Solve the inequality {inequality}.", inequality=shown),
        KnownAnswer(f"x {turned} {number(bound)}"),
        TranslatableText("Work as with an equation; dividing by a negative number turns the sign round."),
        (f"{polynomial([a, 0])} {sign} {number(a * bound)}", f"x {turned} {number(bound)}"),
        Task("solve", shown),
    )


@ALGEBRA.kind("functions")
def function_values(random: Random, level: int) -> Draft:
    a, b, c, x = nonzero(random, -5, 5), nonzero(random, -9, 9), random.randint(-9, 9), random.randint(-4, 6)
    coefficients = [a, b] if level == 1 else [a, b, c]
    body = polynomial(coefficients)
    value = sum(coefficient * x ** (len(coefficients) - 1 - place) for place, coefficient in enumerate(coefficients))
    return Draft(
        TranslatableText("f(x) = {body}. What is f({x})?", body=body, x=number(x)),
        KnownAnswer(number(value)),
        TranslatableText("Put the number in the place of x, in parentheses if it is negative."),
        (f"f({number(x)}) = {number(value)}",),
        Task("answer", f"f(x) = {body}. What is f({x})?"),
    )


@ALGEBRA.kind("functions")
def lines_through_points(random: Random, level: int) -> Draft:
    slope = Fraction(nonzero(random, -6, 6), 1 if level < 3 else random.randint(2, 4))
    run = slope.denominator * random.randint(1, (3, 5, 4)[level - 1])
    x, y = random.randint(-6, 6), random.randint(-6, 6)
    ends = point(x, y), point(x + run, int(y + slope * run))
    return Draft(
        TranslatableText("What is the slope of the line through {first} and {second}?", first=ends[0], second=ends[1]),
        KnownAnswer(number(slope)),
        TranslatableText("Divide the change in y by the change in x."),
        (f"({number(int(slope * run))})/{run}", number(slope)),
        Task("answer", f"What is the slope of the line through {ends[0]} and {ends[1]}?"),
    )


@ALGEBRA.kind("sequences")
def arithmetic_sequences(random: Random, level: int) -> Draft:
    first, step = random.randint(-5, 20), nonzero(random, (1, -9, -12)[level - 1], (9, 9, 12)[level - 1])
    if step in (0, 1):
        step = 2
    terms = [first + step * n for n in range(4)]
    place = 5 if level == 1 else random.randint(8, (20, 60)[level - 2])
    value = first + step * (place - 1)
    return Draft(
        TranslatableText(
            "What is term number {place} of the sequence {terms}, …?", place=str(place), terms=listed(terms)
        ),
        KnownAnswer(number(value)),
        TranslatableText("Each term differs from the one before by the same number."),
        (
            f"{number(terms[1])} − {operand(first)} = {number(step)}",
            f"{number(first)} + {place - 1} × {operand(step)} = {number(value)}",
        ),
        Task("evaluate", f"{first} + ({place} - 1) * ({step})"),
    )


@ALGEBRA.kind("sequences")
def geometric_sequences(random: Random, level: int) -> Draft:
    first, ratio = random.randint(1, 6), random.choice(((2, 3), (2, 3, 4, 5), (-2, -3, 2, 3))[level - 1])
    terms = [first * ratio**n for n in range(4)]
    place = (5, 6, 7)[level - 1]
    value = first * ratio ** (place - 1)
    return Draft(
        TranslatableText(
            "What is term number {place} of the sequence {terms}, …?", place=str(place), terms=listed(terms)
        ),
        KnownAnswer(number(value)),
        TranslatableText("Each term is the one before times the same number."),
        (
            f"{number(terms[1])} ÷ {first} = {number(ratio)}",
            f"{first} × {power(operand(ratio), place - 1)} = {number(value)}",
        ),
        Task("evaluate", f"{first} * ({ratio})^({place} - 1)"),
    )


@ALGEBRA.kind("logarithms")
def logarithms(random: Random, level: int) -> Draft:
    base = random.choice(((2, 10), (2, 3, 5, 10), (2, 3, 4, 5, 6))[level - 1])
    exponent = random.randint(1 if level == 1 else 2, (6, 5, 4)[level - 1])
    if level == 3 and random.random() < 0.5:
        exponent = -exponent
    value = Fraction(base) ** exponent
    digits = str(base).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
    return Draft(
        TranslatableText("Calculate {expression}.", expression=f"log{digits}({value})"),
        KnownAnswer(number(exponent)),
        TranslatableText("Ask to which power the base must be raised."),
        (
            f"{power(str(base), exponent) if exponent > 0 else f'{base}^({number(exponent)})'} = {value}",
            number(exponent),
        ),
        Task("evaluate", f"log({value}, {base})"),
    )


@ALGEBRA.kind("logarithms")
def exponential_equations(random: Random, level: int) -> Draft:
    base, exponent = random.choice((2, 3, 5, 10)), random.randint(2, 5)
    shift = 0 if level == 1 else nonzero(random, -4, 4)
    factor = 1 if level < 3 else random.choice((2, 3))
    x = Fraction(exponent - shift, factor)
    power_of = polynomial([factor, shift])
    value = base**exponent
    return _equation(
        f"{base}^({power_of}) = {value}" if level > 1 else f"{base}^x = {value}",
        f"x = {number(x)}",
        TranslatableText("Write both sides as powers of the same base, then compare the exponents."),
        f"{value} = {power(str(base), exponent)}",
        f"{power_of} = {exponent}",
        f"x = {number(x)}",
    )

"""Attempts at exercises, and what each is worth: written by hand, not one right attempt is the stored answer."""

# ruff: noqa: E501 - a table, in signs of mathematics as learners write them

from collections.abc import Iterator

from agents.exercises.exercise import Correction, KnownAnswer, ProgramTests
from agents.exercises.programs import TASKS
from agents.exercises.sentences import corrections

# The answer, then attempts that are right, wrong, and no attempts at all, each separated by ` | `.
MATHEMATICS: tuple[tuple[KnownAnswer, str, str, str], ...] = (
    (
        KnownAnswer("84"),
        "84.0 | = 84 | eighty-four | ochenta y cuatro | vierundachtzig | 八十四 | quatre-vingt-quatre | ottantaquattro | oitenta e quatro | x = 84 | 168/2 = 84",
        "48 | −84 | 84.5 | 80 + 5",
        "no idea | ...",
    ),
    (
        KnownAnswer("12100 €", unit="€"),
        "12100 | 12,100 | 12.100 € | 12 100 | €12100 | 12100.00 € | 12100 euros",
        "1210 | 12000 € | 121000",
        "a lot of money",
    ),
    (
        KnownAnswer("11/12", "lowest_terms"),
        "11 / 12 | \\frac{11}{12} | 0 + 11/12",
        "22/24 | 12/11 | 10/12 | −11/12",
        "half of it, I think so",
    ),
    (
        KnownAnswer("3/4", "lowest_terms"),
        "¾ | three quarters | tres cuartos | drei Viertel | 四分之三 | trois quarts | tre quarti | três quartos",
        "6/8 | 4/3 | 3/5",
        "the fraction",
    ),
    (KnownAnswer("0.375", "decimal"), ".375 | 0,375 | 0.3750", "3/8 | 0.38 | 0.0375 | 37.5", "a decimal"),
    (KnownAnswer("54.2", "decimal"), "54,2 | 54.20 | about 54.2", "54.17 | 54.1 | 54 | 54.3", "up"),
    (
        KnownAnswer("20 %", unit="%"),
        "20 | 20% | 20 percent | 20 por ciento | 20 Prozent",
        "5 | 80 % | 0.2 % | 2",
        "one fifth of everything there is",
    ),
    (
        KnownAnswer("2 × 3 × 7 × 7", "factored"),
        "7 × 7 × 3 × 2 | 2·3·7² | 2*3*7*7 | 2 x 3 x 7 x 7",
        "294 | 6 × 49 | 2 × 3 × 7 | 2 × 147",
        "primes",
    ),
    (
        KnownAnswer("x = 5"),
        "5 | x=5 | X = 5 | 5 = x | 2x = 10\nx = 5 | 10/2",
        "x = −5 | 6 | x = 5/2",
        "x < 5 | I divided both sides",
    ),
    (
        KnownAnswer("x = −3 or x = 4"),
        "4, −3 | x = 4, x = −3 | 4 and -3 | {−3; 4} | x=4 oder x=-3 | x₁ = −3, x₂ = 4",
        "x = 4 | 3, −4 | x = −3 | −3, 4, 0",
        "two of them",
    ),
    (
        KnownAnswer("x = −4, y = 3"),
        "(−4, 3) | y = 3, x = −4 | -4; 3 | x=-4 y=3 | x = −4 and y = 3",
        "(3, −4) | x = −4, y = −3 | x = 3, y = −4",
        "x and y",
    ),
    (
        KnownAnswer("x > −3"),
        "-3 < x | x>-3 | (−3, ∞) | x is greater than −3",
        "x ≥ −3 | x < −3 | x > 3",
        "more than that",
    ),
    (KnownAnswer("x ≤ −3"), "x<=-3 | −3 ≥ x | (−∞, −3]", "x < −3 | x ≥ −3 | x ≤ 3", "at most"),
    (KnownAnswer("6x + 1", "expanded"), "1 + 6x | 6*x+1 | 6x+1", "5x + 1 | 6x − 1 | x + 1 + 5x", "like terms"),
    (
        KnownAnswer("x² − 36", "expanded"),
        "x^2 - 36 | x**2-36 | −36 + x²",
        "(x + 6)(x − 6) | x² + 36 | x² − 12",
        "multiply",
    ),
    (
        KnownAnswer("(x + 3)(x − 1)", "factored"),
        "(x-1)(x+3) | (x − 1)·(x + 3) | (3 + x)(x − 1)",
        "x² + 2x − 3 | (x − 3)(x + 1) | (x + 3)(x + 1)",
        "brackets",
    ),
    (KnownAnswer("(−2, 5)"), "(-2|5) | -2, 5 | x = −2, y = 5", "(5, −2) | (2, 5) | (−2, −5)", "the vertex"),
    (KnownAnswer("(15/2, −5/2)"), "(7.5, −2.5) | 7½, −2½", "(15, −5) | (7.5, 2.5)", "in the middle"),
    (KnownAnswer("25π cm²", unit="cm²"), "25π | 25 pi cm^2 | π·25 | 25pi", "10π | 5π cm² | 25", "round"),
    (KnownAnswer("5000 m", unit="m"), "5000 | 5 km | 5000 meters | 5,000 m", "500 m | 5000 km | 50", "kilometres"),
    (KnownAnswer("√3/2"), "sqrt(3)/2 | \\frac{\\sqrt{3}}{2} | 1/2·√3 | √(3/4)", "1/2 | √3 | −√3/2 | 0.87", "the sine"),
    (
        KnownAnswer("15:11", "text"),
        "3:11 pm | 15.11 | 15h11 | 15:11 Uhr | 15点11分",
        "15:10 | 14:11 | 3:11 | 16:00",
        "in the afternoon",
    ),
    (KnownAnswer("08:05", "text"), "8:05 | 8.05 | 8:05 am", "8:50 | 20:05 | 5:08", "morning"),
    (KnownAnswer("40 km/h", unit="km/h"), "40 | 40km/h | 40 kmh", "4 km/h | 80 km/h | 45", "fast"),
    (KnownAnswer("1/9"), "2/18 | 4/36 | one ninth", "1/6 | 1/36 | 5/36 | 9", "not likely"),
    (KnownAnswer("37.5"), "75/2 | 37,5 | 37½", "37 | 38 | 225", "in between them"),
    (KnownAnswer("−4x + 4"), "4 − 4x | -4(x-1) | 4*(1-x)", "−4x | 4x + 4 | −2x + 4", "power rule"),
    (KnownAnswer("4cos(4x)"), "4 cos 4x | 4*cos(4*x) | cos(4x)*4", "cos(4x) | −4cos(4x) | 4sin(4x)", "chain"),
    (
        KnownAnswer("x² + 3x", "antiderivative"),
        "x^2+3x | 3x + x² + C | x²+3x+7 | x(x+3) + c | F(x) = x² + 3x + C",
        "x² + 3 + C | 2x | x²/2 + 3x",
        "the area",
    ),
    (
        KnownAnswer("[[14, 9], [−4, −12]]"),
        "[14 9; -4 -12] | (14, 9), (−4, −12) | 14 9; −4 −12 | [[14,9],[-4,-12]]",
        "[[14, 9], [4, −12]] | [[14, −4], [9, −12]]",
        "[[14, 9]] | a matrix",
    ),
    (KnownAnswer("1010", "decimal"), "1010₂ | 01010 | (1010)", "1011 | 10 | 101", "zeros and ones"),
)

# A sentence of the list, attempts that correct it, and attempts that do not.
SENTENCES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("She don't like cold tea.", ("She doesn’t like cold tea.", "she does not like cold tea", "doesn't", "“She doesn't like cold tea”", "She doesn't like cold tea!", "She didn't like cold tea."), ("She don’t like cold tea.", "She not like cold tea.", "She doesn't likes cold tea.", "She doesn't like cold coffee.")),
    ("The dog wagged it's tail.", ("the dog wagged its tail", "its", "its tail", "wagged its"), ("The dog wagged it’s tail.", "The dog wagged it is tail.", "The dog wagged his tale.")),
    ("I saw a elephant at the zoo.", ("I saw an elephant at the zoo", "an elephant", "an", "I  saw  an elephant at the zoo."), ("I saw elephant at the zoo.", "I saw a elephant at the zoo", "We saw an elephant at the zoo.")),
    ("She gave me a good advice.", ("She gave me good advice.", "She gave me a piece of good advice.", "she gave me some good advice"), ("She gave me an good advice.", "She gave me a good advices.")),
    ("I have seen him yesterday.", ("I saw him yesterday.", "saw", "i saw him yesterday"), ("I have saw him yesterday.", "I've seen him yesterday.", "I seen him yesterday.")),
    ("Let's eat grandma!", ("Let’s eat, grandma!", "Let's eat, grandma!  "), ("Let's eat grandma.", "Lets eat grandma!", "let's eat, grandma!")),
    ("Where are you going", ("Where are you going?", "“Where are you going?”"), ("Where are you going.", "where are you going?", "Where are you going")),
    ("It was late we went home.", ("It was late, so we went home.", "It was late. We went home.", "It was late; we went home.", "It was late and we went home."), ("It was late, we went home.", "It was late we went home")),
    ("If I would have more time, I would learn Italian.", ("If I had more time, I would learn Italian.", "had", "if i had more time I'd learn Italian"), ("If I have more time, I would learn Italian.", "If I would had more time, I would learn Italian.")),
    ("There were less people than last year.", ("There were fewer people than last year.", "fewer people"), ("There were lesser people than last year.", "There was less people than last year.")),
)  # fmt: skip

# A task, and programs that pass and do not.
PROGRAMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("double", ("def double(n):\n    return n + n", "double = lambda n: n * 2", "```python\ndef double(n):\n    return n * 2\n```", "def double(n): return n << 1 if isinstance(n, int) else n * 2"), ("def double(n):\n    return n ** 2", "def double(n):\n    print(2 * n)", "def double(n)\n    return 2 * n", "def double(n):\n    while True:\n        pass")),
    ("is_even", ("def is_even(n):\n    return not n % 2", "def is_even(n):\n    if n % 2:\n        return False\n    return True"), ("def is_even(n):\n    return n % 2", "def is_even(n):\n    return n % 2 == 1", "def is_even(n):\n    return True")),
    ("largest", ("def largest(values):\n    return max(values)", "def largest(values):\n    return sorted(values)[-1]"), ("def largest(values):\n    best = 0\n    for v in values:\n        if v > best:\n            best = v\n    return best", "def largest(values):\n    return values[0]", "def largest(values):\n    return values[10]")),
    ("factorial", ("def factorial(n):\n    p = 1\n    for k in range(2, n + 1):\n        p *= k\n    return p", "import math\ndef factorial(n):\n    return math.factorial(n)"), ("def factorial(n):\n    return n * factorial(n - 1)", "def factorial(n):\n    return n", "def factorial(n):\n    p = 0\n    for k in range(n):\n        p *= k\n    return p")),
    ("backwards", ("def backwards(text):\n    return ''.join(reversed(text))", "def backwards(s):\n    r = ''\n    for c in s:\n        r = c + r\n    return r"), ("def backwards(text):\n    return text", "def backwards(text):\n    return text.reverse()", "def backwards(text):\n    return list(text)[::-1]")),
    ("fibonacci", ("def fibonacci(n):\n    f = [1, 1]\n    while len(f) < n:\n        f.append(f[-1] + f[-2])\n    return f[:n]",), ("def fibonacci(n):\n    f = [1, 1]\n    while len(f) < n:\n        f.append(f[-1] + f[-2])\n    return f", "def fibonacci(n):\n    return [0, 1, 1, 2, 3][:n]")),
)  # fmt: skip


def exercise_attempts() -> Iterator[tuple[KnownAnswer | Correction | ProgramTests, bool | None, str]]:
    """Yield each answer, whether an attempt at it is right (None for what is no attempt), and the attempt."""
    for answer, *written in MATHEMATICS:
        for expected, attempts in zip((True, False, None), written, strict=True):
            yield from ((answer, expected, attempt) for attempt in attempts.split(" | "))
    listed = {one.sentence: one for level in corrections().values() for one in level}
    tasks = {task.tests.function: task.tests for task in TASKS}
    for text, right, wrong in SENTENCES:
        yield from ((listed[text], True, attempt) for attempt in right)
        yield from ((listed[text], False, attempt) for attempt in wrong)
    for name, right, wrong in PROGRAMS:
        yield from ((tasks[name], True, program) for program in right)
        yield from ((tasks[name], False, program) for program in wrong)

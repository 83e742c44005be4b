"""Writes `cases/truth.jsonl`: questions whose answers are computed here, apart from the product's own mathematics."""

import json
import math
import random
import statistics
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).parent / "cases" / "truth.jsonl"
_SEED = 20
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTHS = (("miles", "kilometres", "1.609344"), ("inches", "centimetres", "2.54"), ("feet", "metres", "0.3048"))
_FORMS = (
    ("past tense", ("go", "went"), ("buy", "bought"), ("swim", "swam"), ("teach", "taught"), ("write", "wrote")),
    ("plural", ("child", "children"), ("mouse", "mice"), ("foot", "feet"), ("leaf", "leaves"), ("city", "cities")),
)

Row = tuple[str, str, list[str], list[str]]


def rows() -> list[dict[str, object]]:
    """Return two hundred cases, the same each time."""
    drawn = [row for make in (_arithmetic, _equations, _units, _bases, _calendar, _programs, _forms, _facts)
             for row in make(random.Random(_SEED))]  # fmt: skip
    return [
        {"id": f"t-{number:04}", "kind": kind, "question": question, "accept": accept, "reject": reject}
        for number, (kind, question, accept, reject) in enumerate(drawn, 1)
    ]


def _arithmetic(draw: random.Random) -> Iterator[Row]:
    for _ in range(15):
        one, other = draw.randint(12, 99), draw.randint(12, 99)
        yield "product", f"What is {one} * {other}?", [str(one * other)], []
        share, whole = draw.choice((5, 10, 15, 20, 35, 60)), draw.randint(2, 40) * 20
        yield "percentage", f"What is {share}% of {whole}?", [_number(Fraction(share * whole, 100))], []
    for place in range(10):
        part, rest = Fraction(1, draw.randint(2, 9)), Fraction(draw.randint(1, 7), draw.randint(2, 9))
        yield "fraction", f"What is {part} + {rest}?", [str(part + rest), _number(part + rest)], []
        base, power = draw.randint(2, 9), draw.randint(3, 7)
        asked = f"{base} to the power of {power}" if place < 3 else f"{base}^{power}"
        yield "power", f"What is {asked}?", [str(base**power)], []
    for _ in range(8):
        one, other = draw.randint(12, 300), draw.randint(12, 300)
        yield "divisor", f"What is the greatest common divisor of {one} and {other}?", [str(math.gcd(one, other))], []
        numbers = [draw.randint(1, 30) for _ in range(5)]
        listed = ", ".join(map(str, numbers))
        yield "statistics", f"What is the median of {listed}?", [str(statistics.median(numbers))], []


def _equations(draw: random.Random) -> Iterator[Row]:
    for _ in range(34):
        factor, solution, added = draw.randint(2, 12), draw.randint(-9, 15), draw.randint(1, 30)
        yield "linear equation", f"Solve {factor}x + {added} = {factor * solution + added}", [str(solution)], []
    for _ in range(10):
        first, second = sorted(draw.sample(range(1, 12), 2))
        equation = f"x^2 - {first + second}x + {first * second} = 0"
        yield "quadratic equation", f"Solve {equation}", [f"{first}&{second}"], []


def _units(draw: random.Random) -> Iterator[Row]:
    for place in range(18):
        source, target, factor = _LENGTHS[place % 3]
        count = draw.randint(2, 60)
        yield "units", f"Convert {count} {source} to {target}", [_number(count * Fraction(factor))], []


def _bases(draw: random.Random) -> Iterator[Row]:
    for place in range(18):
        number = draw.randint(17, 250)
        if place < 3:
            yield "number base", f"Convert {number} to binary", [f"{number:b}"], []
        elif place < 15:
            yield "number base", f"Convert {number} to hexadecimal", [f"{number:x}"], []
        else:
            yield "number base", f"Convert binary {number:b} to decimal", [str(number)], []


def _calendar(draw: random.Random) -> Iterator[Row]:
    for _ in range(3):
        day = date(draw.randint(1950, 2040), draw.randint(1, 12), draw.randint(1, 28))
        name = _DAYS[day.weekday()]
        yield "date", f"Which day of the week was {day:%-d %B %Y}?", [name], [one for one in _DAYS if one != name]
        later = day + timedelta(days=(days := draw.randint(20, 300)))
        yield "date", f"How many days are there from {day:%-d %B %Y} to {later:%-d %B %Y}?", [str(days)], []


def _programs(draw: random.Random) -> Iterator[Row]:
    for _ in range(10):
        one, other = draw.randint(20, 99), draw.randint(3, 9)
        code = f"print({one} // {other}, {one} % {other})"
        yield "program", f"Run this Python:\n```python\n{code}\n```", [f"{one // other} {one % other}"], []
        count = draw.randint(4, 12)
        code = f"print(sum(n * n for n in range({count})))"
        yield "program", f"Run this Python:\n```python\n{code}\n```", [str(sum(n * n for n in range(count)))], []


def _forms(_: random.Random) -> Iterator[Row]:
    for form, *words in _FORMS:
        for word, right in words:
            yield "grammar", f"What is the {form} of '{word}'?", [right], [f"{word}ed", f"{word}s"]


def _facts(draw: random.Random) -> Iterator[Row]:
    for number in draw.sample(range(30, 200), 18):
        prime = all(number % low for low in range(2, math.isqrt(number) + 1))
        yield "prime", f"Is {number} a prime number?", ["yes" if prime else "no"], ["no" if prime else "yes"]


def _number(value: Fraction) -> str:
    return f"{float(value):.10g}"


def main() -> None:
    """Write the file."""
    FILE.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows()), "utf-8")


if __name__ == "__main__":
    main()

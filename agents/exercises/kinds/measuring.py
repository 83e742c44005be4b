"""Exercises of geometry, trigonometry, units, time and speed."""

# ruff: noqa: RUF001 - signs of mathematics

from fractions import Fraction
from math import isqrt
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, KnownAnswer
from agents.exercises.notation import decimal, number, point
from agents.mathematics.task import Task
from agents.user_messages import TranslatableText

MEASURING = KindRegistry()

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37))


@MEASURING.kind("geometry")
def rectangles(random: Random, level: int) -> Draft:
    top = (12, 30, 90)[level - 1]
    a, b = random.randint(2, top), random.randint(2, top)
    if random.random() < 0.5:
        return Draft(
            TranslatableText("A rectangle is {a} cm long and {b} cm wide. What is its area?", a=str(a), b=str(b)),
            KnownAnswer(f"{a * b} cm²", unit="cm²"),
            TranslatableText("The area of a rectangle is length times width."),
            (f"{a} × {b} = {a * b} cm²",),
            Task("answer", f"What is the area of a rectangle with length {a} and width {b}?"),
        )
    return Draft(
        TranslatableText("A rectangle is {a} cm long and {b} cm wide. What is its perimeter?", a=str(a), b=str(b)),
        KnownAnswer(f"{2 * (a + b)} cm", unit="cm"),
        TranslatableText("The perimeter of a rectangle is twice the sum of length and width."),
        (f"2 × ({a} + {b}) = {2 * (a + b)} cm",),
        Task("answer", f"What is the perimeter of a rectangle with length {a} and width {b}?"),
    )


@MEASURING.kind("geometry")
def triangle_areas(random: Random, level: int) -> Draft:
    base, height = random.randint(2, (12, 30, 60)[level - 1]), random.randint(2, (12, 30, 60)[level - 1])
    if level < 3 and base * height % 2:
        base += 1
    area = decimal(Fraction(base * height, 2))
    return Draft(
        TranslatableText(
            "A triangle has a base of {base} cm and a height of {height} cm. What is its area?",
            base=str(base),
            height=str(height),
        ),
        KnownAnswer(f"{area} cm²", unit="cm²"),
        TranslatableText("The area of a triangle is half of base times height."),
        (f"{base} × {height} = {base * height}", f"{base * height} ÷ 2 = {area} cm²"),
        Task("answer", f"What is the area of a triangle with base {base} and height {height}?"),
    )


@MEASURING.kind("geometry")
def circles(random: Random, level: int) -> Draft:
    radius = random.randint(2, (9, 20, 60)[level - 1])
    if random.random() < 0.5:
        return Draft(
            TranslatableText(
                "A circle has a radius of {radius} cm. What is its area? Leave π as it is.", radius=str(radius)
            ),
            KnownAnswer(f"{radius**2}π cm²", unit="cm²"),
            TranslatableText("The area of a circle is π times the square of the radius."),
            (f"π × {radius}² = {radius**2}π cm²",),
            Task("answer", f"What is the area of a circle with radius {radius}?"),
        )
    return Draft(
        TranslatableText(
            "A circle has a radius of {radius} cm. What is its circumference? Leave π as it is.", radius=str(radius)
        ),
        KnownAnswer(f"{2 * radius}π cm", unit="cm"),
        TranslatableText("The circumference of a circle is 2π times the radius."),
        (f"2 × π × {radius} = {2 * radius}π cm",),
        Task("answer", f"What is the circumference of a circle with radius {radius}?"),
    )


@MEASURING.kind("geometry")
def boxes(random: Random, level: int) -> Draft:
    a, b, c = (random.randint(2, (6, 12, 25)[level - 1]) for _ in range(3))
    return Draft(
        TranslatableText(
            "A box is {a} cm long, {b} cm wide and {c} cm high. What is its volume?", a=str(a), b=str(b), c=str(c)
        ),
        KnownAnswer(f"{a * b * c} cm³", unit="cm³"),
        TranslatableText("The volume of a box is length times width times height."),
        (f"{a} × {b} = {a * b}", f"{a * b} × {c} = {a * b * c} cm³"),
        Task("evaluate", f"{a} * {b} * {c}"),
    )


@MEASURING.kind("geometry")
def pythagoras(random: Random, level: int) -> Draft:
    a, b, c = random.choice(_TRIPLES[: (2, 4, 7)[level - 1]])
    scale = random.randint(1, (4, 4, 6)[level - 1])
    a, b, c = a * scale, b * scale, c * scale
    if random.random() < 0.5:
        a, b = b, a
    if level == 1 or random.random() < 0.5:
        return Draft(
            TranslatableText(
                "The legs of a right triangle are {a} cm and {b} cm long. How long is the hypotenuse?",
                a=str(a),
                b=str(b),
            ),
            KnownAnswer(f"{c} cm", unit="cm"),
            _PYTHAGORAS,
            (f"{a}² + {b}² = {a * a + b * b}", f"√{a * a + b * b} = {c} cm"),
            Task("answer", f"What is the hypotenuse of a right triangle with legs {a} and {b}?"),
        )
    return Draft(
        TranslatableText(
            "The hypotenuse of a right triangle is {c} cm long, one leg is {a} cm long. How long is the other leg?",
            c=str(c),
            a=str(a),
        ),
        KnownAnswer(f"{b} cm", unit="cm"),
        _PYTHAGORAS,
        (f"{c}² − {a}² = {b * b}", f"√{b * b} = {b} cm"),
        Task("evaluate", f"sqrt({c}^2 - {a}^2)"),
    )


_PYTHAGORAS = TranslatableText("By Pythagoras, the squares of the legs add up to the square of the hypotenuse.")


@MEASURING.kind("geometry")
def triangle_angles(random: Random, level: int) -> Draft:
    step = (10, 5, 1)[level - 1]
    a = random.randrange(2 * step, 120, step)
    b = random.randrange(step, 180 - a - step + 1, step)
    return Draft(
        TranslatableText("Two angles of a triangle are {a}° and {b}°. How large is the third?", a=str(a), b=str(b)),
        KnownAnswer(f"{180 - a - b}°", unit="°"),
        TranslatableText("The angles of a triangle add up to 180°."),
        (f"180 − {a} − {b} = {180 - a - b}°",),
        Task("evaluate", f"180 - {a} - {b}"),
    )


@MEASURING.kind("geometry")
def distances(random: Random, level: int) -> Draft:
    a, b, c = random.choice(_TRIPLES[: (1, 3, 5)[level - 1]])
    a, b = random.choice(((a, b), (b, a)))
    x, y = random.randint(-6, 6), random.randint(-6, 6)
    first, second = point(x, y), point(x + random.choice((-1, 1)) * a, y + random.choice((-1, 1)) * b)
    return Draft(
        TranslatableText("How far apart are the points {first} and {second}?", first=first, second=second),
        KnownAnswer(str(c)),
        TranslatableText(
            "The differences of the coordinates are the legs of a right triangle; the distance is its hypotenuse."
        ),
        (f"{a}² + {b}² = {c * c}", f"√{c * c} = {isqrt(c * c)}"),
        Task("answer", f"What is the distance between {first} and {second}?"),
    )


@MEASURING.kind("geometry")
def midpoints(random: Random, level: int) -> Draft:
    top = (6, 12, 20)[level - 1]
    x, y = random.randint(-top, top), random.randint(-top, top)
    half = Fraction(1, 1 if level < 3 else 2)
    dx, dy = random.randint(1, top) * half, random.randint(1, top) * half
    first, second = point(x, y), point(int(x + 2 * dx), int(y + 2 * dy))
    middle = point(x + dx, y + dy)
    return Draft(
        TranslatableText("What is the midpoint of {first} and {second}?", first=first, second=second),
        KnownAnswer(middle),
        TranslatableText("Each coordinate of the midpoint is half the sum of the two coordinates."),
        (f"({number(x)} + {number(int(x + 2 * dx))})/2 = {number(x + dx)}".replace("+ −", "− "), middle),
        Task("answer", f"What is the midpoint of {first} and {second}?"),
    )


@MEASURING.kind("trigonometry")
def exact_values(random: Random, level: int) -> Draft:
    name, angle, value = random.choice(_EXACT[: (6, 12, len(_EXACT))[level - 1]])
    turns = 0 if level < 3 else random.choice((0, 360, 720))
    shown = f"{name}({angle + turns}°)"
    return Draft(
        TranslatableText("Calculate {expression} exactly.", expression=shown),
        KnownAnswer(value),
        TranslatableText(
            "Think of half a square or half an equilateral triangle, and of the signs in the four quadrants."
        ),
        (f"{shown} = {value}",),
        Task("evaluate", shown),
    )


_EXACT = (
    ("sin", 30, "1/2"), ("cos", 60, "1/2"), ("tan", 45, "1"), ("sin", 90, "1"), ("cos", 0, "1"), ("sin", 0, "0"),
    ("sin", 60, "√3/2"), ("cos", 30, "√3/2"), ("sin", 45, "√2/2"), ("cos", 45, "√2/2"), ("tan", 60, "√3"),
    ("cos", 90, "0"), ("sin", 120, "√3/2"), ("cos", 120, "−1/2"), ("sin", 210, "−1/2"), ("cos", 180, "−1"),
    ("tan", 135, "−1"), ("sin", 270, "−1"), ("cos", 240, "−1/2"), ("sin", 315, "−√2/2"), ("tan", 225, "1"),
    ("cos", 300, "1/2"), ("sin", 150, "1/2"), ("cos", 135, "−√2/2"), ("tan", 30, "√3/3"),
)  # fmt: skip


@MEASURING.kind("trigonometry")
def right_triangle_ratios(random: Random, level: int) -> Draft:
    a, b, c = random.choice(_TRIPLES[: (3, 5, 7)[level - 1]])
    scale = random.randint(1, (3, 5, 9)[level - 1])
    a, b = random.choice(((a, b), (b, a)))
    name = random.choice(("sin", "cos", "tan"))
    value = {"sin": Fraction(a, c), "cos": Fraction(b, c), "tan": Fraction(a, b)}[name]
    upper = a if name != "cos" else b
    lower = c if name != "tan" else b
    return Draft(
        TranslatableText(
            "In a right triangle, the leg opposite the angle α is {a} cm long, the other leg {b} cm, the "
            "hypotenuse {c} cm. "
            "What is {function}?",
            a=str(a * scale),
            b=str(b * scale),
            c=str(c * scale),
            function=f"{name}(α)",
        ),
        KnownAnswer(str(value)),
        TranslatableText(
            "Sine: opposite by hypotenuse. Cosine: adjacent by hypotenuse. Tangent: opposite by adjacent."
        ),
        (f"{upper * scale}/{lower * scale}", f"{upper * scale}/{lower * scale} = {value}"),
        Task("evaluate", f"{upper * scale}/{lower * scale}"),
    )


_UNITS = (
    (("km", "m", 1000), ("m", "cm", 100), ("cm", "mm", 10), ("kg", "g", 1000), ("l", "ml", 1000)),
    (("m", "mm", 1000), ("t", "kg", 1000), ("g", "mg", 1000), ("h", "min", 60), ("min", "s", 60)),
    (("m²", "cm²", 10_000), ("km²", "m²", 1_000_000), ("cm²", "mm²", 100), ("m³", "cm³", 1_000_000), ("h", "s", 3600)),
)


@MEASURING.kind("units")
def unit_conversion(random: Random, level: int) -> Draft:
    large, small, factor = random.choice(_UNITS[level - 1])
    quarters = random.randint(1, 40)
    amount = Fraction(quarters, 1 if level == 1 else 2 if factor % 60 == 0 else 4)
    given, asked = (large, small) if random.random() < 0.5 else (small, large)
    if given == large:
        shown, value, step = decimal(amount), amount * factor, f"{decimal(amount)} × {factor}"
    else:
        shown, value, step = decimal(amount * factor), amount, f"{decimal(amount * factor)} ÷ {factor}"
    return Draft(
        TranslatableText("Convert {quantity} to {unit}.", quantity=f"{shown} {given}", unit=asked),
        KnownAnswer(f"{decimal(value)} {asked}", "value", asked),
        TranslatableText("1 {large} is {factor} {small}.", large=large, factor=str(factor), small=small),
        (step, f"{step} = {decimal(value)} {asked}"),
        Task("convert", f"{shown} {given} to {asked}".replace("²", "^2").replace("³", "^3")),
    )


@MEASURING.kind("time")
def end_times(random: Random, level: int) -> Draft:
    step = (15, 5, 1)[level - 1]
    start = random.randrange(6 * 60, 20 * 60, step)
    minutes = random.randrange(step, (120, 180, 220)[level - 1], step)
    end = start + minutes
    return Draft(
        TranslatableText(
            "A film begins at {start} and lasts {minutes} minutes. When does it end?",
            start=_clock(start),
            minutes=str(minutes),
        ),
        KnownAnswer(_clock(end), "text"),
        TranslatableText("Go to the next full hour first, then add what is left."),
        (f"{start % 60} + {minutes} = {start % 60 + minutes}", _clock(end)),
        Task("evaluate", f"{end // 60} * 60 + {end % 60} - {start // 60} * 60 - {start % 60}"),
    )


@MEASURING.kind("time")
def durations(random: Random, level: int) -> Draft:
    step = (15, 5, 1)[level - 1]
    start = random.randrange(6 * 60, 18 * 60, step)
    minutes = random.randrange(step, (120, 240, 330)[level - 1], step)
    return Draft(
        TranslatableText(
            "How many minutes are there from {start} to {end}?", start=_clock(start), end=_clock(start + minutes)
        ),
        KnownAnswer(f"{minutes} min", unit="min"),
        TranslatableText("Count the minutes to the next full hour, then the full hours, then the rest."),
        (f"{(start + minutes) // 60 * 60 + (start + minutes) % 60} − {start} = {minutes} min",),
        Task("answer", f"How many minutes are there between {_clock(start)} and {_clock(start + minutes)}?"),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


@MEASURING.kind("speed")
def speeds(random: Random, level: int) -> Draft:
    speed, hours = (
        random.randint(2, (12, 26, 60)[level - 1]) * 5,
        Fraction(random.randint(3, 9), 1 if level == 1 else 2),
    )
    distance = speed * hours
    asked = random.choice(("speed", "distance"))
    rule = TranslatableText("Speed is distance divided by time.")
    if asked == "speed":
        return Draft(
            TranslatableText(
                "A train travels {distance} km in {hours} hours. What is its average speed in km/h?",
                distance=decimal(distance),
                hours=decimal(hours),
            ),
            KnownAnswer(f"{speed} km/h", unit="km/h"),
            rule,
            (f"{decimal(distance)} ÷ {decimal(hours)} = {speed} km/h",),
            Task("evaluate", f"{decimal(distance)} / {decimal(hours)}"),
        )
    return Draft(
        TranslatableText(
            "A train travels {hours} hours at {speed} km/h. How far does it go?", hours=decimal(hours), speed=str(speed)
        ),
        KnownAnswer(f"{decimal(distance)} km", unit="km"),
        rule,
        (f"{speed} × {decimal(hours)} = {decimal(distance)} km",),
        Task("evaluate", f"{decimal(hours)} * {speed}"),
    )

"""Converts quantities between units, and shows the factor."""

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import sympy
from sympy.physics import units as u

from agents.mathematics.expressions.parser import AlgebraError, Equation, parse, variables
from agents.mathematics.expressions.printing import approximation, format_number, pretty
from agents.mathematics.expressions.sympy_builder import build
from agents.mathematics.result import Result, confirm

if TYPE_CHECKING:
    import pint

_REQUEST = re.compile(
    r"^\s*(?P<amount>.*?)\s*(?P<from>°?[A-Za-zµ][A-Za-zµ/°²³^ ]*?[23]?)\s+(?:to|in|into|as|->|→)\s+"
    r"(?P<to>°?[A-Za-zµ][A-Za-zµ/°²³^ ]*[23]?)\s*$"
)
_SPELLINGS_OF: dict[str, str] = {
    "meter": "m meter meters metre metres", "kilometer": "km kilometer kilometers kilometre kilometres",
    "centimeter": "cm centimeter centimeters centimetre centimetres",
    "millimeter": "mm millimeter millimeters millimetre millimetres", "mile": "mi mile miles", "yard": "yd yard yards",
    "foot": "ft foot feet", "inch": "inch inches in",
    "gram": "g gram grams", "kilogram": "kg kilogram kilograms kilo kilos", "milligram": "mg milligram milligrams",
    "pound": "lb lbs pound pounds", "metric_ton": "t tonne tonnes",
    "second": "s sec second seconds", "minute": "min minute minutes", "hour": "h hr hour hours", "day": "day days",
    "year": "year years", "millisecond": "ms millisecond milliseconds",
    "liter": "l L liter liters litre litres", "milliliter": "ml mL milliliter milliliters millilitre millilitres",
    "quart": "quart quarts",
    "joule": "J joule joules", "watt": "W watt watts", "newton": "N newton newtons", "pascal": "Pa pascal pascals",
    "volt": "V volt volts", "ampere": "A ampere amperes", "ohm": "ohm ohms", "hertz": "Hz hertz",
    "degree": "degree degrees °", "radian": "rad radian radians", "bar": "bar", "atmosphere": "atm",
    "byte": "byte bytes B", "bit": "bit bits", "kibibyte": "KiB", "mebibyte": "MiB", "gibibyte": "GiB",
}  # fmt: skip
_DERIVED = {
    "nautical_mile": (u.meter, sympy.Integer(1852), "nmi"),  # SymPy's is 6076 feet, which is 4 cm less
    "month": (u.year, sympy.Rational(1, 12), "month months"),
    "decade": (u.year, sympy.Integer(10), "decade decades"),
    "century": (u.year, sympy.Integer(100), "century centuries"),
    "millennium": (u.year, sympy.Integer(1000), "millennium millennia"),
    "micrometer": (u.meter, sympy.Rational(1, 10**6), "micrometer micrometers micrometre micrometres um"),
    "nanometer": (u.meter, sympy.Rational(1, 10**9), "nanometer nanometers nanometre nanometres nm"),
    "microgram": (u.gram, sympy.Rational(1, 10**6), "microgram micrograms ug"),
    "nanogram": (u.gram, sympy.Rational(1, 10**9), "nanogram nanograms ng"),
    "microsecond": (u.second, sympy.Rational(1, 10**6), "microsecond microseconds us"),
    "nanosecond": (u.second, sympy.Rational(1, 10**9), "nanosecond nanoseconds ns"),
    "week": (u.day, sympy.Integer(7), "week weeks"),
    "ounce": (u.pound, sympy.Rational(1, 16), "oz ounce ounces"),
    "stone": (u.pound, sympy.Integer(14), "stone stones"),
    "gallon": (u.quart, sympy.Integer(4), "gal gallon gallons"),
    "pint": (u.quart, sympy.Rational(1, 2), "pint pints"),
    "hectare": (u.meter**2, sympy.Integer(10_000), "ha hectare hectares"),
    "acre": (u.foot**2, sympy.Integer(43_560), "acre acres"),
    "kilowatt hour": (u.joule, sympy.Integer(3_600_000), "kWh"),
    "kilojoule": (u.joule, sympy.Integer(1000), "kJ kilojoule kilojoules"),
    "kilowatt": (u.watt, sympy.Integer(1000), "kW kilowatt kilowatts"),
    "calorie": (u.joule, sympy.Rational(4184, 1000), "cal calorie calories"),
    "mile an hour": (u.mile / u.hour, sympy.Integer(1), "mph"),
    "kilobyte": (u.byte, sympy.Integer(1000), "kB KB kilobyte kilobytes"),
    "megabyte": (u.byte, sympy.Integer(10**6), "MB megabyte megabytes"),
    "gigabyte": (u.byte, sympy.Integer(10**9), "GB gigabyte gigabytes"),
}
_MAX_EXACT_DIGITS = 10
_CHECKED = "by the definitions of the library pint"
_TOLERANCE = 1e-5  # pint's acre is that of American surveyors, whose foot is two millionths longer
_PINT_NAMES = {
    "mile an hour": "mile/hour", "kilowatt hour": "kilowatt_hour", "decade": "10*year"
}  # fmt: skip
_TEMPERATURES = {
    "C": "c °c celsius degrees celsius", "F": "f °f fahrenheit degrees fahrenheit", "K": "k kelvin kelvins"
}  # fmt: skip


def convert(text: str) -> Result:
    """Answer with a quantity in another unit.

    Raises:
        AlgebraError: The units are not known, or measure different things.
    """
    match = _REQUEST.match(re.sub(r"\b(?:one|an|a) (?=[a-z])", "1 ", re.sub(r"^\s*convert\b", "", text, flags=re.I)))
    if match is None:
        raise AlgebraError("Say what to convert into what, such as “5 miles to km”.")
    amount, source, target = _amount(match["amount"]), match["from"].strip(), match["to"].strip()
    result = convert_quantity(amount, source, target)
    if _temperature(source) and _temperature(target):
        return result
    value = amount * factor_between(source, target)
    return replace(result, answer=f"{_format(amount)} {source}{_equals(value)} {target}")


def convert_quantity(amount: sympy.Expr, source: str, target: str) -> Result:
    """Answer with a quantity in another unit.

    Raises:
        AlgebraError: The units are not known, or measure different things.
    """
    scales = (_temperature(source), _temperature(target))
    if scales[0] and scales[1]:
        return _convert_temperature(amount, scales[0], scales[1])
    factor = factor_between(source, target)
    value = sympy.simplify(amount * factor)
    lines = [f"1 {source}{_equals(factor)} {target}"]
    if amount != 1:
        lines.append(f"{_format(amount)} · {_format(factor).removeprefix('≈ ')}{_equals(value)}")
    _confirm_by_definitions(factor, source, target)
    return Result(f"{format_number(value, decimals=True)} {target.replace(' / ', '/')}", _CHECKED, tuple(lines))


def _amount(text: str) -> sympy.Expr:
    if not text.strip():
        return sympy.Integer(1)
    (statement, *rest) = parse(text)
    if rest or isinstance(statement, Equation) or variables(statement):
        raise AlgebraError("The amount must be a number, such as 5 in “5 miles to km”.")
    return build(statement)


def _format(value: sympy.Expr) -> str:
    """Return an exact decimal where it is short, such as 1.609344; else a rounded one."""
    if value.is_Rational:
        text = f"{float(value):.{_MAX_EXACT_DIGITS}g}"
        if sympy.Rational(text) == value:
            return text.replace("-", "−")
    return approximation(value).removeprefix(" ") or pretty(value)


def _equals(value: sympy.Expr) -> str:
    """Return ` = 8.04672` or ` ≈ 37.7778`."""
    text = _format(value)
    return f" {text}" if text.startswith("≈") else f" = {text}"


def factor_between(source: str, target: str) -> sympy.Expr:
    """Return how many of the target unit one of the source unit is.

    Raises:
        AlgebraError: A unit is not known, or they measure different things.
    """
    ratio = u.convert_to(_unit(source) / _unit(target), [u.meter, u.kilogram, u.second, u.ampere, u.kelvin, u.bit])
    ratio = sympy.simplify(ratio)
    if not ratio.is_number:
        raise AlgebraError(f"“{source.strip()}” and “{target.strip()}” measure different things.")
    return sympy.nsimplify(ratio)


def _confirm_by_definitions(factor: sympy.Expr, source: str, target: str) -> None:
    """Compare a factor with that of a library which has the definitions of units from elsewhere."""
    registry = _registry()
    one, other = (
        registry.parse_expression("/".join(f"({_PINT_NAMES.get(name, name)})**{power}" for name, power in _parts(text)))
        for text in (source, target)
    )
    ratio = float((one / other).to("").magnitude)
    confirm(abs(ratio - float(factor)) <= _TOLERANCE * abs(ratio), "convert")


@cache
def _registry() -> "pint.UnitRegistry[float]":
    import pint  # it takes half a second, and only conversions need it

    return pint.UnitRegistry()


def _unit(text: str) -> sympy.Expr:
    """Return a unit such as `km/h`, `m^2`, `square feet` or `miles per hour`."""
    first, *others = (_units()[name] ** power for name, power in _parts(text))
    return sympy.Mul(first, *(1 / one for one in others))


def _parts(text: str) -> list[tuple[str, int]]:
    """Return the units of a quotient such as `km/h`, by their own names and with their powers."""
    text = text.replace("²", "^2").replace("³", "^3").replace("^", "").strip()
    text = re.sub(r"\bper\b", "/", text)
    text = re.sub(r"\bsquare (\w+)", r"\g<1>2", text)
    text = re.sub(r"\bcubic (\w+)", r"\g<1>3", text)
    return [_simple_unit(part.strip()) for part in text.split("/")]


def _simple_unit(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"([A-Za-zµ°]+?)([23]?)", text)
    known = match and (_names().get(match[1]) or _names(lower=True).get(match[1].lower()))
    if not match or known is None:
        raise AlgebraError(f"The unit “{text[:30]}” is not known; use a common one, such as km, lb or liters.")
    return known, int(match[2] or 1)


@cache
def _names(*, lower: bool = False) -> dict[str, str]:
    """Return the name of each unit by its spellings, or by these in lower case as a question has them."""
    spellings = _SPELLINGS_OF | {unit: names for unit, (_, _, names) in _DERIVED.items()}
    spelled = {name: unit for unit, names in spellings.items() for name in names.split()}
    return {name.lower(): unit for name, unit in spelled.items()} if lower else spelled


@cache
def _units() -> dict[str, sympy.Expr]:
    units = {unit: getattr(u, unit) for unit in _SPELLINGS_OF}
    return units | {unit: base * factor for unit, (base, factor, _) in _DERIVED.items()}


def _temperature(text: str) -> str:
    lower = text.strip().lower()
    return next((scale for scale, names in _TEMPERATURES.items() if lower in _spellings(names)), "")


def _spellings(names: str) -> set[str]:
    words = names.split()
    return {*words, *(" ".join(words[index : index + 2]) for index in range(len(words) - 1))}


def temperature_in(amount: sympy.Expr, source: str, target: str) -> sympy.Expr | None:
    """Return a temperature in another scale; None where one of them is no scale of temperature."""
    scales = (_temperature(source), _temperature(target))
    return _temperature_value(amount, scales[0], scales[1])[1] if scales[0] and scales[1] else None


def _temperature_value(amount: sympy.Expr, source: str, target: str) -> tuple[sympy.Expr, sympy.Expr]:
    """Return a temperature in degrees Celsius, and in the scale that is wanted."""
    kelvin = sympy.Rational(27315, 100)
    to_celsius = {"C": amount, "F": (amount - 32) * sympy.Rational(5, 9), "K": amount - kelvin}[source]
    return (
        to_celsius,
        {"C": to_celsius, "F": to_celsius * sympy.Rational(9, 5) + 32, "K": to_celsius + kelvin}[target],
    )


def _convert_temperature(amount: sympy.Expr, source: str, target: str) -> Result:
    kelvin = sympy.Rational(27315, 100)
    to_celsius, value = _temperature_value(amount, source, target)
    if to_celsius < -kelvin:
        raise AlgebraError("This is below absolute zero (−273.15 °C); there is no such temperature.")
    rules = {
        ("C", "F"): "F = C · 9/5 + 32", ("F", "C"): "C = (F − 32) · 5/9", ("C", "K"): "K = C + 273.15",
        ("K", "C"): "C = K − 273.15", ("F", "K"): "K = (F − 32) · 5/9 + 273.15",
        ("K", "F"): "F = (K − 273.15) · 9/5 + 32",
    }  # fmt: skip
    signs = {"C": "°C", "F": "°F", "K": "K"}
    rule = rules.get((source, target), "the same scale")
    points = {"C": (0, 100), "F": (32, 212), "K": (kelvin, kelvin + 100)}  # where water freezes and boils
    (cold, hot), (cold_target, hot_target) = points[source], points[target]
    confirm((amount - cold) / (hot - cold) == (value - cold_target) / (hot_target - cold_target), "convert")
    answer = f"{_format(amount)} {signs[source]}{_equals(value)} {signs[target]}"
    return Result(answer, "by the two points at which water freezes and boils", (f"Use {rule}.",))

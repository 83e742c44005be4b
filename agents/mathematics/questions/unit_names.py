"""The names of units, so that a question can be read before anything is loaded that knows their sizes."""

import re

_PREFIXES = "nano|micro|milli|centi|deci|kilo|mega|giga"
_METRIC = "met(?:er|re)|gram|lit(?:er|re)|second|joule|watt|volt|byte|bit|hertz|newton|pascal"
_OTHERS = (
    "mile|yard|inch(?:es)?|feet|foot|pound|ounce|stone|tonne|ton|gallon|pint|quart|minute|hour|day|week|month|year|"
    "decade|centur(?:y|ies)|millenni(?:um|a)|acre|hectare|degree|radian|calorie|kilocalorie|cent|celsius|fahrenheit|kelvin"
)
_SYMBOLS = "km|cm|mm|um|nm|mi|ft|yd|kg|mg|ug|ng|lbs?|oz|ml|cl|dl|ms|us|ns|[kmg]b|nmi|min|hrs?|sec|mph|kwh|kj|kcal"
_UNIT = re.compile(rf"(?:(?:{_PREFIXES})?(?:{_METRIC})s?|(?:{_OTHERS})s?|{_SYMBOLS})", re.IGNORECASE)


def is_unit(word: str) -> bool:
    """Return whether a word names a unit."""
    return _UNIT.fullmatch(word) is not None

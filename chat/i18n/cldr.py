"""What CLDR knows of the languages of this project, by Babel, without what nobody here asks: a third of the memory.

Babel 2 returns the dictionaries that it keeps, of a language from `localedata.load` and of the world from `get_global`.
Most of what they hold are the names of places, currencies and units, and time zones.
"""

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from babel import Locale

# What plural forms, numbers and lengths of time are written with, and in which direction.
_KEPT = {
    "character_order", "date_fields", "decimal_formats", "default_numbering_system", "minimum_grouping_digits",
    "number_symbols", "numbering_systems", "plural_form", "unit_patterns",
}  # fmt: skip
_KEPT_UNITS = "duration-"

_reading = Lock()  # the start reads all languages in a thread


@cache
def load_locale(language: str) -> "Locale":
    """Return what CLDR knows of a language: its plural forms, its signs in numbers, its words for lengths of time."""
    from babel import Locale, localedata
    from babel.core import get_global

    with _reading:
        locale = Locale.parse(language, sep="-")
        _forget(localedata.load("root"))
        name = str(locale)
        while name:  # a language has most of what its scripts and countries have
            _forget(localedata.load(name))
            name = name.rpartition("_")[0]
        for unused in (
            get_global("meta_zones"),
            get_global("territory_currencies"),
            get_global("territory_languages"),
            get_global("territory_zones"),
            get_global("windows_zone_mapping"),
            get_global("zone_aliases"),
            get_global("zone_territories"),
        ):
            cast("dict[str, Any]", unused).clear()
        likely = cast("dict[str, str]", get_global("likely_subtags"))
        for tag in [tag for tag in likely if len(tag.split("_")[0]) > 2]:  # seven thousand languages that are not ours
            del likely[tag]
    return locale


def _forget(data: dict[str, Any]) -> None:
    for name in data.keys() - _KEPT:
        del data[name]
    for unit in [unit for unit in data["unit_patterns"] if not unit.startswith(_KEPT_UNITS)]:
        del data["unit_patterns"][unit]

"""Translates sentences and formats numbers in the language of the person whose request or socket this is."""

import json
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

CATALOGUES = Path(__file__).parent / "languages"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.json")))

# Set for each request and socket; tasks that these start inherit it.
current_language: ContextVar[str] = ContextVar("language", default=ENGLISH)

# The catalogues by language: a sentence by its English, or its plural forms by CLDR category.
_catalogues: dict[str, dict[str, str | dict[str, str]]] = {
    language: json.loads((CATALOGUES / f"{language}.json").read_text("utf-8")) for language in LANGUAGES[1:]
}


def translate(text: str, **values: object) -> str:
    """Translate a sentence.

    Args:
        text: The English sentence, with `{name}` for each value; it is also the key of its translations.
        values: The values.
    """
    translated = _catalogues.get(current_language.get(), {}).get(text, text)
    return (translated if isinstance(translated, str) else text).format(**values)


def translate_plural(one: str, other: str, *, count: int, **values: object) -> str:
    """Translate a sentence in the form that its number needs.

    Args:
        one: The English sentence for one.
        other: The English sentence for every other number; it is also the key of its translations.
        count: The number, which the sentence has as `{count}`.
        values: The other values.
    """
    forms = _catalogues.get(current_language.get(), {}).get(other)
    if not isinstance(forms, dict):
        forms = {"one": one, "other": other}
    category = load_locale(current_language.get()).plural_form(count)
    return forms.get(category, forms["other"]).format(count=format_number(count), **values)


def text_direction() -> str:
    """Return `rtl` if the person's language is written from right to left, else `ltr`."""
    return "rtl" if current_language.get().split("-")[0] in {"ar", "fa", "he", "ur"} else "ltr"


def format_number(value: float, decimals: int | None = None) -> str:
    """Write a number as the person writes numbers.

    Args:
        value: The number.
        decimals: How many decimals it has; as many as it needs, up to six, when this is None.
    """
    from babel.numbers import format_decimal  # 70 ms, which the start of the server is spared

    exact = Decimal(str(value) if decimals is None else f"{value:.{decimals}f}")
    pattern = f"#,##0.{'#' * 6 if decimals is None else '0' * decimals}"
    return format_decimal(exact, pattern, load_locale(current_language.get()))


@cache
def load_locale(language: str) -> "Locale":
    """Return what CLDR knows of a language: its plural forms and its signs in numbers."""
    from babel import Locale

    return Locale.parse(language, sep="-")


def negotiate_language(accepted: str) -> str:
    """Return the language, of ours, that the browser prefers.

    Args:
        accepted: The value of `Accept-Language`.
    """
    ranges = [entry.split(";") for entry in accepted.lower().split(",")]
    for tag, *_ in sorted(ranges, key=_quality, reverse=True):
        primary = tag.strip().split("-")[0]
        for language in LANGUAGES:
            if language.lower().split("-")[0] == primary:
                return language
    return ENGLISH


def _quality(entry: list[str]) -> float:
    weight = next((part.strip()[2:] for part in entry[1:] if part.strip().startswith("q=")), "1")
    try:
        return float(weight)
    except ValueError:
        return 0.0


def preload() -> None:
    """Load the data of every language, so that the first sentence with a number does not wait for it."""
    for language in LANGUAGES:
        load_locale(language)
    format_number(0)

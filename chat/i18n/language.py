"""Translates sentences and formats numbers in the language of the person whose request or socket this is."""

import json
import re
import sys
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from pathlib import Path

from chat.i18n.cldr import load_locale

CATALOGUES = Path(__file__).parent / "languages"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.json")))

# The scripts that are not the Latin one, and what names the traditional script in a tag of Chinese.
_SCRIPTS = {"ar": "arab", "hi": "deva", "ja": "jpan", "ko": "kore", "zh-CN": "hans", "zh-TW": "hant"}
_TRADITIONAL = {"tw", "hk", "mo", "yue"}

# Set for each request and socket; tasks that these start inherit it.
current_language: ContextVar[str] = ContextVar("language", default=ENGLISH)

Catalogue = dict[str, str | dict[str, str]]  # a sentence by its English, or its plural forms by CLDR category


def translate(text: str, /, **values: object) -> str:
    """Translate a sentence.

    Args:
        text: The English sentence, with `{name}` for each value; it is also the key of its translations.
        values: The values.
    """
    translated = _catalogue(current_language.get()).get(text, text)
    return (translated if isinstance(translated, str) else text).format(**values)


def translate_plural(one: str, other: str, /, *, count: int, **values: object) -> str:
    """Translate a sentence in the form that its number needs.

    Args:
        one: The English sentence for one.
        other: The English sentence for every other number; it is also the key of its translations.
        count: The number, which the sentence has as `{count}`.
        values: The other values.
    """
    forms = _catalogue(current_language.get()).get(other)
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
    locale = load_locale(current_language.get())
    grouped = locale.decimal_formats[None].pattern.split(".")[0]  # `#,##0`; `#,##,##0` in Hindi
    return format_decimal(exact, f"{grouped}.{'#' * 6 if decimals is None else '0' * decimals}", locale)


@cache
def _catalogue(language: str) -> Catalogue:
    """Return the translations of a language, read at its first sentence; English, like any unknown one, has none."""
    if language not in LANGUAGES[1:]:
        return {}
    catalogue: Catalogue = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    return {sys.intern(text): translated for text, translated in catalogue.items()}  # all have the same English


def negotiate_language(accepted: str) -> str:
    """Return the language, of ours, that the browser prefers.

    Args:
        accepted: The value of `Accept-Language`.
    """
    ranges = [entry.split(";") for entry in accepted.lower().split(",")]
    wanted = sorted((entry for entry in ranges if _quality(entry) > 0), key=_quality, reverse=True)
    return next((language for tag, *_ in wanted if (language := _match(tag.strip()))), ENGLISH)


def _match(tag: str) -> str:
    """Return the language, of ours, that a tag in small letters names (`zh-hant-hk` is `zh-TW`); else empty."""
    primary, *subtags = re.split(r"-\w-", tag)[0].split("-")  # a single letter begins an extension
    script = next((subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), "")
    if primary in ("zh", "yue"):
        script = script or ("hans" if _TRADITIONAL.isdisjoint([primary, *subtags]) else "hant")
        primary = "zh"
    return next(
        (
            language
            for language in LANGUAGES
            if language.split("-")[0] == primary and script in ("", _SCRIPTS.get(language, "latn"))
        ),
        "",
    )


def _quality(entry: list[str]) -> float:
    weight = next((part.strip()[2:] for part in entry[1:] if part.strip().startswith("q=")), "1")
    return float(weight) if re.fullmatch(r"[01](?:\.\d{0,3})?", weight) else 0.0


def preload() -> None:
    """Load the data of every language, so that the first sentence in it, and the first number, does not wait for it."""
    for language in LANGUAGES:
        load_locale(language)
        _catalogue(language)
    format_number(0)

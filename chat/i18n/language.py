"""What the page says, in the language of whoever reads it."""

import json
from contextvars import ContextVar
from pathlib import Path

CATALOGUES = Path(__file__).parent / "languages"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.json")))

# Set for each request and socket; tasks that these start inherit it.
current_language: ContextVar[str] = ContextVar("language", default=ENGLISH)

_translations: dict[str, dict[str, str]] = {
    language: json.loads((CATALOGUES / f"{language}.json").read_text("utf-8")) for language in LANGUAGES[1:]
}

_SIGNS = dict.fromkeys(("de", "es"), str.maketrans(",.", ".,"))  # elsewhere they are as in English


def translate(text: str, **values: object) -> str:
    """Say something to the person whose request or socket this is.

    Args:
        text: The English sentence, with `{name}` for each value; it is also the key of its translations.
        values: What is put into it.
    """
    return _translations.get(current_language.get(), {}).get(text, text).format(**values)


def format_number(value: float, form: str = ",") -> str:
    """Write a number as the person writes numbers: what groups digits here parts decimals elsewhere.

    Args:
        value: The number.
        form: How it is formatted.
    """
    return f"{value:{form}}".translate(_SIGNS.get(current_language.get(), {}))


def preferred(accepted: str) -> str:
    """Choose among our languages.

    Args:
        accepted: What the browser asks for: the value of `Accept-Language`.
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

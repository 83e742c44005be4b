"""What the page says, in the language of whoever reads it."""

import json
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

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


class LanguageMiddleware:
    """Pure ASGI middleware: finds the language of each request and socket, and tells Chainlit the same.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-language")
        current_language.set(preferred(accepted.decode("latin-1")))
        await self._app(_with_language(scope, current_language.get()), receive, send)


def _quality(entry: list[str]) -> float:
    weight = next((part.strip()[2:] for part in entry[1:] if part.strip().startswith("q=")), "1")
    try:
        return float(weight)
    except ValueError:
        return 0.0


def _with_language(scope: Scope, language: str) -> Scope:
    query = scope.get("query_string", b"")
    if b"language=" not in query:
        return scope
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    changed = [(name, language if name == "language" else value) for name, value in pairs]
    return {**scope, "query_string": urlencode(changed).encode()}

"""Translates the hosted login into the language of the request."""

from __future__ import annotations

import json
from contextvars import ContextVar
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

CATALOGUES = Path(__file__).parent / "languages"
ENGLISH = "en"

current_language: ContextVar[str] = ContextVar("login_language", default=ENGLISH)

_translations: dict[str, dict[str, str]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(CATALOGUES.glob("*.json"))
}


def translate(text: str, **values: object) -> str:
    """Translates a sentence into the language of the request.

    Args:
        text: The English sentence, with `{name}` for each value; it is also the key of its translations.
        values: The values.
    """
    return _translations.get(current_language.get(), {}).get(text, text).format(**values)


def text_direction() -> str:
    """Returns `rtl` if the language of the request is written from right to left, else `ltr`."""
    return "rtl" if current_language.get().split("-")[0] in {"ar", "fa", "he", "ur"} else "ltr"


@web.middleware
async def language_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Sets the language of each request."""
    current_language.set(_negotiate(request.headers.get("Accept-Language", "")))
    return await handler(request)


def _negotiate(accepted: str) -> str:
    # Browsers write the preferred language first.
    for entry in accepted.split(","):
        primary = entry.split(";")[0].strip().lower().split("-")[0]
        for language in (ENGLISH, *_translations):
            if language.lower().split("-")[0] == primary:
                return language
    return ENGLISH

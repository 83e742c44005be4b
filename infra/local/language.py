"""What the hosted login says, in the language of whoever reads it."""

from __future__ import annotations

import json
from contextvars import ContextVar
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

CATALOGUES = Path(__file__).parent / "languages"
ENGLISH = "en"

current: ContextVar[str] = ContextVar("login_language", default=ENGLISH)

_translations: dict[str, dict[str, str]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(CATALOGUES.glob("*.json"))
}


def say(text: str, **values: object) -> str:
    """Say something to the person whose request this is.

    Args:
        text: The English sentence, with `{name}` for each value; it is also the key of its translations.
        values: What is put into it.
    """
    return _translations.get(current.get(), {}).get(text, text).format(**values)


@web.middleware
async def listener(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Finds the language of each request."""
    current.set(_preferred(request.headers.get("Accept-Language", "")))
    return await handler(request)


def _preferred(accepted: str) -> str:
    # Browsers write what they like best first.
    for entry in accepted.split(","):
        primary = entry.split(";")[0].strip().lower().split("-")[0]
        for language in (ENGLISH, *_translations):
            if language.lower().split("-")[0] == primary:
                return language
    return ENGLISH

"""Translates the hosted login into the language of the request."""

from __future__ import annotations

import json
import re
from contextvars import ContextVar
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

CATALOGUES = Path(__file__).parent / "languages"
ENGLISH = "en"

_SCRIPTS = {"ar": "arab", "hi": "deva", "ja": "jpan", "ko": "kore", "zh-CN": "hans", "zh-TW": "hant"}
_TRADITIONAL = {"tw", "hk", "mo", "yue"}

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
    tags = (entry.split(";")[0].strip() for entry in accepted.lower().split(","))
    return next((language for tag in tags if (language := _match(tag))), ENGLISH)


def _match(tag: str) -> str:
    # As the chat server does, whose code is not imported here; a test compares the two.
    primary, *subtags = re.split(r"-\w-", tag)[0].split("-")
    script = next((subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), "")
    if primary in ("zh", "yue"):
        script = script or ("hans" if _TRADITIONAL.isdisjoint([primary, *subtags]) else "hant")
        primary = "zh"
    return next(
        (
            language
            for language in (ENGLISH, *_translations)
            if language.split("-")[0] == primary and script in ("", _SCRIPTS.get(language, "latn"))
        ),
        "",
    )

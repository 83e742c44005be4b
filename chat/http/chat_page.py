"""The chat page: Chainlit's, rendered once in each language."""

import html
import json
import re
from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

import chat.http.path_types  # noqa: F401  (registers `page_id`)
from chat.http.page_markers import PageError, replace_marker, replace_pattern
from chat.http.script_messages import words
from chat.i18n.language import LANGUAGES, current_language, text_direction, translate

# Where Chainlit's page may be opened: its script shows what the address names.
PATHS = ("/", "/thread", "/thread/{_:page_id}", "/element/{_:page_id}", "/login")

_NAME = "Teacher’s Assistant"
_DESCRIPTION = re.compile(r'(<meta (?:name|property)="(?:og:)?description" content=")[^"]*')
_FILE = re.compile(r'(?<=")(/public/[^"?]+\.(?:css|js))(?=")')


def chat_page_routes(template: str, version: Callable[[str], str]) -> APIRouter:
    """Build the routes of the page.

    Args:
        template: Chainlit's page, prepared.
        version: Returns a hash of a file below `/public/`: a changed file gets another address.

    Raises:
        PageError: If the page has lost a marker.
    """
    template, files = _FILE.subn(lambda found: f"{found[1]}?v={version(found[1])}", template)
    if not files:
        raise PageError("The page holds no file of ours; see docs/upgrading.md.")
    pages = {language: _translated(template, language) for language in LANGUAGES}
    router = APIRouter()

    async def page() -> Response:
        return HTMLResponse(pages[current_language.get()])

    for path in PATHS:
        router.add_api_route(path, page)
    return router


def _translated(template: str, language: str) -> str:
    token = current_language.set(language)
    try:
        texts = json.dumps(words(), ensure_ascii=False).replace("<", "\\u003c")
        description = html.escape(translate("Ask a question; watch the specialists work it out."))
        start = (
            f'<header><a class="skip" href="#chat-input">{html.escape(translate("Skip to your question"))}</a>'
            f'<h1 class="unseen">{_NAME}</h1></header>'
            f'<script type="application/json" id="words">{texts}</script>'
        )
        root = f'<html lang="{language}" dir="{text_direction()}">'
    finally:
        current_language.reset(token)
    page = replace_marker(template, '<html lang="en">', root)
    page = replace_marker(page, "<body>", f"<body>{start}")
    page = replace_pattern(page, _DESCRIPTION, description, "a description")
    # Shown until the page's script runs.
    shell = f'<div id="root"><div class="shell"><img src="/public/avatar.svg" alt="">{_NAME}</div></div>'
    return replace_marker(page, '<div id="root"></div>', shell)

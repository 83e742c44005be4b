"""The frame of our own pages, which need no script."""

import html

from starlette.responses import HTMLResponse

from chat.http.middleware import appearance
from chat.i18n import language
from chat.i18n.language import translate

_HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="icon" href="/favicon"><link rel="stylesheet" href="/public/look.css">'
    '<link rel="stylesheet" href="/public/frame.css">'
)
_BRAND = (
    '<header><a href="/"><img src="/public/avatar.svg" alt="" width="32" height="32">Teacher’s Assistant</a></header>'
)


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page.

    Args:
        title: What it is called, as text.
        body: What stands on it, as HTML.
        status: The HTTP status.
    """
    name, back = html.escape(title), html.escape(translate("Back to the chat"))
    return HTMLResponse(
        f'<!doctype html><html lang="{language.current_language.get()}" class="{appearance.current_appearance.get()}">'
        f"<head>{_HEAD}<title>{name} · Teacher’s Assistant</title></head>"
        f'<body>{_BRAND}<main><h1>{name}</h1>{body}<p><a href="/">{back}</a></p></main></body></html>',
        status,
    )


def alert(sentence: str) -> str:
    """A sentence that a screen reader says at once."""
    return f'<p role="alert">{html.escape(sentence)}</p>'

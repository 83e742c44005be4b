"""The frame of our own pages, which need no script."""

import html

from starlette.responses import HTMLResponse

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
a, button { color: inherit; } section { border-top: 1px solid #8886; margin-top: 2rem; padding-top: 1rem; }
button, input, .button { font: inherit; padding: .5rem .9rem; border: 1px solid #888; border-radius: .5rem; }
.button { display: inline-block; text-decoration: none; }
[role=alert] { border-left: 4px solid #c33; padding-left: 1rem; }
td, th { padding: .2rem 1.5rem .2rem 0; text-align: left; vertical-align: top; }
"""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page.

    Args:
        title: What it is called, as text.
        body: What stands on it, as HTML.
        status: The HTTP status.
    """
    name = html.escape(title)
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{_STYLE}</style><main><h1>{name}</h1>{body}<p><a href="/">Back to the chat</a></p></main></html>',
        status,
    )


def alert(sentence: str) -> str:
    """A sentence that a screen reader says at once."""
    return f'<p role="alert">{html.escape(sentence)}</p>'

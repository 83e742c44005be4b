"""Renders the server's own pages, which need no script, from the templates beside this module."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from chat.http.middleware.appearance import current_appearance
from chat.i18n.language import current_language, format_number, text_direction, translate, translate_plural

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"


@cache
def environment() -> "Environment":
    """Return the environment of all pages: everything is escaped, and a name that is not given is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # 100 ms that the start of the server is spared

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        translate=translate,
        translate_plural=translate_plural,
        format_number=format_number,
        current_language=current_language.get,
        text_direction=text_direction,
        current_appearance=current_appearance.get,
    )
    return made


def render(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Render a page for the person whose request this is.

    Args:
        template: Its file, below `chat/http/templates/`.
        status: The HTTP status.
        values: What the template shows.
    """
    return HTMLResponse(environment().get_template(template).render(values), status)


def render_alert(title: str, sentence: str, status: int = 503) -> HTMLResponse:
    """Render a page that holds nothing but a sentence, which a screen reader reads at once."""
    return render("alert.html", status, title=title, sentence=sentence)

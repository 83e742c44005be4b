"""The pages of the hosted login: plain HTML and one style; nothing is fetched from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.local.aws_apis.policy import PASSWORD_POLICY
from infra.local.hosted_login.language import current_language, text_direction, translate

FONT = "/font.woff2"
TEMPLATES = Path(__file__).parent / "templates"
_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.globals.update(translate=translate, current_language=current_language.get, text_direction=text_direction)
# The colours are those of look.css and dark.css in chat/http/public; a test compares them.
_STYLE = _environment.get_template("style.css").render()
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def content_security_policy(form_targets: Iterable[str]) -> str:
    """Returns the policy: this page's own style and forms. Browsers apply `form-action` to redirects of a form too."""
    return (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; font-src 'self'; "
        f"form-action 'self' {' '.join(form_targets)}; base-uri 'none'; frame-ancestors 'none'"
    )


def sign_in_page(query: str, csrf: str, username: str = "", error: str = "") -> str:
    """Returns the page that asks for username and password; what was typed as username is kept."""
    return _render("sign_in.html", query=query, csrf=csrf, username=username, error=error)


def new_password_page(query: str, csrf: str, username: str, pending: str, error: str = "") -> str:
    """Returns the page that asks for a new password after a temporary one."""
    return _render(
        "new_password.html",
        query=query,
        csrf=csrf,
        username=username,
        pending=pending,
        error=error,
        policy=PASSWORD_POLICY.sentence,
    )


def code_page(query: str, csrf: str, username: str, pending: str, error: str = "") -> str:
    """Returns the page that asks for a code of the authenticator app."""
    return _render("code.html", query=query, csrf=csrf, username=username, pending=pending, error=error)


def refusal_page(title: str, sentence: str, home: str) -> str:
    """Returns the page that says why a link cannot be used, with a link to the product."""
    return _render("refusal.html", title=title, sentence=sentence, home=home)


def _render(template: str, **values: str) -> str:
    return _environment.get_template(template).render(values)

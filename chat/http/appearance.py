"""Light or dark, as the page last told in a cookie: our own pages, which have no script, look like it."""

from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Receive, Scope, Send

_COOKIE = "appearance"
_KNOWN = ("light", "dark")

current_appearance: ContextVar[str] = ContextVar("appearance", default=_KNOWN[0])


class AppearanceMiddleware:
    """Pure ASGI middleware: finds the appearance of each request.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        current_appearance.set(_told(sent))
        await self._app(scope, receive, send)


def _told(sent: str) -> str:
    try:
        cookies = SimpleCookie(sent)
    except CookieError:
        return _KNOWN[0]
    value = cookies[_COOKIE].value if _COOKIE in cookies else ""
    return value if value in _KNOWN else _KNOWN[0]

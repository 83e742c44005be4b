"""Finds light or dark for our own pages, which run no script, in the cookie that the chat page sets.

Where there is none, as the chat was never opened in this browser, the pages are as the system is.
"""

from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Receive, Scope, Send

_COOKIE = "appearance"
_APPEARANCES = ("light", "dark")
_UNKNOWN = "system"

current_appearance: ContextVar[str] = ContextVar("appearance", default=_UNKNOWN)


class AppearanceMiddleware:
    """Sets `current_appearance` for each request.

    Args:
        app: Renders with it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        header = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        current_appearance.set(_read_appearance(header))
        await self._app(scope, receive, send)


def _read_appearance(cookie_header: str) -> str:
    try:
        cookies = SimpleCookie(cookie_header)
    except CookieError:
        return _UNKNOWN
    value = cookies[_COOKIE].value if _COOKIE in cookies else ""
    return value if value in _APPEARANCES else _UNKNOWN

"""Finds light or dark for our own pages, which run no script, in the cookie that the chat page sets."""

from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Receive, Scope, Send

_COOKIE = "appearance"
_APPEARANCES = ("light", "dark")  # the first is the default

current_appearance: ContextVar[str] = ContextVar("appearance", default=_APPEARANCES[0])


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
        return _APPEARANCES[0]
    value = cookies[_COOKIE].value if _COOKIE in cookies else ""
    return value if value in _APPEARANCES else _APPEARANCES[0]

"""Closes every path that is not explicitly open."""

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.access_rules import AccessRules
from chat.http.responses import opens_page, refuse
from chat.http.templates import render_alert
from chat.i18n.language import translate


class AccessControlMiddleware:
    """Answers 404 to every request and upgrade that the rules do not open; a browser gets a page that says so.

    Args:
        app: Serves what is open.
        rules: The methods and paths that are open.
        socket_path: The only path that may be upgraded to a WebSocket.
    """

    def __init__(self, app: ASGIApp, *, rules: AccessRules, socket_path: str) -> None:
        self._app = app
        self._rules = rules
        self._socket_path = socket_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "websocket":
            is_open = scope["path"] == self._socket_path
        else:
            is_open = self._rules.is_open(scope["method"], scope["path"])
        if is_open:
            await self._app(scope, receive, send)
        elif opens_page(scope):
            page = render_alert(translate("Page not found"), translate("This is not there, or not any more."), 404)
            page.headers["cache-control"] = "no-store"
            await page(scope, receive, send)
        else:
            await refuse(scope, receive, send, 404, "There is nothing here.")

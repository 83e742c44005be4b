"""Closes every path that is not explicitly open."""

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.access_rules import AccessRules
from chat.http.responses import refuse


class AccessControlMiddleware:
    """Answers 404 to every request and upgrade that the rules do not open.

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
        else:
            await refuse(scope, receive, send, 404, "There is nothing here.")

"""Signs a person out: answers the page's `POST /logout`, and then the reload that follows it."""

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.access_rules import AccessRules, get
from chat.http.chat_page import PATHS
from chat.http.responses import send_json
from chat.identity.caller import current_caller
from chat.identity.sign_out import SignOut, is_marked
from chat.identity.sockets import SocketRegistry
from chat.identity.token import header_values

LOGOUT_PATH = "/logout"


class SignOutMiddleware:
    """Ends the person's sockets and marks the browser; a marked browser's page load is redirected to Cognito.

    Args:
        app: Serves every other request.
        sign_out: Builds the headers of both answers.
        sockets: The open sockets of this process.
    """

    def __init__(self, app: ASGIApp, *, sign_out: SignOut, sockets: SocketRegistry) -> None:
        self._app = app
        self._sign_out = sign_out
        self._sockets = sockets
        self._pages = AccessRules(get(path) for path in PATHS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        method, path, headers = scope["method"], scope["path"], scope["headers"]
        if method == "POST" and path == LOGOUT_PATH:
            self._sockets.end(current_caller.get(), headers)
            return await send_json(send, 200, {"success": True}, self._sign_out.marking_headers())
        if self._pages.is_open(method, path) and is_marked("; ".join(header_values(headers, b"cookie"))):
            return await send_json(send, 303, {}, self._sign_out.redirect_headers())
        return await self._app(scope, receive, send)

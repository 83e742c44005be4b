"""Ends sockets that outlive the identity they were opened with."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.identity.caller import current_caller
from chat.identity.sockets import SocketRegistry


class SocketLifetimeMiddleware:
    """Registers each socket while it is open; each request ends the sockets that another person opened in its browser.

    Args:
        app: Serves requests and sockets.
        sockets: The open sockets of this process.
    """

    def __init__(self, app: ASGIApp, *, sockets: SocketRegistry) -> None:
        self._app = app
        self._sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        caller, headers = current_caller.get(), scope["headers"]
        if scope["type"] == "websocket":
            async with self._sockets.open(caller, headers, receive, send) as socket:
                return await self._app(scope, socket.receive, socket.send)
        naming = self._sockets.register_caller(caller, headers)
        return await self._app(scope, receive, _with_headers(send, naming) if naming else send)


def _with_headers(send: Send, headers: list[tuple[bytes, bytes]]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *headers]}
        await send(message)

    return send_with_headers

"""Answers the health check, the only request that needs no identity."""

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.responses import send_json

PATH = "/health"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class HealthMiddleware:
    """Answers 200 while the process serves and 503 once it drains, so that the load balancer sends people elsewhere.

    Args:
        app: Answers every other request.
        is_draining: Whether the process is about to end.
    """

    def __init__(self, app: ASGIApp, *, is_draining: Callable[[], bool]) -> None:
        self._app = app
        self._is_draining = is_draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in _METHODS:
            await self._app(scope, receive, send)
        elif self._is_draining():
            await send_json(send, 503, {"status": "draining"})
        else:
            await send_json(send, 200, {"status": "ok"})

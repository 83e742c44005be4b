"""Refuses what another site's page sends with this person's cookies (cross-site request forgery)."""

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.responses import refuse
from chat.identity.token import header_values

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OriginCheckMiddleware:
    """Answers 403 to an unsafe request or an upgrade whose `Origin` is not ours; a missing one is no browser's.

    Args:
        app: Serves the rest.
        public_url: The only origin that may change anything, in lower case.
    """

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self._app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        is_safe = scope["type"] == "http" and scope["method"] in _SAFE_METHODS
        if is_safe or all(origin.lower() == self._public_url for origin in header_values(scope["headers"], b"origin")):
            await self._app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 403, "This request comes from another site.")

"""Says which responses a browser may keep: files that are the same for everybody, and nothing else."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMED_BY_CONTENT = "/assets/"  # Chainlit's build puts a hash of the content into each name
_SAME_FOR_EVERYBODY = ("/public/", "/avatars/")
_ICONS = frozenset({"/favicon", "/logo"})

_HEADER = b"cache-control"
_FOREVER = b"private, max-age=31536000, immutable"
_AN_HOUR = b"private, max-age=3600"
_NEVER = b"no-store"


class CachingMiddleware:
    """Replaces `Cache-Control` on every response.

    Args:
        app: Answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_with_caching(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() != _HEADER]
                caching = _caching(scope) if message["status"] < 400 else _NEVER
                message = {**message, "headers": [*kept, (_HEADER, caching)]}
            await send(message)

        return await self._app(scope, receive, send_with_caching)


def _caching(scope: Scope) -> bytes:
    path = scope["path"]
    if path.startswith(_NAMED_BY_CONTENT):
        return _FOREVER
    if path.startswith(_SAME_FOR_EVERYBODY) or path in _ICONS:
        return _FOREVER if b"v=" in scope["query_string"] else _AN_HOUR  # `v` tells the content
    return _NEVER

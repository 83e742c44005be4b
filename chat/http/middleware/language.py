"""Finds the language of each request and socket, and gives Chainlit the same one."""

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.i18n.language import current_language, negotiate_language


class LanguageMiddleware:
    """Sets `current_language` from `Accept-Language`, and replaces the query parameter `language` by it.

    Args:
        app: Answers in that language.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-language")
        language = negotiate_language(accepted.decode("latin-1"))
        current_language.set(language)
        await self._app(_with_language(scope, language), receive, send)


def _with_language(scope: Scope, language: str) -> Scope:
    query = scope.get("query_string", b"")
    if b"language=" not in query:
        return scope
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    changed = [(name, language if name == "language" else value) for name, value in pairs]
    return {**scope, "query_string": urlencode(changed).encode()}

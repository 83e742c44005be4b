"""Gives the application exactly one credential: the one made here for the verified person."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.identity.caller import Caller, current_caller

_DROPPED_HEADERS = (b"x-amzn-oidc-", b"x_amzn_oidc_")
_DROPPED_COOKIES = ("access_token", "awselbauthsessioncookie", "awsalbauthnonce")
_CHAINLIT_COOKIE = b"access_token"


class CredentialInjectionMiddleware:
    """Strips every credential that came in, adds the in-flight cookie, and sends no cookie of Chainlit's out.

    Args:
        app: Knows the person by the in-flight cookie alone.
        session_cookie: Makes that cookie, `name=value`; no browser ever sees it.
    """

    def __init__(self, app: ASGIApp, *, session_cookie: Callable[[Caller], str]) -> None:
        self._app = app
        self._session_cookie = session_cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        passed = {**scope, "headers": self._with_one_credential(scope["headers"])}
        if scope["type"] != "http":
            return await self._app(passed, receive, send)

        async def send_without_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", [])
                message = {**message, "headers": [header for header in headers if not _is_chainlit_cookie(*header)]}
            await send(message)

        return await self._app(passed, receive, send_without_cookie)

    def _with_one_credential(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        kept, cookies = [], []
        for name, value in headers:
            if name == b"cookie":
                pairs = (pair.strip() for pair in value.decode("latin-1").split(";"))
                cookies += [pair for pair in pairs if pair and not _is_credential(pair)]
            elif name != b"authorization" and not name.startswith(_DROPPED_HEADERS):
                kept.append((name, value))
        cookies.append(self._session_cookie(current_caller.get()))
        return [*kept, (b"cookie", "; ".join(cookies).encode("latin-1"))]


def _is_credential(pair: str) -> bool:
    return pair.partition("=")[0].strip().lower().startswith(_DROPPED_COOKIES)


def _is_chainlit_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and value.startswith(_CHAINLIT_COOKIE)

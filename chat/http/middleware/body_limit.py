"""Bounds the body of every request before the application reads it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.http.access_rules import MAX_BODY_BYTES, AccessRules
from chat.http.responses import refuse
from chat.identity.token import Headers, header_values


class BodyLimitMiddleware:
    """Answers 413 to a body that is too large.

    An upload is passed on as it arrives, and cut off as if its sender had gone once it is too large. Any other body is
    small: it is read whole and then replayed, so that the application never sees a part of one that is refused.

    Args:
        app: Serves the rest.
        rules: Which routes take an upload, and of which size.
    """

    def __init__(self, app: ASGIApp, *, rules: AccessRules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        upload_limit = self._rules.max_upload_bytes(scope["method"], scope["path"])
        limit = MAX_BODY_BYTES if upload_limit is None else upload_limit
        if _declares_more(scope["headers"], limit):
            return await _refuse(scope, receive, send)
        if upload_limit is not None:
            return await self._app(scope, _cut_off(receive, limit), send)
        body = await _read_body(receive, limit)
        if body is None:
            return await _refuse(scope, receive, send)
        return await self._app(scope, _replay(body, receive), send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(scope, receive, send, 413, "This is larger than anything that can be taken in here.")


def _declares_more(headers: Headers, limit: int) -> bool:
    """Return whether the declared length is over the limit, or is no length."""
    declared = header_values(headers, b"content-length")
    return bool(declared) and (not declared[0].isdecimal() or int(declared[0]) > limit)


def _cut_off(receive: Receive, limit: int) -> Receive:
    left = limit

    async def receive_bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return receive_bounded


async def _read_body(receive: Receive, limit: int) -> bytes | None:
    """Read the whole body; `None` when it is larger than the limit."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limit:
            return None
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_replayed() -> Message:
        return messages.pop() if messages else await receive()

    return receive_replayed

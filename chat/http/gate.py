"""The gate before everything: no request or socket passes without a verified identity."""

import json
import logging
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.http import access_rules
from chat.identity.caller import Caller, current_caller
from chat.identity.errors import Refused
from chat.identity.sign_out import SignOut, is_marked
from chat.identity.sockets import Sockets
from chat.identity.token import Headers, header_values
from chat.identity.verifier import Verifier

logger = logging.getLogger(__name__)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_CACHING = b"cache-control"
_NEVER_PASSED = (b"x-amzn-oidc-", b"x_amzn_oidc_")


class Gate:
    """Pure ASGI middleware: verifies, bounds, and hands on with the caller known.

    Args:
        app: What stands behind the gate.
        verifier: Believes or refuses.
        sign_out: Builds the way out.
        sockets: Closes sockets that outlive their identity.
        public_url: The only origin that may change anything.
        session_cookie: Makes the in-flight cookie by which Chainlit knows the caller; no browser ever sees it.
        is_draining: Whether the process is about to end.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        verifier: Verifier,
        sign_out: SignOut,
        sockets: Sockets,
        public_url: str,
        session_cookie: Callable[[Caller], str],
        is_draining: Callable[[], bool],
    ) -> None:
        self._app = app
        self._verifier = verifier
        self._sign_out = sign_out
        self._sockets = sockets
        self._public_url = public_url
        self._session_cookie = session_cookie
        self._is_draining = is_draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            raise RuntimeError(f"the gate does not serve {scope['type']}")

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path, headers = scope["method"], scope["path"], scope["headers"]
        if path == access_rules.HEALTH and method in _SAFE:
            status = "draining" if self._is_draining() else "ok"
            return await _answer(send, 503 if status == "draining" else 200, {"status": status})
        try:
            caller = await self._verifier.verify(headers)
        except Refused as refusal:
            _log(refusal, path)
            return await _answer(send, 401, {"detail": "Sign in again: this request carries no valid identity."})
        if method not in _SAFE and not self._origin_is_ours(headers):
            return await _answer(send, 403, {"detail": "This request comes from another site."})
        if not access_rules.is_open(method, path):
            return await _answer(send, 404, {"detail": "There is nothing here."})
        if method == "POST" and path == access_rules.LOGOUT:
            self._sockets.end(caller, headers)
            return await _answer(send, 200, {"success": True}, self._sign_out.mark())
        if access_rules.is_page(method, path) and is_marked("; ".join(header_values(headers, b"cookie"))):
            return await _answer(send, 303, {}, self._sign_out.leave())
        most = access_rules.most_bytes(method, path)
        told: dict[str, object] = {"detail": "This is larger than anything that can be taken in here."}
        if _declares_more(headers, most):
            return await _answer(send, 413, told)
        if access_rules.is_upload(method, path):
            receive = _bounded(receive, most)
        elif (body := await _read_body(receive, most)) is None:
            return await _answer(send, 413, told)
        else:
            receive = _replay(body, receive)
        current_caller.set(caller)
        extra = self._sockets.meet(caller, headers)
        passed = self._pass_on(scope, caller)
        return await self._app(passed, receive, _with_headers(send, [*extra, (_CACHING, _caching(scope))]))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = scope["headers"]
        try:
            caller = await self._verifier.verify(headers)
        except Refused as refusal:
            _log(refusal, scope["path"])
            return await _refuse_upgrade(scope, receive, send, 401)
        if not self._origin_is_ours(headers):
            return await _refuse_upgrade(scope, receive, send, 403)
        if scope["path"] != access_rules.SOCKET:
            return await _refuse_upgrade(scope, receive, send, 404)
        current_caller.set(caller)
        async with self._sockets.open(caller, headers, receive, send) as socket:
            await self._app(self._pass_on(scope, caller), socket.receive, socket.send)
        return None

    def _origin_is_ours(self, headers: Headers) -> bool:
        return all(origin.lower() == self._public_url for origin in header_values(headers, b"origin"))

    def _pass_on(self, scope: Scope, caller: Caller) -> Scope:
        """Copy the scope with exactly one credential in it: ours."""
        kept, cookies = [], []
        for name, value in scope["headers"]:
            if name == b"cookie":
                pairs = (pair.strip() for pair in value.decode("latin-1").split(";"))
                cookies += [pair for pair in pairs if pair and not _is_credential(pair)]
            elif name != b"authorization" and not name.startswith(_NEVER_PASSED):
                kept.append((name, value))
        cookies.append(self._session_cookie(caller))
        return {**scope, "headers": [*kept, (b"cookie", "; ".join(cookies).encode("latin-1"))]}


def _declares_more(headers: Headers, most: int) -> bool:
    """Whether the body says that it is larger than it may be."""
    declared = header_values(headers, b"content-length")
    return bool(declared) and (not declared[0].isdecimal() or int(declared[0]) > most)


def _bounded(receive: Receive, most: int) -> Receive:
    """End the request as if its sender had gone, once it has sent more than it may."""
    left = most

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return receiving


async def _read_body(receive: Receive, most: int) -> bytes | None:
    """Read the whole body; `None` when it is larger than it may be."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            return None
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return messages.pop() if messages else await receive()

    return receiving


def _is_credential(pair: str) -> bool:
    name = pair.partition("=")[0].strip().lower()
    return name.startswith(("access_token", "awselbauthsessioncookie", "awsalbauthnonce"))


def _caching(scope: Scope) -> bytes:
    # What is the same for everybody may be kept: for good where the address tells the content. All else is somebody's.
    if scope["path"].startswith("/assets/") or (access_rules.is_ours(scope["path"]) and b"v=" in scope["query_string"]):
        return b"private, max-age=31536000, immutable"
    return b"private, max-age=3600" if access_rules.is_ours(scope["path"]) else b"no-store"


def _with_headers(send: Send, extra: list[tuple[bytes, bytes]]) -> Send:
    names = {name for name, _ in extra if name != b"set-cookie"}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(n, v) for n, v in message.get("headers", []) if n.lower() not in names]
            kept = [(n, v) for n, v in kept if not (n.lower() == b"set-cookie" and v.startswith(b"access_token"))]
            given = extra if message["status"] < 400 else [(n, b"no-store" if n == _CACHING else v) for n, v in extra]
            message = {**message, "headers": [*kept, *given]}
        await send(message)

    return sending


async def _answer(
    send: Send, status: int, body: dict[str, object], extra: list[tuple[bytes, bytes]] | None = None
) -> None:
    content = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    headers += [(b"cache-control", b"no-store"), *(extra or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def _refuse_upgrade(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    await receive()  # websocket.connect
    if "websocket.http.response" in scope.get("extensions", {}):
        # The server closes the connection now; a load balancer that was not told would send it another request.
        headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"connection", b"close")]
        await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "code": 1008})


_last_logged: dict[str, float] = {}


def _log(refusal: Refused, path: str) -> None:
    # Once a second for each check: a flood of bad requests must not become a flood of lines.
    now = time.monotonic()
    if now - _last_logged.get(refusal.check, -1.0) >= 1.0:
        _last_logged[refusal.check] = now
        extra = {"check": refusal.check, "reason": refusal.reason, "path": path[:200]}
        logger.warning("request refused", extra=extra)

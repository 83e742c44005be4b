"""Responses of the middleware, which answers without the application."""

import json
from collections.abc import Sequence

from starlette.types import Receive, Scope, Send

from chat.identity.token import header_values

Headers = Sequence[tuple[bytes, bytes]]


def opens_page(scope: Scope) -> bool:
    """Tell whether a browser opens a page with this request: an answer that no person could read is of no use."""
    return scope.get("method") == "GET" and "text/html" in "".join(header_values(scope["headers"], b"accept"))


async def send_json(send: Send, status: int, body: dict[str, object], headers: Headers = ()) -> None:
    """Send a whole response, which nobody may store.

    Args:
        send: Of the ASGI connection.
        status: The HTTP status.
        body: Sent as JSON.
        headers: Sent beside those of the body.
    """
    content = json.dumps(body).encode()
    own = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    all_headers = [*own, (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    await send({"type": "http.response.body", "body": content})


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, detail: str) -> None:
    """Refuse a request with a status and a sentence, or an upgrade with the status alone."""
    if scope["type"] == "websocket":
        await _refuse_upgrade(scope, receive, send, status)
    else:
        await send_json(send, status, {"detail": detail})


async def _refuse_upgrade(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    await receive()  # websocket.connect
    if "websocket.http.response" in scope.get("extensions", {}):
        # The server closes the connection now; a load balancer that is not told so sends the next request to it.
        headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"connection", b"close")]
        await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "code": 1008})

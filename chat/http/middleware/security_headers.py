"""Security headers on every response: the page runs its own code and calls its own server, nothing else."""

import base64
import hashlib
import re
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFERRER = b"referrer-policy"
_STRICTEST = (_REFERRER, b"no-referrer")  # the one header that a response may set itself
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class SecurityHeadersMiddleware:
    """Replaces the security headers of every response.

    Args:
        app: Answers.
        public_url: The address people type; its socket address is the only one the page may call.
        page: The page's HTML; its inline scripts are allowed by their hashes.
    """

    def __init__(self, app: ASGIApp, *, public_url: str, page: str) -> None:
        self._app = app
        self._headers = [(k.encode(), v.encode()) for k, v in _headers(public_url, page).items()]
        self._names = {name for name, _ in self._headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", [])
                is_strictest = _STRICTEST in given
                own = [each for each in self._headers if not (is_strictest and each[0] == _REFERRER)]
                kept = [(n, v) for n, v in given if n.lower() not in self._names or (n, v) == _STRICTEST]
                message = {**message, "headers": [*kept, *own]}
            await send(message)

        return await self._app(scope, receive, send_with_headers)


def _headers(public_url: str, page: str) -> dict[str, str]:
    scheme, host = urlsplit(public_url)[:2]
    socket = f"{'wss' if scheme == 'https' else 'ws'}://{host}"
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in _INLINE_SCRIPT.findall(page))
    policy = {
        "default-src": "'none'",
        "script-src": f"'self' {hashes}",
        "style-src": "'self' 'unsafe-inline'",  # the page's components set style attributes
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": f"'self' {socket}",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if scheme == "https":
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return headers


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

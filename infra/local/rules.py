"""The listener's rules and fixed answers, as they stand on AWS."""

from __future__ import annotations

import re

from aiohttp import web

SIGNED_OUT_PATH = "/signed-out"
CALLBACK_PATH = "/oauth2/idpresponse"

# Asked by scripts and sockets: a redirect to a login page would only confuse them, so they are denied.
DATA_PATHS = (
    "/ws/*",
    "/project/*",
    "/auth/*",
    "/user",
    "/feedback",
    "/set-session-cookie",
    "/mcp",
    "/logout",
    "/health",
)
_DATA = re.compile("|".join(re.escape(path).replace(r"\*", ".*") for path in DATA_PATHS))

_REASONS = {
    400: "Bad Request",
    401: "Authorization Required",
    463: "Too Many X-Forwarded-For Entries",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Time-out",
    561: "Authentication Error",
}

# A fixed response may hold 1024 bytes on AWS.
_SIGNED_OUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Signed out · Teacher's Assistant</title><link rel="icon" href="data:,"><style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;
background:light-dark(#f5f3ef,#13171b);color:light-dark(#1b202d,#f3f1ec)}
main{padding:2rem;text-align:center}a{color:light-dark(#176e63,#45c4a7)}
</style></head><body><main><p>Teacher's Assistant</p><h1>You are signed out</h1>
<p><a href="/">Sign in again</a></p></main></body></html>
"""


def is_data(path: str) -> bool:
    """Whether the rule of a path denies, rather than sends to the login, who is not signed in."""
    return _DATA.fullmatch(path) is not None


def signed_out_page() -> web.Response:
    """The one page that needs no identity."""
    return web.Response(
        text=_SIGNED_OUT,
        content_type="text/html",
        headers={"Cache-Control": "no-store", "Server": "awselb/2.0"},
    )


def bare_answer(status: int) -> web.Response:
    """An error of the load balancer itself, in its own words."""
    title = f"{status} {_REASONS.get(status, '')}".strip()
    page = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n"
        f"<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
    return web.Response(
        text=page,
        status=status,
        reason=_REASONS.get(status),
        content_type="text/html",
        headers={"Cache-Control": "no-store", "Server": "awselb/2.0"},
    )

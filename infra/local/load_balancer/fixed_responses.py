"""Fixed responses of the local edge, equal to those of the load balancer on AWS."""

from __future__ import annotations

import re

from aiohttp import web

from infra.edge_rules import DATA_PATHS, SIGNED_OUT_PAGE

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


def is_data(path: str) -> bool:
    """Whether a request for this path without a session is denied instead of redirected to the login."""
    return _DATA.fullmatch(path) is not None


def signed_out_page() -> web.Response:
    """Returns the page that needs no identity."""
    return web.Response(
        text=SIGNED_OUT_PAGE,
        content_type="text/html",
        headers={"Cache-Control": "no-store", "Server": "awselb/2.0"},
    )


def bare_answer(status: int) -> web.Response:
    """Returns an error page as the load balancer itself writes it."""
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

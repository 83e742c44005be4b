"""Whom every HTTP client here trusts."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Return the one context of all clients: each of its own would cost 20 ms and half a megabyte."""
    return httpx.create_ssl_context()

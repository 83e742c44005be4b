"""Signing out ends three sessions: this page's, the load balancer's and Cognito's.

The page posts `/logout` and reloads. The answer to the post sets a short-lived cookie, the mark; the reload, which
carries it, is redirected to Cognito's own sign-out, and every cookie of ours and of the load balancer's expires.
Cognito then returns the person to `/signed-out`, a page that needs no login.
"""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

MARK = "signing_out"
SIGNED_OUT_PATH = "/signed-out"
_MARK_LIFETIME = 30  # seconds between the post and the reload
# Four shards is the most the ALB sets (ELB user guide, "Session timeout and cookies").
_COOKIES = (MARK, *(f"AWSELBAuthSessionCookie-{shard}" for shard in range(4)), "X-Chainlit-Session-id")


class SignOut:
    """Builds the headers of both responses.

    Args:
        cognito_domain: Base of the hosted login.
        client_id: The app client that signs out.
        public_url: The address people type.
    """

    def __init__(self, *, cognito_domain: str, client_id: str, public_url: str) -> None:
        query = urlencode({"client_id": client_id, "logout_uri": public_url + SIGNED_OUT_PATH})
        self._location = f"{cognito_domain}/logout?{query}"
        self._secure = "; Secure" if public_url.startswith("https:") else ""

    def marking_headers(self) -> list[tuple[bytes, bytes]]:
        """Return the headers that make the next page load sign out."""
        return [self._cookie(MARK, "1", _MARK_LIFETIME)]

    def redirect_headers(self) -> list[tuple[bytes, bytes]]:
        """Return the headers that expire every cookie and redirect to Cognito's sign-out."""
        return [(b"location", self._location.encode()), *(self._cookie(name, "", 0) for name in _COOKIES)]

    def _cookie(self, name: str, value: str, max_age: int) -> tuple[bytes, bytes]:
        text = f"{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{self._secure}"
        return b"set-cookie", text.encode()


def is_marked(cookie_header: str) -> bool:
    """Return whether the request carries the mark."""
    try:
        return MARK in SimpleCookie(cookie_header)
    except CookieError:
        return False

"""Signing out ends three sessions: this page's, the load balancer's and Cognito's.

The page posts `/logout` and reloads. The post leaves a short-lived mark; the reload, which carries it, is answered with
the way out: every cookie of ours and the load balancer's expired, and a redirect to Cognito's own sign-out, which
returns the person to `/signed-out`, a page that needs no login.
"""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

MARK = "signing_out"
SIGNED_OUT_PATH = "/signed-out"
_MARK_LIFE = 30  # seconds between the post and the reload
# Four shards is the most the ALB sets (ELB user guide, "Session timeout and cookies").
_COOKIES = (MARK, *(f"AWSELBAuthSessionCookie-{shard}" for shard in range(4)), "X-Chainlit-Session-id")


class SignOut:
    """Builds the two answers of signing out.

    Args:
        cognito_domain: Base of the hosted login.
        client_id: The app client that signs out.
        public_url: The address people type.
    """

    def __init__(self, *, cognito_domain: str, client_id: str, public_url: str) -> None:
        query = urlencode({"client_id": client_id, "logout_uri": public_url + SIGNED_OUT_PATH})
        self._location = f"{cognito_domain}/logout?{query}"
        self._secure = "; Secure" if public_url.startswith("https:") else ""

    def mark(self) -> list[tuple[bytes, bytes]]:
        """Headers that make the next page load sign out."""
        return [self._cookie(MARK, "1", _MARK_LIFE)]

    def leave(self) -> list[tuple[bytes, bytes]]:
        """Headers that expire every cookie and lead to Cognito's sign-out."""
        return [(b"location", self._location.encode()), *(self._cookie(name, "", 0) for name in _COOKIES)]

    def _cookie(self, name: str, value: str, max_age: int) -> tuple[bytes, bytes]:
        text = f"{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{self._secure}"
        return b"set-cookie", text.encode()


def is_marked(cookie_header: str) -> bool:
    """Whether the request carries the mark that `mark` left."""
    try:
        return MARK in SimpleCookie(cookie_header)
    except CookieError:
        return False

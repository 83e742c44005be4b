"""Makes the cookie by which Chainlit 2.12 knows the user of a request.

Chainlit verifies its own `access_token` cookie, signed with `CHAINLIT_AUTH_SECRET`, on every request and socket. The
gate removes whatever cookie of this name a browser sends, and adds one for the verified caller; no browser ever
receives it.
"""

from chainlit.auth import create_jwt
from chainlit.user import User

from chat.identity.caller import Caller

COOKIE_NAME = "access_token"


def make_session_cookie(caller: Caller) -> str:
    """Return `name=value` of the cookie for a caller."""
    user = User(identifier=caller.sub, display_name=caller.name)
    return f"{COOKIE_NAME}={create_jwt(user)}"

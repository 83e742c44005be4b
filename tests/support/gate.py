"""The real middleware around a stand-in application, without HTTP between."""

from collections.abc import Container

from starlette.types import ASGIApp

from chat.chainlit_adapter.allowed_routes import OPEN_ROUTES, SOCKET_PATH
from chat.http.access_rules import AccessRules, get
from chat.http.application import protect
from chat.http.chat_page import PATHS
from chat.identity.sign_out import SignOut
from chat.identity.sockets import SocketRegistry
from chat.identity.verifier import Verifier
from tests.support.alb import CLIENT

PUBLIC_URL = "http://localhost:1"


def protected(app: ASGIApp, verifier: Verifier, denied: Container[str] = frozenset()) -> ASGIApp:
    """Build the whole chain on loopback; the chat page and Chainlit's own routes are open, nothing drains."""
    return protect(
        app,
        verifier=verifier,
        denied=denied,
        rules=AccessRules([*(get(path) for path in PATHS), *OPEN_ROUTES]),
        socket_path=SOCKET_PATH,
        sign_out=SignOut(cognito_domain="http://127.0.0.1:1", client_id=CLIENT, public_url=PUBLIC_URL),
        sockets=SocketRegistry(secure=False),
        public_url=PUBLIC_URL,
        page="",
        session_cookie=lambda caller: "access_token=x",
        is_draining=lambda: False,
    )

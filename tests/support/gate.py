"""The real gate before a stand-in, without HTTP between."""

from starlette.types import ASGIApp

from chat.http.gate import Gate
from chat.identity.sign_out import SignOut
from chat.identity.sockets import Sockets
from chat.identity.verifier import Verifier
from tests.support.alb import CLIENT

PUBLIC_URL = "http://localhost:1"


def gate_before(app: ASGIApp, verifier: Verifier) -> Gate:
    """A gate on loopback that is not draining."""
    return Gate(
        app,
        verifier=verifier,
        sign_out=SignOut(cognito_domain="http://127.0.0.1:1", client_id=CLIENT, public_url=PUBLIC_URL),
        sockets=Sockets(secure=False),
        public_url=PUBLIC_URL,
        session_cookie=lambda caller: "access_token=x",
        is_draining=lambda: False,
    )

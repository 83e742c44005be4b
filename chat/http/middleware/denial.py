"""Keeps out whoever is on the deny list, and signs their browser out."""

import logging
from collections.abc import Container

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.responses import opens_page, refuse, send_json
from chat.identity.caller import current_caller
from chat.identity.sign_out import SignOut

logger = logging.getLogger(__name__)


class DenialMiddleware:
    """Answers 401 to a person who is denied; a page that their browser opens leads through Cognito's sign-out.

    Args:
        app: Serves everybody else.
        denied: The people who are denied, by subject.
        sign_out: Builds the headers that end the session at the load balancer and at Cognito.
    """

    def __init__(self, app: ASGIApp, *, denied: Container[str], sign_out: SignOut) -> None:
        self._app = app
        self._denied = denied
        self._sign_out = sign_out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if current_caller.get().sub not in self._denied:
            return await self._app(scope, receive, send)
        logger.warning("denied_person_refused", extra={"path": scope["path"][:200]})
        if opens_page(scope):
            return await send_json(send, 303, {}, self._sign_out.redirect_headers())
        return await refuse(scope, receive, send, 401, "Sign in again: this request carries no valid identity.")

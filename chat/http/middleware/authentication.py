"""Verifies who sends each request and each upgrade; nothing unverified passes."""

import logging
import time

from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.responses import refuse
from chat.identity.caller import current_caller
from chat.identity.errors import IdentityRefused
from chat.identity.verifier import Verifier

logger = logging.getLogger(__name__)

_LOG_INTERVAL = 1.0  # seconds between two log lines about the same check: a flood of bad requests is no flood of lines


class AuthenticationMiddleware:
    """Sets `current_caller` to the verified person, or answers 401.

    Args:
        app: Serves what is verified.
        verifier: Checks the load balancer's token.
    """

    def __init__(self, app: ASGIApp, *, verifier: Verifier) -> None:
        self._app = app
        self._verifier = verifier
        self._logged_at: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection.

        Raises:
            RuntimeError: If it is neither HTTP nor a WebSocket: there is no identity to verify.
        """
        if scope["type"] not in ("http", "websocket"):
            raise RuntimeError(f"no identity can be verified for {scope['type']}")
        try:
            caller = await self._verifier.verify(scope["headers"])
        except IdentityRefused as refusal:
            self._log(refusal, scope["path"])
            return await refuse(scope, receive, send, 401, "Sign in again: this request carries no valid identity.")
        current_caller.set(caller)
        return await self._app(scope, receive, send)

    def _log(self, refusal: IdentityRefused, path: str) -> None:
        now = time.monotonic()
        if now - self._logged_at.get(refusal.check, float("-inf")) >= _LOG_INTERVAL:
            self._logged_at[refusal.check] = now
            extra = {"check": refusal.check, "reason": refusal.reason, "path": path[:200]}
            logger.warning("request_refused", extra=extra)

"""The edge's client of the hosted login: exchanges codes and refresh tokens for claims."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import ClientError, ClientSession

from infra.local.load_balancer.session import Session

TIME_LIMIT = 5.0
MAX_CLAIMS_BYTES = 11 * 1024


class IdpUnavailableError(Exception):
    """The login did not answer in time, or its response is too large: 500."""


class IdpRefusedError(Exception):
    """The login answered with an error: 561."""


@dataclass(frozen=True, slots=True)
class _SignedIn:
    claims: dict[str, str]
    access_token: str
    refresh_token: str
    expires: float


class IdentityProvider:
    """The token and userInfo endpoints for one app client.

    Args:
        http: the session to call with.
        base_url: the hosted login.
        client: id and secret of the app client; neither needs to be encoded.
        redirect_uri: where codes are sent to.
        session_seconds: how long a session lasts after signing in.
    """

    def __init__(
        self, http: ClientSession, base_url: str, client: tuple[str, str], redirect_uri: str, session_seconds: float
    ) -> None:
        self._http = http
        self._base_url = base_url
        self._authorization = {"Authorization": f"Basic {base64.b64encode(':'.join(client).encode()).decode()}"}
        self._redirect_uri = redirect_uri
        self._session_seconds = session_seconds

    async def redeem(self, code: str) -> Session:
        """Returns a new session for an authorization code."""
        answer = await self._ask(grant_type="authorization_code", code=code, redirect_uri=self._redirect_uri)
        expires = time.time() + self._session_seconds
        return Session(answer.claims, answer.access_token, answer.expires, answer.refresh_token, expires)

    async def refresh(self, session: Session) -> Session:
        """Returns the session with new tokens and claims and an unchanged expiry."""
        answer = await self._ask(grant_type="refresh_token", refresh_token=session.refresh_token)
        return replace(
            session,
            claims=answer.claims,
            access_token=answer.access_token,
            access_expires=answer.expires,
        )

    async def _ask(self, **form: str) -> _SignedIn:
        now = time.time()
        try:
            async with asyncio.timeout(TIME_LIMIT):
                tokens = await self._fetch("POST", "/oauth2/token", data=form, headers=self._authorization)
                bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
                claims = await self._fetch("GET", "/oauth2/userInfo", headers=bearer)
            answer = _SignedIn(
                claims={name: str(value) for name, value in claims.items()},
                access_token=str(tokens["access_token"]),
                refresh_token=str(tokens.get("refresh_token", "")),
                expires=now + float(tokens["expires_in"]),
            )
        except (ClientError, TimeoutError) as error:
            raise IdpUnavailableError from error
        except (KeyError, TypeError, ValueError) as error:
            raise IdpRefusedError from error
        if len(json.dumps(answer.claims)) + len(answer.access_token) > MAX_CLAIMS_BYTES:
            raise IdpUnavailableError
        return answer

    async def _fetch(
        self, method: str, path: str, data: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        async with self._http.request(method, self._base_url + path, data=data, headers=headers) as response:
            if response.status != 200:
                raise IdpRefusedError
            answer = await response.json(content_type=None)
        if not isinstance(answer, dict):
            raise IdpRefusedError
        return answer

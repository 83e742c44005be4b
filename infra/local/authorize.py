"""An OAuth authorization request, which the edge sends to the hosted login."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from yarl import URL

from infra.local.account import AppClient

SCOPES = ("openid", "email", "profile")


class UntrustedRequestError(Exception):
    """The client or the redirect URI is not registered, so there is no redirect."""


class BadRequestError(Exception):
    """An error that is reported to the client; `location` is its redirect URI with the error."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """A valid request."""

    redirect_uri: str
    state: str
    code_challenge: str

    @classmethod
    def parse(cls, query: Mapping[str, str], client: AppClient) -> Self:
        """Checks a request against the app client.

        Raises:
            UntrustedRequestError: when client or redirect address are unknown.
            BadRequestError: for anything else.
        """
        redirect_uri = query.get("redirect_uri", "")
        if query.get("client_id") != client.client_id or redirect_uri not in client.callback_urls:
            raise UntrustedRequestError
        request = cls(redirect_uri, query.get("state", ""), query.get("code_challenge", ""))
        scopes = query.get("scope", "").split()
        if query.get("response_type") != "code":
            raise BadRequestError(request.answer(error="unsupported_response_type"))
        if "openid" not in scopes or not set(scopes) <= set(SCOPES):
            raise BadRequestError(request.answer(error="invalid_scope"))
        if request.code_challenge and query.get("code_challenge_method") != "S256":
            raise BadRequestError(request.answer(error="invalid_request"))
        return request

    def answer(self, **result: str) -> str:
        """Returns the redirect URI with the result and the unchanged state."""
        state = {"state": self.state} if self.state else {}
        return str(URL(self.redirect_uri).update_query(result | state))

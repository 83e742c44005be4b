"""An OAuth authorization request, which the edge sends to the hosted login."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from multidict import MultiMapping
from yarl import URL

from infra.local.aws_apis.account import AppClient

_PROMPTS = {"none", "login", "select_account", "consent"}
_ASKING = {"login", "select_account"}  # for these a person signs in again


class UntrustedRequestError(Exception):
    """The client or the redirect URI is not registered, so there is no redirect."""


class BadRequestError(Exception):
    """An error that is reported to the client; `location` is its redirect URI with the error."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """A valid request.

    Attributes:
        scope: What is asked for, in the order of the request.
        prompt: Whether the page may, must or must not ask the person (OpenID Connect Core, 3.1.2.1).
        max_age: The greatest age of a sign-in that is good enough, in seconds.
    """

    redirect_uri: str
    state: str
    code_challenge: str
    scope: str = ""
    nonce: str = ""
    prompt: frozenset[str] = frozenset()
    max_age: int | None = None

    @classmethod
    def parse(cls, query: MultiMapping[str], client: AppClient) -> Self:
        """Checks a request against the app client.

        Raises:
            UntrustedRequestError: when client or redirect address are unknown.
            BadRequestError: for anything else.
        """
        redirect_uri = query.get("redirect_uri", "")
        if query.get("client_id") != client.client_id or redirect_uri not in client.callback_urls:
            raise UntrustedRequestError
        scopes = query.get("scope", "").split() or list(client.scopes)
        prompt = frozenset(query.get("prompt", "").split())
        max_age = query.get("max_age", "")
        request = cls(
            redirect_uri,
            query.get("state", ""),
            query.get("code_challenge", ""),
            " ".join(dict.fromkeys(scopes)),
            query.get("nonce", ""),
            prompt,
            int(max_age) if max_age.isascii() and max_age.isdigit() else None,
        )
        if len(set(query)) < len(query):
            raise request.refused("invalid_request", "A parameter is given twice.")
        if query.get("response_type") != "code":
            raise request.refused("unsupported_response_type", "The response_type must be code.")
        if "openid" not in scopes or not set(scopes) <= set(client.scopes):
            allowed = " ".join(client.scopes)
            raise request.refused("invalid_scope", f"The scope may name {allowed}, and must name openid.")
        if request.code_challenge and query.get("code_challenge_method") != "S256":
            raise request.refused("invalid_request", "The code_challenge_method must be S256.")
        if not prompt <= _PROMPTS or ("none" in prompt and len(prompt) > 1):
            raise request.refused("invalid_request", "The prompt is none by itself, or any of login, select_account.")
        return request

    @property
    def is_silent(self) -> bool:
        """Whether nobody may be asked."""
        return "none" in self.prompt

    def accepts(self, auth_time: int, now: float) -> bool:
        """Whether an earlier sign-in is good enough."""
        return not self.prompt & _ASKING and (self.max_age is None or now - auth_time <= self.max_age)

    def answer(self, **result: str) -> str:
        """Returns the redirect URI with the result and the unchanged state."""
        state = {"state": self.state} if self.state else {}
        return str(URL(self.redirect_uri).update_query(result | state))

    def refused(self, error: str, description: str) -> BadRequestError:
        """The error that tells the client what is wrong."""
        return BadRequestError(self.answer(error=error, error_description=description))

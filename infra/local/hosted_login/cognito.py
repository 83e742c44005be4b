"""The user pool as a hosted login uses it: Cognito's own unsigned API over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp


class CognitoError(Exception):
    """A call that Cognito refused; `code` is its exception's name."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Challenge:
    """The password was right, and something is missing; the session proves who asks.

    Attributes:
        wants_password: Whether a new password is missing; else it is a code of the authenticator app.
    """

    username: str
    session: str
    wants_password: bool


SignIn: TypeAlias = str | Challenge  # a refresh token, or what is missing


class Cognito:
    """A client of the user pool API.

    Args:
        http: the session to call with.
        endpoint: base URL of the AWS APIs.
        client_id: the app client that people sign in to.
    """

    def __init__(self, http: aiohttp.ClientSession, endpoint: str, client_id: str) -> None:
        self._http = http
        self._endpoint = endpoint
        self._client_id = client_id

    async def sign_in(self, username: str, password: str) -> SignIn:
        """Checks a username and password."""
        parameters = {"USERNAME": username, "PASSWORD": password}
        answer = await self._call(
            "InitiateAuth", ClientId=self._client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters
        )
        return _outcome(answer)

    async def set_password(self, challenge: Challenge, password: str) -> SignIn:
        """Replaces a temporary password."""
        return await self._respond(challenge, "NEW_PASSWORD_REQUIRED", "NEW_PASSWORD", password)

    async def give_code(self, challenge: Challenge, code: str) -> SignIn:
        """Gives the code of the authenticator app."""
        return await self._respond(challenge, "SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE", code)

    async def _respond(self, challenge: Challenge, name: str, field: str, value: str) -> SignIn:
        answer = await self._call(
            "RespondToAuthChallenge",
            ClientId=self._client_id,
            ChallengeName=name,
            Session=challenge.session,
            ChallengeResponses={"USERNAME": challenge.username, field: value},
        )
        return _outcome(answer)

    async def _call(self, action: str, **arguments: object) -> dict[str, Any]:
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}",
        }
        try:
            async with self._http.post(self._endpoint, json=arguments, headers=headers) as response:
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise CognitoError("Unavailable") from error
        if not isinstance(answer, dict):
            raise CognitoError("Unavailable")
        if response.status != 200:
            raise CognitoError(str(answer.get("__type", "Unavailable")))
        return answer


def _outcome(answer: dict[str, Any]) -> SignIn:
    challenge = answer.get("ChallengeName")
    if challenge is None:
        return str(answer["AuthenticationResult"]["RefreshToken"])
    if challenge not in ("NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"):
        raise CognitoError(f"Unsupported{challenge}")
    username = str(answer["ChallengeParameters"]["USER_ID_FOR_SRP"])
    return Challenge(username, str(answer["Session"]), challenge == "NEW_PASSWORD_REQUIRED")

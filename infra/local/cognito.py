"""The user pool as a hosted login uses it: Cognito's own unsigned API over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp


class CognitoError(Exception):
    """A call that Cognito refused; `code` is its exception's name."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in yields."""

    access_token: str
    id_token: str
    refresh_token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class NewPasswordRequired:
    """The password was right but temporary; the session proves it."""

    username: str
    session: str


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

    async def sign_in(self, username: str, password: str) -> Tokens | NewPasswordRequired:
        """Checks a username and password; like Cognito's, usernames are the same in either case."""
        try:
            answer = await self._initiate("USER_PASSWORD_AUTH", {"USERNAME": username, "PASSWORD": password})
        except CognitoError as error:
            if error.code != "UserNotFoundException" or username == username.lower():
                raise
            return await self.sign_in(username.lower(), password)
        challenge = answer.get("ChallengeName")
        if challenge == "NEW_PASSWORD_REQUIRED":
            return NewPasswordRequired(username, str(answer["Session"]))
        if challenge is not None:
            raise CognitoError(f"Unsupported{challenge}")
        return _tokens(answer)

    async def set_password(self, required: NewPasswordRequired, password: str) -> Tokens:
        """Replaces a temporary password and signs in."""
        answer = await self._call(
            "RespondToAuthChallenge",
            ClientId=self._client_id,
            ChallengeName="NEW_PASSWORD_REQUIRED",
            Session=required.session,
            ChallengeResponses={"USERNAME": required.username, "NEW_PASSWORD": password},
        )
        return _tokens(answer)

    async def refresh(self, refresh_token: str) -> Tokens:
        """New tokens for a refresh token, if its user may still sign in."""
        answer = await self._initiate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh_token})
        tokens = _tokens(answer, refresh_token)
        await self.attributes(tokens.access_token)  # moto refreshes disabled users; Cognito does not
        return tokens

    async def attributes(self, access_token: str) -> dict[str, str]:
        """The attributes of the user whom an access token belongs to, and the username."""
        answer = await self._call("GetUser", AccessToken=access_token)
        attributes = {str(item["Name"]): str(item["Value"]) for item in answer["UserAttributes"]}
        return attributes | {"username": str(answer["Username"])}

    async def _initiate(self, flow: str, parameters: dict[str, str]) -> dict[str, Any]:
        return await self._call("InitiateAuth", ClientId=self._client_id, AuthFlow=flow, AuthParameters=parameters)

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


def _tokens(answer: dict[str, Any], refresh_token: str = "") -> Tokens:
    result = answer["AuthenticationResult"]
    return Tokens(
        access_token=str(result["AccessToken"]),
        id_token=str(result["IdToken"]),
        refresh_token=str(result.get("RefreshToken") or refresh_token),
        expires_in=int(result["ExpiresIn"]),
    )

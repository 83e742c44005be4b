"""moto's Cognito API, corrected where it lets in somebody whom Cognito would refuse.

What moto has no part of: SRP (it believes any proof of a password, so the flow is refused here as it is for a client
that does not allow it), mail (what Cognito would send is handed to `deliver`), and `SECRET_HASH`, which Cognito demands
for this client and which is not asked for here, so that a plain `aws` command can sign in. It reaches into private
parts of moto, which `pyproject.toml` pins.
"""

from __future__ import annotations

import hmac
import uuid
from typing import Any

from moto.cognitoidp import urls
from moto.cognitoidp.exceptions import (
    CodeMismatchException,
    InvalidParameterException,
    NotAuthorizedError,
    UsernameExistsException,
    UserNotConfirmedException,
)
from moto.cognitoidp.models import CognitoIdpBackend, UserStatus
from moto.core.exceptions import JsonRESTError

from infra.local.aws_apis import totp
from infra.local.aws_apis.policy import make_password
from infra.local.aws_apis.user_pool import PoolUser, UserPool

_NEW_PASSWORD, _CODE = "NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"  # challenges
_REFRESH = ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN")


class UserPoolApi(CognitoIdpBackend):
    """The operations on the local pool; any other pool is moto's own."""

    @property
    def _url_module(self) -> Any:
        return urls  # moto looks for it beside the backend's module

    def admin_create_user(
        self,
        user_pool_id: str,
        username: str,
        message_action: str,
        temporary_password: str,
        attributes: list[dict[str, str]],
    ) -> Any:
        """Create a user, with a temporary password if none is given; `RESEND` makes a new one for an invited user."""
        pool = self.describe_user_pool(user_pool_id)
        if not isinstance(pool, UserPool):
            return super().admin_create_user(user_pool_id, username, message_action, temporary_password, attributes)
        if message_action == "RESEND":
            user: Any = self.admin_get_user(user_pool_id, username)
            if user.status is not UserStatus.FORCE_CHANGE_PASSWORD:
                raise JsonRESTError("UnsupportedUserStateException", "Resend not possible: the user is confirmed.")
        else:
            user = _new_user(pool, username, attributes)
        if temporary_password:
            self._validate_password(user_pool_id, temporary_password)
        user.password = temporary_password or make_password()
        pool.users[user.username] = user
        if message_action != "SUPPRESS":
            pool.deliver(user, user.password)
        return user

    def admin_update_user_attributes(self, user_pool_id: str, username: str, attributes: list[dict[str, str]]) -> None:
        """Change attributes; a verified e-mail address belongs to one user."""
        pool, user = self.describe_user_pool(user_pool_id), self.admin_get_user(user_pool_id, username)
        if isinstance(pool, UserPool):
            given = {item["Name"]: item["Value"] for item in attributes}
            pool.refuse_taken_alias({**user.attribute_lookup, **given}, but=user)
        super().admin_update_user_attributes(user_pool_id, username, attributes)

    def admin_delete_user(self, user_pool_id: str, username: str) -> None:
        """Delete a user and end their sessions."""
        pool, user = self.describe_user_pool(user_pool_id), self.admin_get_user(user_pool_id, username)
        super().admin_delete_user(user_pool_id, username)
        if isinstance(pool, UserPool):
            pool.sign_out(user.username)
            self.sessions = {name: kept for name, kept in self.sessions.items() if kept[0] != user.username}

    def admin_user_global_sign_out(self, user_pool_id: str, username: str) -> None:
        """Revoke every token, whatever name the user is given by."""
        super().admin_user_global_sign_out(user_pool_id, self.admin_get_user(user_pool_id, username).username)

    def sign_up(self, client_id: str, username: str, password: str, attributes: list[dict[str, str]]) -> Any:
        """Refuse: only administrators make users."""
        if self._pool_of(client_id) is not None:
            raise NotAuthorizedError("SignUp is not permitted for this user pool")
        return super().sign_up(client_id, username, password, attributes)

    def confirm_sign_up(self, client_id: str, username: str) -> str:
        """Refuse: moto takes any code."""
        if self._pool_of(client_id) is not None:
            raise CodeMismatchException("Invalid verification code provided, please try again.")
        return super().confirm_sign_up(client_id, username)

    def get_user(self, access_token: str) -> Any:
        """The user of an access token of the API that has not expired."""
        pool = self._pool_with(access_token)
        if pool is not None and not pool.is_current(access_token):
            raise NotAuthorizedError("Access Token has expired")
        return super().get_user(access_token)

    def admin_initiate_auth(
        self, user_pool_id: str, client_id: str, auth_flow: str, auth_parameters: dict[str, str]
    ) -> dict[str, Any]:
        """Refuse: the client allows no flow of administrators."""
        if self._pool_of(client_id) is not None:
            raise InvalidParameterException("Auth flow not enabled for this client")
        return super().admin_initiate_auth(user_pool_id, client_id, auth_flow, auth_parameters)

    def initiate_auth(self, client_id: str, auth_flow: str, auth_parameters: dict[str, str]) -> dict[str, Any]:
        """Sign in with a password, or refresh."""
        pool = self._pool_of(client_id)
        if pool is None:
            return super().initiate_auth(client_id, auth_flow, auth_parameters)
        if auth_flow in _REFRESH:
            token = auth_parameters.get("REFRESH_TOKEN", "")
            access_token, id_token, seconds = pool.create_tokens_from_refresh_token(token)
            return {"AuthenticationResult": _result(access_token, id_token, seconds)}
        if auth_flow != "USER_PASSWORD_AUTH":
            raise InvalidParameterException(f"{auth_flow} is not enabled for the client.")
        user = pool._get_user(auth_parameters.get("USERNAME", ""))
        given = auth_parameters.get("PASSWORD", "")
        if user is None or not user.password or not hmac.compare_digest(user.password.encode(), given.encode()):
            raise NotAuthorizedError("Incorrect username or password.")
        if not user.enabled:
            raise NotAuthorizedError("User is disabled.")
        if user.status is UserStatus.UNCONFIRMED:
            raise UserNotConfirmedException("User is not confirmed.")
        if user.status is UserStatus.RESET_REQUIRED:
            raise JsonRESTError("PasswordResetRequiredException", "Password reset required for the user")
        if user.status is UserStatus.FORCE_CHANGE_PASSWORD:
            return self._challenge(_NEW_PASSWORD, pool, user)
        return self._code_or_tokens(pool, client_id, user)

    def respond_to_auth_challenge(
        self, session: str, client_id: str, challenge_name: str, challenge_responses: dict[str, str]
    ) -> dict[str, Any]:
        """Take a new password or a code, from the person to whom the session belongs."""
        pool = self._pool_of(client_id)
        if pool is None:
            return super().respond_to_auth_challenge(session, client_id, challenge_name, challenge_responses)
        kept, named = self.sessions.get(session), pool._get_user(challenge_responses.get("USERNAME", ""))
        if kept is None or named is None or kept[0] != named.username or not named.enabled:
            raise NotAuthorizedError("Invalid session for the user.")
        if challenge_name == _NEW_PASSWORD and named.status is UserStatus.FORCE_CHANGE_PASSWORD:
            password = challenge_responses.get("NEW_PASSWORD", "")
            self._validate_password(pool.id, password)
            named.password, named.status = password, UserStatus.CONFIRMED
            del self.sessions[session]
            return self._code_or_tokens(pool, client_id, named)
        if challenge_name == _CODE and named.software_token_mfa_enabled and named.status is UserStatus.CONFIRMED:
            _take_code(named, named.authenticator, challenge_responses.get("SOFTWARE_TOKEN_MFA_CODE", ""))
            del self.sessions[session]
            return self._log_user_in(pool, pool.clients[client_id], named.username)
        raise InvalidParameterException(f"{challenge_name} is not what the session waits for.")

    def associate_software_token(self, access_token: str, session: str) -> dict[str, str]:
        """Hand out a secret of this user's own for an authenticator app."""
        user = self._pool_user(access_token)
        if user is None:
            return super().associate_software_token(access_token, session)
        user.unverified = totp.new_secret()
        return {"SecretCode": user.unverified}

    def verify_software_token(
        self, access_token: str, session: str, user_code: str, friendly_device_name: str
    ) -> dict[str, str]:
        """Keep the secret once the app's first code is right."""
        user = self._pool_user(access_token)
        if user is None:
            return super().verify_software_token(access_token, session, user_code, friendly_device_name)
        try:
            _take_code(user, user.unverified, user_code)
        except CodeMismatchException:
            raise JsonRESTError(
                "EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"
            ) from None
        user.authenticator, user.unverified, user.token_verified = user.unverified, "", True
        return {"Status": "SUCCESS"}

    def _code_or_tokens(self, pool: UserPool, client_id: str, user: Any) -> dict[str, Any]:
        if user.software_token_mfa_enabled:
            return self._challenge(_CODE, pool, user)
        return self._log_user_in(pool, pool.clients[client_id], user.username)

    def _challenge(self, name: str, pool: UserPool, user: Any) -> dict[str, Any]:
        session = str(uuid.uuid4())
        self.sessions[session] = (user.username, pool)
        parameters = {"USER_ID_FOR_SRP": user.username}
        return {"ChallengeName": name, "ChallengeParameters": parameters, "Session": session}

    def _pool_of(self, client_id: str) -> UserPool | None:
        pool = next((pool for pool in self.user_pools.values() if client_id in pool.clients), None)
        return pool if isinstance(pool, UserPool) else None

    def _pool_with(self, access_token: str | None) -> UserPool | None:
        ours = (pool for pool in self.user_pools.values() if isinstance(pool, UserPool))
        return next((pool for pool in ours if access_token in pool.access_tokens), None)

    def _pool_user(self, access_token: str | None) -> Any:
        return None if self._pool_with(access_token) is None else self.get_user(str(access_token))


def _new_user(pool: UserPool, username: str, attributes: list[dict[str, str]] | None) -> PoolUser:
    if "@" in username:
        raise InvalidParameterException(
            "Username cannot be of email format, since user pool is configured for email alias."
        )
    if pool.users.get(username):
        raise UsernameExistsException("User account already exists")
    pool.refuse_taken_alias({item["Name"]: item["Value"] for item in attributes or []})
    return PoolUser(pool.id, username.lower(), None, UserStatus.FORCE_CHANGE_PASSWORD, attributes or [])


def _take_code(user: Any, secret: str, code: str) -> None:
    step = totp.matching_step(secret, code)
    if step is None or step <= user.last_step:
        raise CodeMismatchException("Invalid code received for user")
    user.last_step = step


def _result(access_token: str, id_token: str, seconds: int) -> dict[str, Any]:
    return {"AccessToken": access_token, "IdToken": id_token, "ExpiresIn": seconds, "TokenType": "Bearer"}

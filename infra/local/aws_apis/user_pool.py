"""moto's user pool, made to name people and to issue tokens as Cognito does.

It reaches into private parts of moto, which `pyproject.toml` pins.
"""

from __future__ import annotations

import base64
import hashlib
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jose import jwk, jwt
from jose.exceptions import JOSEError
from moto.cognitoidp.exceptions import AliasExistsException, NotAuthorizedError
from moto.cognitoidp.models import CognitoIdpUser, CognitoIdpUserPool, UserStatus

from infra.local.keys import PoolKey

API_SCOPE = "aws.cognito.signin.user.admin"  # of tokens that the API hands out: they open the API, not userInfo
TOKEN_SECONDS = 60 * 60
SESSION_SECONDS = 8 * 60 * 60  # how long a refresh token is good, as on AWS
_BOOLEANS = ("email_verified", "phone_number_verified")
_EMAIL = ("email", "email_verified")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in yields."""

    access_token: str
    id_token: str
    refresh_token: str
    expires_in: int = TOKEN_SECONDS


@dataclass(frozen=True, slots=True)
class Origin:
    """The sign-in that tokens come from: what was granted, and when the person proved who they are."""

    scope: str = API_SCOPE
    auth_time: int = 0


class PoolUser(CognitoIdpUser):
    """A person of the pool, with an authenticator of their own.

    Attributes:
        authenticator: The secret of the authenticator app; empty without one.
        unverified: A secret that was handed out and for which no code came yet.
        last_step: The time step of the last code, which is not accepted twice.
    """

    authenticator = ""
    unverified = ""
    last_step = 0


class _Names(OrderedDict[str, Any]):
    """Users by name; upper and lower case are the same."""

    def __setitem__(self, name: str, user: Any) -> None:
        super().__setitem__(name.lower(), user)

    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name.lower())

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name.lower())

    def get(self, name: str | None, default: Any = None) -> Any:
        return super().get((name or "").lower(), default)


class UserPool(CognitoIdpUserPool):
    """The one pool of the local cloud.

    Args:
        account_id: of the emulated account.
        region: its region.
        pool_id: its id, region included.
        config: its configuration, in the form of Cognito's API.
        api_url: base of the API, below which the issuer's documents are served.
        key: signs its tokens.
        deliver: takes a user and the password that Cognito would send by e-mail.
    """

    def __init__(
        self,
        account_id: str,
        region: str,
        pool_id: str,
        config: dict[str, Any],
        *,
        api_url: str,
        key: PoolKey,
        deliver: Callable[[PoolUser, str], object],
    ) -> None:
        super().__init__(account_id, region, "teachers-assistant", config)
        self.arn = self.arn.replace(self.id, pool_id)
        self.id = pool_id
        self.issuer = f"{api_url}/{pool_id}"
        self.key = key
        self.deliver = deliver
        self.users = _Names()
        self.origins: dict[str, Origin] = {}
        self._granted: dict[str, tuple[str, str]] = {}  # access tokens of the token endpoint, which open no API

    def _get_user(self, username: str) -> Any:
        """The user of a name, of a verified e-mail address, or of a `sub`."""
        return self.users.get(username) or self.by_email(username) or self.by_sub(username)

    def by_email(self, address: str | None) -> Any:
        """The user who may sign in with an e-mail address: it counts once it is verified."""
        return next((user for user in list(self.users.values()) if address and _alias(user) == address.lower()), None)

    def by_sub(self, sub: object) -> Any:
        """The user of a subject."""
        return next((user for user in list(self.users.values()) if user.id == sub), None)

    def refuse_taken_alias(self, attributes: Mapping[str, str], but: Any = None) -> None:
        """Refuses a verified e-mail address that another user signs in with."""
        if str(attributes.get("email_verified")).lower() == "true" and self.by_email(attributes.get("email")) not in (
            None,
            but,
        ):
            raise AliasExistsException

    def sign_out(self, username: str) -> None:
        """Revokes every token of a user."""
        super().sign_out(username)
        self._granted = {token: owner for token, owner in self._granted.items() if owner[1] != username}

    # Tokens, as the API and the token endpoint hand them out.

    def create_refresh_token(self, client_id: str, username: str) -> tuple[str, str]:
        """A refresh token for the API, and the id of the sign-in that it comes from."""
        token, origin = super().create_refresh_token(client_id, self._get_user(username).username)
        self.origins[origin] = Origin(API_SCOPE, int(time.time()))
        return token, origin

    def create_tokens_from_refresh_token(self, refresh_token: str) -> tuple[str, str, int]:
        """An access token and an ID token; refused unless the user may still sign in."""
        tokens = self._from_refresh_token(refresh_token)
        return tokens.access_token, tokens.id_token, tokens.expires_in

    def grant(self, client_id: str, sub: str, scope: str, *, nonce: str = "", auth_time: int = 0) -> Tokens | None:
        """Tokens of the token endpoint, or nothing if the user may not sign in any more."""
        user = self.by_sub(sub)
        if not _may_sign_in(user):
            return None
        refresh_token, origin = super().create_refresh_token(client_id, user.username)
        self.origins[origin] = Origin(scope, auth_time)
        return self._from_refresh_token(refresh_token, nonce)

    def refresh(self, client_id: str, refresh_token: str) -> Tokens | None:
        """New tokens with the scope of the first ones, or nothing if the refresh token is not good any more."""
        owner = self.refresh_tokens.get(refresh_token)
        try:
            return self._from_refresh_token(refresh_token) if owner and owner[0] == client_id else None
        except NotAuthorizedError:
            return None

    def revoke(self, refresh_token: str) -> None:
        """Revokes a refresh token and the access tokens that came from it."""
        owner = self.refresh_tokens.get(refresh_token)
        if owner is None:
            return
        self.refresh_tokens[refresh_token] = None
        for tokens in (self._granted, self.access_tokens):
            for token in [token for token in list(tokens) if self._claims(token).get("origin_jti") == owner[2]]:
                tokens.pop(token, None)

    def is_token(self, text: str) -> bool:
        """Whether a text is an access or ID token of this pool."""
        return bool(self._claims(text))

    def subject_of(self, refresh_token: str) -> str | None:
        """The subject of a refresh token, if its user may still sign in."""
        owner = self.refresh_tokens.get(refresh_token)
        user: Any = self.users.get(owner[1]) if owner else None
        return str(user.id) if _may_sign_in(user) else None

    def user_info(self, access_token: str) -> dict[str, str] | None:
        """The claims that an access token of the token endpoint opens, all of them strings as in Cognito's answer."""
        claims = self._claims(access_token)
        user = self.by_sub(claims.get("sub"))
        if access_token not in self._granted or claims["exp"] <= time.time() or not _may_sign_in(user):
            return None
        opened = _claims_in_scope(user, claims["scope"])
        return {"sub": user.id, "username": user.username} | opened

    def opens_user_info(self, access_token: str) -> bool:
        """Whether an access token has the scope `openid`."""
        return "openid" in str(self._claims(access_token).get("scope")).split()

    def is_current(self, access_token: str) -> bool:
        """Whether an access token has not expired."""
        return bool(self._claims(access_token).get("exp", 0) > time.time())

    def _from_refresh_token(self, refresh_token: str, nonce: str = "") -> Tokens:
        owner = self.refresh_tokens.get(refresh_token)
        user: Any = self.users.get(owner[1]) if owner else None
        if owner is None or not _may_sign_in(user):
            raise NotAuthorizedError("Refresh Token has been revoked")
        client_id, username, origin_id = owner
        origin = self.origins.get(origin_id, Origin())
        if origin.auth_time and origin.auth_time + SESSION_SECONDS <= time.time():
            raise NotAuthorizedError("Refresh Token has expired")
        groups = sorted(group.group_name for group in list(user.groups))
        shared = {"origin_jti": origin_id, "auth_time": origin.auth_time or int(time.time())}
        shared |= {"cognito:groups": groups} if groups else {}
        access_token, _ = self.create_jwt(
            client_id, username, "access", TOKEN_SECONDS, shared | {"scope": origin.scope}
        )
        own: dict[str, Any] = _claims_in_scope(user, origin.scope)
        own |= {name: own[name].lower() == "true" for name in _BOOLEANS if name in own}
        own |= {"nonce": nonce} if nonce else {}
        own["at_hash"] = _half_hash(access_token)
        id_token, _ = self.create_jwt(client_id, username, "id", TOKEN_SECONDS, own | shared)
        tokens = self.access_tokens if origin.scope == API_SCOPE else self._granted
        tokens[access_token] = (client_id, username)
        return Tokens(access_token, id_token, refresh_token)

    def create_jwt(
        self,
        client_id: str,
        username: str,
        token_use: str,
        expires_in: int = TOKEN_SECONDS,
        extra_data: dict[str, Any] | None = None,
    ) -> tuple[str, int]:
        """A token signed with the pool's own key."""
        now, user = int(time.time()), self._get_user(username)
        access = token_use == "access"  # noqa: S105  # a kind of token
        claims = {
            "sub": user.id,
            "iss": self.issuer,
            "client_id" if access else "aud": client_id,
            "username" if access else "cognito:username": user.username,
            "token_use": token_use,
            "auth_time": now,
            "iat": now,
            "exp": now + expires_in,
            "jti": str(uuid.uuid4()),
        }
        headers = {"kid": self.key.kid}
        return jwt.encode(claims | (extra_data or {}), self._signing_key, "RS256", headers=headers), expires_in

    @cached_property
    def _signing_key(self) -> Any:
        """The pool's key, which takes longer to read than to sign with."""
        return jwk.construct(self.key.pem, "RS256")

    def _claims(self, token: str) -> dict[str, Any]:
        options = {"verify_aud": False, "verify_exp": False, "verify_at_hash": False}
        try:
            return dict(jwt.decode(token, self.key.jwk, "RS256", options=options, issuer=self.issuer))
        except (JOSEError, ValueError):
            return {}


def _may_sign_in(user: Any) -> bool:
    return user is not None and user.enabled and user.status is UserStatus.CONFIRMED


def _alias(user: Any) -> str:
    verified = str(user.attribute_lookup.get("email_verified")).lower() == "true"
    return str(user.attribute_lookup.get("email", "")).lower() if verified else ""


def _claims_in_scope(user: Any, scope: str) -> dict[str, str]:
    """`openid` alone opens every attribute; beside others, those open theirs (Cognito: "OAuth 2.0 scopes")."""
    attributes = {name: str(value) for name, value in dict(user.attribute_lookup).items() if name != "sub"}
    asked = set(scope.split()) & {"email", "profile"}
    return {
        name: value
        for name, value in attributes.items()
        if not asked or ("email" if name in _EMAIL else "profile") in asked
    }


def _half_hash(access_token: str) -> str:
    """`at_hash` (OpenID Connect Core, 3.1.3.6)."""
    digest = hashlib.sha256(access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()

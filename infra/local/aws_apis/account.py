"""The emulated AWS account in memory: puts a saved state into moto's backends and takes it out again.

With `user_pool` and `user_pool_api` the only module that uses private parts of moto: its API can neither set ids and
subs nor return passwords.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from moto.cognitoidp.models import CognitoIdpGroup, UserStatus, cognitoidp_backends
from moto.utilities.utils import get_partition

from infra.edge_rules import CALLBACK_PATH, SIGNED_OUT_PATH
from infra.local.aws_apis.ec2_on_demand import ec2_on_demand
from infra.local.aws_apis.policy import PASSWORD_POLICY
from infra.local.aws_apis.state import CloudState, Group, ParameterVersion, RefreshToken, Status, User
from infra.local.aws_apis.user_pool import API_SCOPE, SESSION_SECONDS, TOKEN_SECONDS, Origin, PoolUser, UserPool
from infra.local.aws_apis.user_pool_api import UserPoolApi
from infra.local.keys import PoolKey

with ec2_on_demand():
    from moto.ssm.models import Parameter, ssm_backends

ACCOUNT_ID = "123456789012"
_KEPT_REFRESH_TOKENS = 500  # moto never forgets one
_Group: Any = CognitoIdpGroup  # moto declares less than it takes
_Parameter: Any = Parameter


@dataclass(frozen=True, slots=True)
class AppClient:
    """The app client of the user pool and where it may send people."""

    client_id: str
    client_secret: str
    pool_id: str
    issuer: str
    callback_urls: tuple[str, ...]
    logout_urls: tuple[str, ...]
    scopes: tuple[str, ...]


class EmulatedAccount:
    """One region of the emulated account.

    Args:
        region: the region that the pool and the parameters live in.
        public_url: public URL; callbacks and sign-outs return to it.
        api_url: base of the AWS APIs; the issuer of tokens is below it.
        deliver: takes a username and the temporary password that Cognito would send by e-mail.
    """

    def __init__(
        self,
        region: str,
        public_url: str,
        api_url: str,
        deliver: Callable[[str, str], object] = lambda username, password: None,
    ) -> None:
        self._region = region
        self._public_url = public_url
        self._api_url = api_url
        self._deliver = deliver
        self._idp = UserPoolApi(region, ACCOUNT_ID)
        cognitoidp_backends[ACCOUNT_ID][region] = self._idp
        self._ssm = ssm_backends[ACCOUNT_ID][region]
        self._pool: Any = None
        self._client: Any = None

    @property
    def client(self) -> AppClient:
        """The app client in force."""
        config = self._client.extended_config
        return AppClient(
            client_id=self._client.id,
            client_secret=self._client.secret,
            pool_id=self._pool.id,
            issuer=self._pool.issuer,
            callback_urls=tuple(config["CallbackURLs"]),
            logout_urls=tuple(config["LogoutURLs"]),
            scopes=tuple(config["AllowedOAuthScopes"]),
        )

    @property
    def pool(self) -> UserPool:
        """The user pool."""
        return cast("UserPool", self._pool)

    @property
    def load_balancer_arn(self) -> str:
        """The signer of every identity."""
        partition = get_partition(self._region)
        prefix = f"arn:{partition}:elasticloadbalancing:{self._region}:{ACCOUNT_ID}"
        return f"{prefix}:loadbalancer/app/teachers-assistant-local/50dc6c495c0c9188"

    def restore(self, state: CloudState, key: PoolKey) -> None:
        """Replaces the account's content with the state; the pool signs with the key."""
        self.clear()
        pool_id = f"{self._region}_{state.pool}"
        self._pool = UserPool(
            ACCOUNT_ID,
            self._region,
            pool_id,
            self._pool_config(),
            api_url=self._api_url,
            key=key,
            deliver=lambda user, password: self._deliver(user.username, password),
        )
        self._pool.token_mfa_config = {"Enabled": True}
        self._idp.user_pools[pool_id] = self._pool

        self._client = self._idp.create_user_pool_client(pool_id, True, self._client_config(state))
        del self._pool.clients[self._client.id]
        self._client.id = state.client_id
        self._client.secret = state.client_secret or secrets.token_urlsafe(32)
        self._pool.clients[state.client_id] = self._client

        for group in state.groups:
            self._pool.groups[group.name] = _Group(
                pool_id, group.name, group.description, group.role_arn, group.precedence
            )
        for user in state.users:
            self._restore_user(user)
        for version in state.parameters:
            self._restore_parameter(version)
        for token in state.refresh_tokens:
            self._pool.refresh_tokens[token.token] = (token.client_id, token.username, token.origin)
            self._pool.origins[token.origin] = Origin(token.scope or API_SCOPE, token.auth_time)

    def snapshot(self) -> CloudState:
        """Returns the account's current content.

        The lists are copies made in one step each, for requests are being served in other threads.
        """
        own, client = self._client_config(), self.client
        return CloudState(
            pool=self._pool.id.removeprefix(f"{self._region}_"),
            client_id=self._client.id,
            groups=[
                Group(group.group_name, group.description, group.role_arn, group.precedence)
                for group in list(self._pool.groups.values())
            ],
            users=self.users(),
            parameters=[
                _parameter(version)
                for versions in list(self._ssm._parameters.values())
                for version in list(versions)
                if not version.name.startswith("/aws/")  # AWS's own public parameters
            ],
            refresh_tokens=[
                _refresh_token(token, owner, self._pool.origins.get(owner[2], Origin()))
                for token, owner in list(self._pool.refresh_tokens.items())[-_KEPT_REFRESH_TOKENS:]
                if owner is not None
            ],
            client_secret=self._client.secret,
            callback_urls=[url for url in client.callback_urls if url not in own["CallbackURLs"]],
            logout_urls=[url for url in client.logout_urls if url not in own["LogoutURLs"]],
        )

    def users(self) -> list[User]:
        """The users of the pool as they are now."""
        return [_user(user) for user in list(self._pool.users.values())]

    def parameter(self, name: str) -> str | None:
        """The value of a parameter in force."""
        versions = list(self._ssm._parameters.get(name, ()))
        return str(versions[-1].decrypt(versions[-1].value)) if versions else None

    def clear(self) -> None:
        """Forgets everything of this region."""
        self._idp.reset()
        self._ssm.reset()

    def _restore_user(self, saved: User) -> None:
        attributes = {"sub": saved.sub} | saved.attributes
        user = PoolUser(
            self._pool.id,
            saved.username,
            saved.password,
            UserStatus(saved.status),
            [{"Name": name, "Value": value} for name, value in attributes.items()],
        )
        user.id = saved.sub
        user.update_attributes([{"Name": "sub", "Value": saved.sub}])
        user.enabled = saved.enabled
        user.authenticator, user.last_step = saved.authenticator, saved.last_step
        user.token_verified, user.software_token_mfa_enabled = bool(saved.authenticator), saved.code_required
        user.preferred_mfa_setting = "SOFTWARE_TOKEN_MFA" if saved.code_required else None
        user.create_date, user.last_modified_date = saved.created, saved.modified
        for name in saved.groups:
            if group := self._pool.groups.get(name):
                group.users.add(user)
                user.groups.add(group)
        self._pool.users[saved.username] = user

    def _restore_parameter(self, saved: ParameterVersion) -> None:
        self._ssm._parameters[saved.name].append(
            _Parameter(
                account_id=ACCOUNT_ID,
                name=saved.name,
                value=saved.value,
                parameter_type=saved.type,
                description=saved.description,
                allowed_pattern=saved.allowed_pattern,
                keyid=saved.key_id,
                last_modified_date=saved.modified,
                version=saved.version,
                data_type=saved.data_type,
                labels=list(saved.labels),
                tier=saved.tier,
                policies=saved.policies,
            )
        )

    def _pool_config(self) -> dict[str, object]:
        return {
            "Policies": {"PasswordPolicy": PASSWORD_POLICY.to_aws()},
            "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True},
            "AliasAttributes": ["email"],
            "UsernameConfiguration": {"CaseSensitive": False},
            "MfaConfiguration": "OPTIONAL",
        }

    def _client_config(self, state: CloudState | None = None) -> dict[str, Any]:
        callback_urls, logout_urls = (state.callback_urls, state.logout_urls) if state else ([], [])
        return {
            "ClientName": "teachers-assistant",
            "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            "SupportedIdentityProviders": ["COGNITO"],
            "AllowedOAuthFlowsUserPoolClient": True,
            "AllowedOAuthFlows": ["code"],
            "AllowedOAuthScopes": ["openid", "email", "profile"],
            "AccessTokenValidity": TOKEN_SECONDS // 60,
            "IdTokenValidity": TOKEN_SECONDS // 60,
            "RefreshTokenValidity": SESSION_SECONDS // 60,
            "TokenValidityUnits": dict.fromkeys(("AccessToken", "IdToken", "RefreshToken"), "minutes"),
            "CallbackURLs": [self._public_url + CALLBACK_PATH, *callback_urls],
            "LogoutURLs": [self._public_url + SIGNED_OUT_PATH, f"{self._public_url}/", *logout_urls],
        }


def _user(user: Any) -> User:
    attributes = {name: str(value) for name, value in list(user.attribute_lookup.items()) if name != "sub"}
    return User(
        username=user.username,
        sub=user.id,
        attributes=attributes,
        status=cast("Status", user.status.value),
        password=user.password,
        enabled=user.enabled,
        groups=sorted(group.group_name for group in list(user.groups)),
        created=user.create_date,
        modified=user.last_modified_date,
        authenticator=user.authenticator,
        code_required=user.software_token_mfa_enabled,
        last_step=user.last_step,
    )


def _refresh_token(token: str, owner: tuple[str, str, str], origin: Origin) -> RefreshToken:
    return RefreshToken(token, *owner, scope=origin.scope, auth_time=origin.auth_time)


def _parameter(version: Any) -> ParameterVersion:
    return ParameterVersion(
        name=version.name,
        version=version.version,
        value=version.decrypt(version.value),
        type=version.parameter_type,
        modified=version.last_modified_date,
        description=version.description,
        allowed_pattern=version.allowed_pattern,
        key_id=version.keyid,
        data_type=version.data_type,
        tier=version.tier,
        policies=version.policies,
        labels=list(version.labels),
    )

"""The token endpoints, asked in ways that the client libraries do not ask."""

from __future__ import annotations

import time
from base64 import b64encode
from typing import Any

import pytest
from aiohttp import ClientSession

from infra.local.aws_apis.user_pool import Tokens
from infra.local.supervisor import LocalCloud
from tests.infra.local.aws_apis.test_user_pool_api import Pool, cognito, pool
from tests.infra.local.people import PASSWORD

__all__ = ["cognito", "pool"]  # fixtures


async def post(http: ClientSession, cloud: LocalCloud, path: str, **options: Any) -> tuple[int, str]:
    async with http.post(f"{cloud.ports.login_url}/oauth2/{path}", **options) as response:
        answer = {} if not await response.read() else await response.json()
        assert response.headers["Cache-Control"] == "no-store"
        if response.status == 401:
            assert response.headers["WWW-Authenticate"].split()[0] in ("Basic", "Bearer")
    return response.status, str(answer.get("error", ""))


def granted(cloud: LocalCloud, username: str, scope: str = "openid") -> Tokens:
    sub = next(user.sub for user in cloud.account.users() if user.username == username)
    tokens = cloud.account.pool.grant(cloud.account.client.client_id, sub, scope, auth_time=int(time.time()))
    assert tokens is not None
    return tokens


def basic(client_id: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{client_id}:{secret}'.encode()).decode()}"}


async def test_only_refresh_tokens_are_revoked(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    client, tokens = cloud.account.client, granted(cloud, user)
    known = basic(client.client_id, client.client_secret)
    for form, answer in (
        ({}, (400, "invalid_request")),
        ({"token": tokens.access_token}, (400, "unsupported_token_type")),
        ({"token": tokens.id_token}, (400, "unsupported_token_type")),
        ({"token": "never heard of"}, (200, "")),
        ({"token": tokens.refresh_token, "token_type_hint": "access_token"}, (200, "")),
        ({"token": tokens.refresh_token}, (200, "")),
    ):
        assert await post(http, cloud, "revoke", data=form, headers=known) == answer
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
    assert await post(http, cloud, "token", data=refresh, headers=known) == (400, "invalid_grant")


async def test_the_client_must_prove_itself(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    client, tokens = cloud.account.client, granted(cloud, user)
    name, secret = client.client_id, client.client_secret
    posted = {"client_id": name, "client_secret": secret}
    cases: list[tuple[dict[str, str], dict[str, str], tuple[int, str]]] = [
        (posted, {}, (200, "")),
        ({}, basic(name, secret), (200, "")),
        ({"client_id": name}, basic(name, secret), (200, "")),
        ({}, basic(name, secret.replace(secret[0], "%" + secret[0].encode().hex())), (200, "")),  # as a form encodes it
        ({}, {}, (400, "invalid_client")),
        ({"client_id": name}, {}, (400, "invalid_client")),
        (posted | {"client_secret": "wrong"}, {}, (400, "invalid_client")),
        ({}, basic(name, "wrong"), (401, "invalid_client")),
        ({}, basic(name, ""), (401, "invalid_client")),
        ({"client_id": "another"}, basic(name, secret), (401, "invalid_client")),
        ({}, {"Authorization": "Basic nonsense!"}, (401, "invalid_client")),
        ({}, {"Authorization": f"Bearer {secret}"}, (401, "invalid_client")),
        (posted, basic(name, secret), (400, "invalid_request")),
    ]
    for path, form in (
        ("token", {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}),
        ("revoke", {"token": "unknown"}),
    ):
        for given, headers, answer in cases:
            assert await post(http, cloud, path, data=form | given, headers=headers) == answer, (given, headers)


async def test_a_parameter_that_comes_twice_is_refused(http: ClientSession, cloud: LocalCloud) -> None:
    client = cloud.account.client
    known = basic(client.client_id, client.client_secret)
    form = [("grant_type", "refresh_token"), ("refresh_token", "a"), ("refresh_token", "b")]
    assert await post(http, cloud, "token", data=form, headers=known) == (400, "invalid_request")


async def test_user_info_takes_the_token_in_header_or_form(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    token = granted(cloud, user).access_token
    header, form = {"Authorization": f"Bearer {token}"}, {"access_token": token}
    assert await post(http, cloud, "userInfo", data=form) == (200, "")
    assert await post(http, cloud, "userInfo", headers=header) == (200, "")
    assert await post(http, cloud, "userInfo", data=form, headers=header) == (400, "invalid_request")
    assert await post(http, cloud, "userInfo", data={"access_token": "nonsense"}) == (401, "invalid_token")
    assert await post(http, cloud, "userInfo") == (400, "invalid_request")


async def test_user_info_asks_for_openid_and_a_token_in_force(
    http: ClientSession, cloud: LocalCloud, user: str, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    api_token = pool.sign_in(user, PASSWORD)["AuthenticationResult"]["AccessToken"]
    url = f"{cloud.ports.login_url}/oauth2/userInfo"
    async with http.get(url, headers={"Authorization": f"Bearer {api_token}"}) as response:
        assert (response.status, (await response.json())["error"]) == (401, "invalid_token")
        assert "does not contain openid scope" in response.headers["WWW-Authenticate"]
    tokens = granted(cloud, user)
    for token, status in ((tokens.access_token, 200), (tokens.id_token, 401), (tokens.refresh_token, 401)):
        async with http.get(url, headers={"Authorization": f"bearer {token}"}) as response:
            assert response.status == status
    with pytest.raises(pool.cognito.exceptions.NotAuthorizedException):  # and it opens no API
        pool.cognito.get_user(AccessToken=tokens.access_token)
    monkeypatch.setattr("infra.local.aws_apis.user_pool.TOKEN_SECONDS", -1)
    expired = granted(cloud, user)
    async with http.get(url, headers={"Authorization": f"Bearer {expired.access_token}"}) as response:
        assert response.status == 401

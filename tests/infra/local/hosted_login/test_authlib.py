"""authlib, as a Starlette application uses it, signs in at the running local login."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import pytest
from aiohttp import ClientSession
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from starlette.requests import Request
from yarl import URL

from infra.local.supervisor import LocalCloud
from tests.infra.local.people import visit


@cache
def authorities() -> ssl.SSLContext:
    """Read once: authlib makes a client, which reads them all, for each request."""
    return ssl.create_default_context()


def application(cloud: LocalCloud, method: str = "client_secret_basic", secret: str = "") -> Any:
    """The client of an application that was told the issuer, and how it authenticates."""
    client = cloud.account.client
    return OAuth().register(
        "local",
        client_id=client.client_id,
        client_secret=secret or client.client_secret,
        server_metadata_url=f"{client.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "token_endpoint_auth_method": method,
            "code_challenge_method": "S256",
            "verify": authorities(),
        },
    )


async def sign_in(http: ClientSession, cloud: LocalCloud, user: str, client: Any, **asked: str) -> dict[str, Any]:
    """Redirects the browser to the login, and takes what it brings back."""
    session: dict[str, Any] = {}
    request = Request({"type": "http", "method": "GET", "session": session, "headers": [], "query_string": b""})
    answer = await client.authorize_redirect(request, cloud.account.client.callback_urls[0], **asked)
    back = await visit(http, URL(answer.headers["location"], encoded=True), user)
    query = back.raw_query_string.encode()
    request = Request({"type": "http", "method": "GET", "session": session, "headers": [], "query_string": query})
    token: dict[str, Any] = await client.authorize_access_token(request)
    return token


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
async def test_it_accepts_the_login_without_exceptions(
    http: ClientSession, cloud: LocalCloud, user: str, method: str
) -> None:
    client = application(cloud, method)
    token = await sign_in(http, cloud, user, client, scope="openid profile")
    sub = next(known.sub for known in cloud.account.users() if known.username == user)
    claims = token["userinfo"]  # of the ID token, whose signature, nonce, issuer, audience and times it has checked
    assert (claims["sub"], claims["name"], claims["cognito:username"]) == (sub, "Zoë", user)
    assert "email" not in claims
    assert await client.userinfo(token=token) == {"sub": sub, "username": user, "name": "Zoë"}
    metadata = await client.load_server_metadata()
    async with client._get_oauth_client(**metadata) as oauth:
        fresh = await oauth.refresh_token(metadata["token_endpoint"], token["refresh_token"])
        assert fresh["access_token"] != token["access_token"]
        revoked = await oauth.revoke_token(metadata["revocation_endpoint"], token["refresh_token"])
        assert revoked.status_code == 200
        with pytest.raises(OAuthError, match=r"invalid_grant: .+"):
            await oauth.refresh_token(metadata["token_endpoint"], token["refresh_token"])


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
async def test_a_wrong_secret_is_refused(http: ClientSession, cloud: LocalCloud, user: str, method: str) -> None:
    with pytest.raises(OAuthError, match=r"invalid_client: .+"):
        await sign_in(http, cloud, user, application(cloud, method, "wrong"), scope="openid")


async def test_an_error_is_told_with_its_reason(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    with pytest.raises(OAuthError, match="invalid_scope: The scope may name openid email profile"):
        await sign_in(http, cloud, user, application(cloud), scope="openid phone")

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession
from yarl import URL

from infra.local.aws_apis.totp import new_secret
from infra.local.hosted_login.pages import FONT
from infra.local.supervisor import LocalCloud
from tests.infra.local.aws_apis.test_totp import code_at
from tests.infra.local.conftest import new_user
from tests.infra.local.people import PASSWORD, Page, follow


def authorize_url(cloud: LocalCloud, **changes: str) -> URL:
    query = {
        "client_id": cloud.account.client.client_id,
        "redirect_uri": cloud.account.client.callback_urls[0],
        "response_type": "code",
        "scope": "openid",
        "state": "the state",
    }
    return URL(f"{cloud.ports.login_url}/oauth2/authorize").with_query(query | changes)


async def open_login(http: ClientSession, cloud: LocalCloud, **changes: str) -> Page:
    return await follow(http, "GET", authorize_url(cloud, **changes))


async def code_of(http: ClientSession, cloud: LocalCloud, username: str, **changes: str) -> str:
    """Signs in with the form and returns the code that the browser is sent back with."""
    page = await open_login(http, cloud, **changes)
    form = page.fields | {"username": username, "password": PASSWORD}
    async with http.post(page.url.join(URL(page.action)), data=form, allow_redirects=False) as response:
        assert response.status == 302
        location = URL(response.headers["Location"])
    assert str(location.with_query(None)) == cloud.account.client.callback_urls[0]
    assert location.query["state"] == "the state"
    return location.query["code"]


async def redeem(http: ClientSession, cloud: LocalCloud, **form: str) -> tuple[int, dict[str, str]]:
    defaults = {
        "grant_type": "authorization_code",
        "client_id": cloud.account.client.client_id,
        "client_secret": cloud.account.client.client_secret,
        "redirect_uri": cloud.account.client.callback_urls[0],
    }
    async with http.post(f"{cloud.ports.login_url}/oauth2/token", data=defaults | form) as response:
        answer = await response.json()
    assert response.ok != bool(answer.pop("error_description", ""))
    return response.status, answer


async def test_fields_are_labelled_for_people_and_password_managers(
    http: ClientSession, cloud: LocalCloud, newcomer: str
) -> None:
    page = await open_login(http, cloud)
    assert page.labels == {"Username": "username", "Password": "password"}
    assert 'autocomplete="username"' in page.html
    assert 'autocomplete="current-password"' in page.html
    page = await page.submit(http, Username=newcomer, Password=PASSWORD)
    assert page.labels == {"New password": "new_password", "Confirm password": "confirm_password"}
    assert page.html.count('autocomplete="new-password"') == 2
    assert "At least 12 characters, with an upper-case letter, a lower-case letter and a number." in page.html


async def test_a_wrong_password_is_answered_like_an_unknown_or_a_disabled_user(
    http: ClientSession, cloud: LocalCloud, user: str
) -> None:
    disabled = new_user(cloud.account)
    cloud.account._idp.admin_disable_user(cloud.account.client.pool_id, disabled)
    alerts = set()
    for username, password in ((user, "Wrong1Password2"), ("nobody", PASSWORD), (disabled, PASSWORD)):
        page = await (await open_login(http, cloud)).submit(http, Username=username, Password=password)
        assert page.fields["username"] == username
        assert page.fields["password"] == ""
        alerts.add(page.alert)
    assert len(alerts) == 1
    assert alerts.pop().startswith("Incorrect username or password.")


async def test_typed_markup_stays_text(http: ClientSession, cloud: LocalCloud) -> None:
    page = await (await open_login(http, cloud)).submit(http, Username='"><script>', Password="x")
    assert "<script" not in page.html
    assert page.fields["username"] == '"><script>'


async def test_usernames_are_the_same_in_either_case(http: ClientSession, cloud: LocalCloud, newcomer: str) -> None:
    page = await open_login(http, cloud)
    page = await page.submit(http, Username=f" {newcomer.upper()} ", Password=PASSWORD)
    assert "New password" in page.labels


@pytest.mark.parametrize(
    ("new", "confirm", "alert"),
    [
        ("Short1Aa", "Short1Aa", "Your password still needs at least 12 characters."),
        ("onlylowercase1", "onlylowercase1", "Your password still needs an upper-case letter."),
        ("ONLYUPPERCASE1", "ONLYUPPERCASE1", "Your password still needs a lower-case letter."),
        ("NoNumberAtAllHere", "NoNumberAtAllHere", "Your password still needs a number."),
        ("x", "x", "Your password still needs at least 12 characters, an upper-case letter and a number."),
        ("A1" + "a" * 97, "A1" + "a" * 97, "Your password still needs at most 98 characters."),
        (PASSWORD, PASSWORD + "x", "The two passwords are not the same. Please try again."),
    ],
)
async def test_a_new_password_must_meet_the_policy_and_be_typed_twice(
    http: ClientSession, cloud: LocalCloud, newcomer: str, new: str, confirm: str, alert: str
) -> None:
    page = await (await open_login(http, cloud)).submit(http, Username=newcomer, Password=PASSWORD)
    page = await page.submit(http, New_password=new, Confirm_password=confirm)
    assert page.alert == alert
    assert "New password" in page.labels


async def test_a_form_without_its_token_is_refused_and_keeps_the_username(
    http: ClientSession, cloud: LocalCloud, user: str
) -> None:
    page = await open_login(http, cloud)
    page.fields["_csrf"] = "forged"
    page = await page.submit(http, Username=user, Password=PASSWORD)
    assert page.status == 403
    assert page.fields["username"] == user
    assert page.alert


async def test_pages_carry_their_protection(http: ClientSession, cloud: LocalCloud) -> None:
    page = await open_login(http, cloud)
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert f"form-action 'self' {cloud.ports.public_url};" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert re.findall(r"src=|url\([^)]+\)|href=\"(?!data:)", page.html) == [f'url("{FONT}")']


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "somebody-else"},
        {"redirect_uri": "http://evil.example/oauth2/idpresponse"},
        {"redirect_uri": "http://localhost/oauth2/idpresponse"},
        {"redirect_uri": ""},
    ],
)
async def test_an_unknown_client_or_address_gets_a_page_and_no_redirect(
    http: ClientSession, cloud: LocalCloud, changes: dict[str, str]
) -> None:
    page = await open_login(http, cloud, **changes)
    assert page.status == 400
    assert page.url.host == "127.0.0.1"
    assert "This sign-in link is not valid" in page.html


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "email"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"code_challenge": "x", "code_challenge_method": "plain"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "sometimes"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
async def test_a_bad_request_goes_back_to_the_client_with_its_state(
    http: ClientSession, cloud: LocalCloud, changes: dict[str, str], error: str
) -> None:
    async with http.get(authorize_url(cloud, **changes), allow_redirects=False) as response:
        location = URL(response.headers["Location"])
    found = dict(location.query)
    assert found.pop("error_description")
    assert found == {"error": error, "state": "the state"}


async def test_a_code_is_good_once_for_its_client_and_address(
    http: ClientSession, cloud: LocalCloud, user: str
) -> None:
    code = await code_of(http, cloud, user)
    status, tokens = await redeem(http, cloud, code=code)
    assert status == 200
    assert tokens["token_type"] == "Bearer"
    assert tokens["refresh_token"]
    assert await redeem(http, cloud, code=code) == (400, {"error": "invalid_grant"})
    code = await sso_code(http, cloud) or ""
    wrong = await redeem(http, cloud, code=code, redirect_uri="http://localhost:1/")
    assert wrong == (400, {"error": "invalid_grant"})
    assert await redeem(http, cloud, code=code) == (400, {"error": "invalid_grant"})  # spent by the attempt
    assert await redeem(http, cloud, client_id="x", code="y") == (400, {"error": "invalid_client"})
    assert await redeem(http, cloud, grant_type="password") == (400, {"error": "unsupported_grant_type"})


async def sso_code(http: ClientSession, cloud: LocalCloud) -> str | None:
    """The code of a silent sign-in, or nothing when the login page would be shown."""
    async with http.get(authorize_url(cloud), allow_redirects=False) as response:
        return URL(response.headers["Location"]).query.get("code")


async def test_pkce_binds_a_code_to_its_verifier(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    code = await code_of(http, cloud, user, code_challenge=challenge, code_challenge_method="S256")
    assert (await redeem(http, cloud, code=code))[0] == 400
    again = authorize_url(cloud, code_challenge=challenge, code_challenge_method="S256")
    async with http.get(again, allow_redirects=False) as response:
        code = URL(response.headers["Location"]).query["code"]
    assert (await redeem(http, cloud, code=code, code_verifier=verifier))[0] == 200


async def test_user_info_gives_the_attributes_as_strings(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    _, tokens = await redeem(http, cloud, code=await code_of(http, cloud, user))
    url = f"{cloud.ports.login_url}/oauth2/userInfo"
    async with http.get(url, headers={"Authorization": f"Bearer {tokens['access_token']}"}) as response:
        claims = await response.json()
    sub = next(known.sub for known in cloud.account.users() if known.username == user)
    assert claims == {
        "sub": sub,
        "name": "Zoë",
        "email": f"{user}@example.com",
        "email_verified": "true",
        "username": user,
    }
    async with http.get(url, headers={"Authorization": "Bearer nonsense"}) as response:
        assert response.status == 401
    async with http.get(url) as response:
        assert response.status == 400


async def test_refreshing_ends_when_the_user_is_disabled(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    _, tokens = await redeem(http, cloud, code=await code_of(http, cloud, user))
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    status, fresh = await redeem(http, cloud, **form)
    assert status == 200
    assert fresh["access_token"] != tokens["access_token"]
    cloud.account._idp.admin_disable_user(cloud.account.client.pool_id, user)
    assert await redeem(http, cloud, **form) == (400, {"error": "invalid_grant"})


async def test_an_address_that_is_added_to_the_client_is_served(
    http: ClientSession, cloud: LocalCloud, user: str
) -> None:
    """Who tries an application of their own here adds it with `aws cognito-idp update-user-pool-client`."""
    client, own = cloud.account.client, "http://localhost:1/callback"
    assert (await open_login(http, cloud, redirect_uri=own)).status == 400
    urls = [*client.callback_urls, own, "app.of.mine:/callback"]
    try:
        cloud.account._idp.update_user_pool_client(client.pool_id, client.client_id, dict[str, Any](CallbackURLs=urls))
        page = await open_login(http, cloud, redirect_uri=own)
        policy = page.headers["Content-Security-Policy"].replace(";", " ").split()
        assert {"http://localhost:1", "app.of.mine:"} <= set(policy)
        form = page.fields | {"username": user, "password": PASSWORD}
        async with http.post(page.url.join(URL(page.action)), data=form, allow_redirects=False) as response:
            assert response.headers["Location"].startswith(f"{own}?code=")
    finally:
        urls = [*client.callback_urls]
        cloud.account._idp.update_user_pool_client(client.pool_id, client.client_id, dict[str, Any](CallbackURLs=urls))


async def test_single_sign_on_lasts_until_logout(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    await code_of(http, cloud, user)
    assert await sso_code(http, cloud)
    client = cloud.account.client
    for address in client.logout_urls:
        logout = URL(f"{cloud.ports.login_url}/logout").with_query(client_id=client.client_id, logout_uri=address)
        async with http.get(logout, allow_redirects=False) as response:
            assert response.status == 302
            assert response.headers["Location"] == address
    assert await sso_code(http, cloud) is None


@pytest.mark.parametrize("asked", [{"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "0"}])
async def test_a_client_can_ask_for_a_new_sign_in(
    http: ClientSession, cloud: LocalCloud, user: str, asked: dict[str, str]
) -> None:
    await code_of(http, cloud, user)
    page = await open_login(http, cloud, **asked)
    assert "Password" in page.labels
    assert await sso_code(http, cloud)


async def test_single_sign_on_ends_with_its_user(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    code, pool = await code_of(http, cloud, user), cloud.account.client.pool_id
    cloud.account._idp.admin_delete_user(pool, user)
    cloud.account._idp.admin_create_user(pool, user, "SUPPRESS", PASSWORD, [])
    cloud.account._idp.admin_set_user_password(pool, user, PASSWORD, True)
    assert await redeem(http, cloud, code=code) == (400, {"error": "invalid_grant"})
    assert await sso_code(http, cloud) is None


async def test_a_code_of_the_authenticator_is_asked_for(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    person: Any = cloud.account.pool.users[user]
    person.authenticator, person.software_token_mfa_enabled = new_secret(), True
    page = await (await open_login(http, cloud)).submit(http, Username=user, Password=PASSWORD)
    assert page.labels == {"Code": "code"}
    assert 'autocomplete="one-time-code"' in page.html
    forged = replace(page, fields=page.fields | {"_csrf": "forged"})
    assert (await forged.submit(http, Code="000000")).status == 403
    page = await page.submit(http, Code="000000")
    assert page.alert.startswith("This code is not right")
    code = code_at(person.authenticator, time.time())
    form = page.fields | {"code": f"{code[:3]} {code[3:]} "}
    async with http.post(page.url.join(URL(page.action, encoded=True)), data=form, allow_redirects=False) as response:
        assert "code=" in response.headers["Location"]
    page = await page.submit(http, Code=code)  # the sign-in is finished: its page is good for nothing more
    assert page.alert == "That took a little too long. Please sign in again."
    assert "Password" in page.labels


async def test_logout_with_a_redirect_uri_shows_the_login_page(
    http: ClientSession, cloud: LocalCloud, user: str
) -> None:
    await code_of(http, cloud, user)
    logout = authorize_url(cloud).with_path("/logout", keep_query=True)
    page = await follow(http, "GET", logout)
    assert "Password" in page.labels


@pytest.mark.parametrize("query", [{}, {"logout_uri": "http://evil.example/"}, {"client_id": "x", "logout_uri": "/"}])
async def test_logout_sends_nobody_to_an_unregistered_address(
    http: ClientSession, cloud: LocalCloud, query: dict[str, str]
) -> None:
    known = {"client_id": cloud.account.client.client_id}
    page = await follow(http, "GET", URL(f"{cloud.ports.login_url}/logout").with_query(known | query))
    assert page.status == 400


async def test_discovery_leads_to_the_keys(http: ClientSession, cloud: LocalCloud) -> None:
    async with http.get(f"{cloud.ports.login_url}/.well-known/openid-configuration") as response:
        discovery = await response.json()
    assert discovery["issuer"] == cloud.account.client.issuer
    async with http.get(discovery["jwks_uri"]) as response:
        assert (await response.json())["keys"][0]["alg"] == "RS256"

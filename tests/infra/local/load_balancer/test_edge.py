from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import replace
from functools import cache

import pytest
from aiohttp import ClientSession, DummyCookieJar
from jose import jws, jwt
from yarl import URL

from infra.local.keys import Keys
from infra.local.load_balancer.edge import COOKIE_SECONDS
from infra.local.load_balancer.session import SESSION_COOKIE, Seal, Session, read_shards, write_shards
from infra.local.supervisor import LocalCloud
from tests.infra.local.people import PASSWORD, follow, sign_in


@cache
def seal_of(cloud: LocalCloud) -> Seal:
    client = cloud.account.client
    return Seal(Keys.in_directory(cloud.data / "keys").seal, f"{client.issuer} {client.client_id}")


def session_of(http: ClientSession, cloud: LocalCloud) -> Session:
    cookies = {name: cookie.value for name, cookie in http.cookie_jar.filter_cookies(edge(cloud)).items()}
    session = read_shards(seal_of(cloud), cookies)
    assert session is not None
    return session


def use_session(http: ClientSession, cloud: LocalCloud, session: Session) -> None:
    for number, value in enumerate(write_shards(seal_of(cloud), session)):
        http.cookie_jar.update_cookies({f"{SESSION_COOKIE}-{number}": value}, edge(cloud))


def edge(cloud: LocalCloud, path: str = "/") -> URL:
    return URL(cloud.ports.public_url + path, encoded=True)


async def seen(
    http: ClientSession, cloud: LocalCloud, path: str = "/", headers: list[tuple[str, str]] | None = None
) -> dict[str, list[str]]:
    """The headers of a request as they reached the chat server, by lower-case name."""
    async with http.get(edge(cloud, path), headers=headers or []) as response:
        assert response.status == 200
        arrived = (await response.json())["headers"]
    result: dict[str, list[str]] = {}
    for name, value in arrived:
        result.setdefault(name.lower(), []).append(value)
    return result


@pytest.fixture
async def signed_in(http: ClientSession, cloud: LocalCloud, user: str) -> ClientSession:
    page = await sign_in(http, cloud.ports.public_url, user, PASSWORD)
    assert page.status == 200
    return http


async def test_a_temporary_password_leads_to_the_page_that_was_asked_for(
    http: ClientSession, cloud: LocalCloud, newcomer: str
) -> None:
    path = "/thread/1?q=a%20b&u=%2F%2Fevil.example"
    page = await sign_in(http, cloud.ports.public_url, newcomer, PASSWORD, path)
    assert page.status == 200
    assert json.loads(page.html)["path"] == path


async def test_the_identity_token_is_what_the_contract_says(
    signed_in: ClientSession, cloud: LocalCloud, user: str
) -> None:
    headers = await seen(signed_in, cloud)
    [token] = headers["x-amzn-oidc-data"]
    [identity] = headers["x-amzn-oidc-identity"]
    [access_token] = headers["x-amzn-oidc-accesstoken"]
    head, payload, signature = token.split(".")
    assert all(len(part) % 4 == 0 for part in (head, payload, signature))  # padded
    header = jws.get_unverified_header(token)
    assert list(header) == ["typ", "kid", "alg", "iss", "client", "signer", "exp"]
    async with signed_in.get(f"{cloud.ports.keys_url}/{header['kid']}") as response:
        assert response.status == 200
        pem = await response.text()
    client = cloud.account.client
    claims = jwt.decode(token, pem, algorithms=["ES256"], issuer=client.issuer)
    assert header["client"] == client.client_id
    assert header["signer"] == cloud.account.load_balancer_arn
    assert header["iss"] == client.issuer
    assert 60 < header["exp"] - time.time() <= 120
    assert claims == {
        "sub": identity,
        "name": "Zoë",
        "email": f"{user}@example.com",
        "email_verified": "true",
        "username": user,
        "exp": header["exp"],
        "iss": client.issuer,
    }
    async with signed_in.get(cloud.chat_environment["COGNITO_JWKS_URL"]) as response:
        keys = await response.json()
    access = jwt.decode(access_token, keys, algorithms=["RS256"], issuer=client.issuer)
    assert (access["sub"], access["token_use"]) == (identity, "access")


async def test_groups_come_with_the_access_token(http: ClientSession, cloud: LocalCloud) -> None:
    alice = next(user for user in cloud.account.users() if user.username == "alice")
    await sign_in(http, cloud.ports.public_url, "alice", str(alice.password))
    [token] = (await seen(http, cloud))["x-amzn-oidc-accesstoken"]
    assert jwt.get_unverified_claims(token)["cognito:groups"] == ["admins"]


@pytest.mark.parametrize(
    "name",
    [
        "x-amzn-oidc-data",
        "X-AMZN-OIDC-DATA",
        "X-Amzn-Oidc-Identity",
        "x_amzn_oidc_data",
        "x-amzn_oidc-data",
        "X_Amzn-Oidc_Accesstoken",
        "x-amzn-oidc-anything",
    ],
)
async def test_an_identity_of_the_clients_own_is_dropped(
    signed_in: ClientSession, cloud: LocalCloud, name: str
) -> None:
    headers = await seen(signed_in, cloud, headers=[(name, "forged"), ("Connection", "x-amzn-oidc-data")])
    assert "forged" not in [value for values in headers.values() for value in values]
    assert len(headers["x-amzn-oidc-data"]) == 1


async def test_what_the_load_balancer_adds(signed_in: ClientSession, cloud: LocalCloud) -> None:
    headers = await seen(signed_in, cloud)
    assert headers["x-forwarded-for"][0] in ("127.0.0.1", "::1")
    assert headers["x-forwarded-proto"] == ["http"]
    assert headers["x-forwarded-port"] == [str(cloud.ports.edge)]
    assert headers["host"] == [f"localhost:{cloud.ports.edge}"]
    assert re.fullmatch("Root=1-[0-9a-f]{8}-[0-9a-f]{24}", headers["x-amzn-trace-id"][0])
    assert any(f"{SESSION_COOKIE}-0=" in value for value in headers["cookie"])

    spoofed = [("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Proto", "https"), ("X-Amzn-Trace-Id", "Root=1-a-b")]
    headers = await seen(signed_in, cloud, headers=spoofed)
    assert re.fullmatch(r"1\.2\.3\.4, (127\.0\.0\.1|::1)", headers["x-forwarded-for"][0])
    assert headers["x-forwarded-proto"] == ["http"]
    assert re.fullmatch("Self=1-.*;Root=1-a-b", headers["x-amzn-trace-id"][0])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/thread/abc", 302),
        ("/login", 302),
        ("/assets/index.js", 302),
        ("/users", 302),
        ("/ws/socket.io/?EIO=4", 401),
        ("/project/threads", 401),
        ("/user", 401),
        ("/feedback", 401),
        ("/auth/config", 401),
        ("/set-session-cookie", 401),
        ("/mcp", 401),
        ("/logout", 401),
        ("/health", 401),
    ],
)
async def test_without_a_session_pages_lead_to_the_login_and_data_is_denied(
    http: ClientSession, cloud: LocalCloud, path: str, status: int
) -> None:
    async with http.get(edge(cloud, path), allow_redirects=False) as response:
        assert response.status == status
        if status == 302:
            location = URL(response.headers["Location"])
            assert location.path == "/oauth2/authorize"
            assert location.port == cloud.ports.login
            assert location.query["client_id"] == cloud.account.client.client_id
            assert response.cookies["AWSALBAuthNonce"]["httponly"]
        else:
            assert "401 Authorization Required" in await response.text()
            assert response.headers["Server"] == "awselb/2.0"
            assert "Set-Cookie" not in response.headers


async def test_session_cookies_are_for_this_site_alone(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    async with http.get(edge(cloud), allow_redirects=False) as response:
        location = response.headers["Location"]
    page = await (await follow(http, "GET", location)).submit(http, Username=user, Password=PASSWORD)
    assert page.status == 200
    cookie = next(cookie for cookie in http.cookie_jar if cookie.key == f"{SESSION_COOKIE}-0")
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/", "Lax")
    assert cookie["max-age"] == str(COOKIE_SECONDS)
    assert not cookie["secure"]


async def test_a_session_lasts_as_long_as_configured_and_then_redirects_even_data(
    signed_in: ClientSession, cloud: LocalCloud
) -> None:
    session = session_of(signed_in, cloud)
    assert 8 * 3600 - 600 < session.expires - time.time() <= 8 * 3600
    use_session(signed_in, cloud, replace(session, expires=time.time() - 1))
    for path in ("/", "/user"):
        async with signed_in.get(edge(cloud, path), allow_redirects=False) as response:
            assert response.status == 302


async def test_a_forged_or_broken_session_is_none(signed_in: ClientSession, cloud: LocalCloud) -> None:
    client = cloud.account.client
    forged = Seal(b"\0" * 32, f"{client.issuer} {client.client_id}")
    shards = write_shards(forged, session_of(signed_in, cloud))
    for value in (shards[0], "garbage", "", "é"):
        cookie = {"Cookie": f"{SESSION_COOKIE}-0={value}"}
        async with ClientSession() as http, http.get(edge(cloud, "/user"), headers=cookie) as response:
            assert response.status == 401


async def test_an_expired_access_token_is_refreshed(signed_in: ClientSession, cloud: LocalCloud) -> None:
    session = session_of(signed_in, cloud)
    use_session(signed_in, cloud, replace(session, access_expires=time.time() - 1))
    [token] = (await seen(signed_in, cloud))["x-amzn-oidc-accesstoken"]
    renewed = session_of(signed_in, cloud)
    assert token == renewed.access_token != session.access_token
    assert renewed.access_expires > time.time()
    assert renewed.expires == session.expires


async def test_a_failed_refresh_leads_to_the_login(signed_in: ClientSession, cloud: LocalCloud, user: str) -> None:
    session = session_of(signed_in, cloud)
    cloud.account._idp.admin_disable_user(cloud.account.client.pool_id, user)
    use_session(signed_in, cloud, replace(session, access_expires=time.time() - 1))
    async with signed_in.get(edge(cloud), allow_redirects=False) as response:
        assert response.status == 302


async def test_a_large_session_is_cut_into_cookies_and_shrinks_again(
    signed_in: ClientSession, cloud: LocalCloud
) -> None:
    session = session_of(signed_in, cloud)
    large = replace(session, claims=session.claims | {"website": "w" * 7000})
    shards = write_shards(seal_of(cloud), large)
    assert len(shards) == 3
    async with ClientSession(cookie_jar=DummyCookieJar()) as http:
        sent = {"Cookie": "; ".join(f"{SESSION_COOKIE}-{number}={value}" for number, value in enumerate(shards))}
        async with http.get(edge(cloud), headers=sent) as response:
            assert response.status == 200
        shards = write_shards(seal_of(cloud), replace(large, access_expires=0.0))
        sent = {"Cookie": "; ".join(f"{SESSION_COOKIE}-{number}={value}" for number, value in enumerate(shards))}
        async with http.get(edge(cloud), headers=sent) as response:
            assert response.status == 200
            written = {name: cookie["max-age"] for name, cookie in response.cookies.items()}
    assert written.pop(f"{SESSION_COOKIE}-0") == str(COOKIE_SECONDS)
    assert {f"{SESSION_COOKIE}-1": "0", f"{SESSION_COOKIE}-2": "0"}.items() <= written.items()


async def test_the_browser_that_began_must_finish(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    async with http.get(edge(cloud), allow_redirects=False) as response:
        location = response.headers["Location"]
    async with ClientSession() as other, other.get(location) as response:
        assert response.status == 200
    page = await follow(http, "GET", location)
    form = page.fields | {"username": user, "password": PASSWORD}
    async with http.post(page.url.join(URL(page.action)), data=form, allow_redirects=False) as response:
        callback = response.headers["Location"]
    async with ClientSession() as other, other.get(callback) as response:
        assert response.status == 401
    async with http.get(callback) as response:
        assert response.status == 200
    async with http.get(callback) as response:
        assert response.status == 561  # the code is spent


async def test_a_login_takes_at_most_fifteen_minutes(http: ClientSession, cloud: LocalCloud) -> None:
    nonce = "n" * 43
    http.cookie_jar.update_cookies({"AWSALBAuthNonce": nonce}, edge(cloud))
    for expires, status in ((time.time() - 1, 401), (time.time() + 60, 561)):
        state = seal_of(cloud).seal("state", {"path": "/", "nonce": nonce, "expires": expires})
        callback = edge(cloud, "/oauth2/idpresponse").with_query(state=state, error="access_denied")
        async with http.get(callback) as response:
            assert response.status == status


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=x", "?state=%00&code=x"])
async def test_a_callback_without_a_state_of_ours_is_401(http: ClientSession, cloud: LocalCloud, query: str) -> None:
    async with http.get(edge(cloud, f"/oauth2/idpresponse{query}")) as response:
        assert response.status == 401


async def test_claims_that_are_too_large_are_500(http: ClientSession, cloud: LocalCloud, user: str) -> None:
    pool = cloud.account.client.pool_id
    cloud.account._idp.admin_update_user_attributes(pool, user, [{"Name": "profile", "Value": "p" * 12_000}])
    page = await sign_in(http, cloud.ports.public_url, user, PASSWORD)
    assert page.status == 500
    assert "500 Internal Server Error" in page.html


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Large": "x" * 17_000}, 400),
        ({f"X-{number}": "x" * 14_000 for number in range(5)}, 400),
        ({"X-Forwarded-For": ",".join(["1.2.3.4"] * 31)}, 463),
        ({"X-Forwarded-For": ",".join(["1.2.3.4"] * 30)}, 302),
        ({"X-Large": "x" * 15_000}, 302),
    ],
)
async def test_headers_have_limits(
    http: ClientSession, cloud: LocalCloud, headers: dict[str, str], status: int
) -> None:
    async with http.get(edge(cloud), headers=headers, allow_redirects=False) as response:
        assert response.status == status


@pytest.mark.parametrize("target", ["http://evil.example/", "*"])
async def test_only_paths_are_relayed(cloud: LocalCloud, target: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", cloud.ports.edge)
    writer.write(f"OPTIONS {target} HTTP/1.1\r\nHost: localhost:{cloud.ports.edge}\r\n\r\n".encode())
    assert (await reader.readline()).split()[1] in (b"400", b"404")
    writer.close()


async def test_another_name_for_this_machine_leads_to_the_public_one(
    signed_in: ClientSession, cloud: LocalCloud
) -> None:
    for host in ("127.0.0.1", "rebound.example"):
        named = {"Host": f"{host}:{cloud.ports.edge}"}
        async with signed_in.get(edge(cloud, "/a?b=c"), headers=named, allow_redirects=False) as response:
            assert response.status == 302
            assert response.headers["Location"] == f"{cloud.ports.public_url}/a?b=c"
        async with signed_in.get(edge(cloud, "/user"), headers=named, allow_redirects=False) as response:
            assert response.status == 401


async def test_the_signed_out_page_needs_nobody(http: ClientSession, cloud: LocalCloud) -> None:
    async with http.get(edge(cloud, "/signed-out")) as response:
        page = await response.text()
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"
    assert len(page.encode()) <= 1024
    assert "You are signed out" in page
    assert '<a href="/">Sign in again</a>' in page


async def test_the_key_site_knows_one_key(http: ClientSession, cloud: LocalCloud) -> None:
    for kid in ("00000000-0000-0000-0000-000000000000", "..%2Fkeys", ""):
        async with http.get(URL(f"{cloud.ports.keys_url}/{kid}", encoded=True)) as response:
            assert response.status == 404

"""Signing out expires every cookie and redirects to Cognito's own sign-out."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from chat.identity.sign_out import MARK, SignOut, is_marked
from tests.support.alb import CLIENT, Alb
from tests.support.server import ChatServer


def test_post_sets_the_mark_and_the_reload_is_redirected(server: ChatServer, server_alb: Alb) -> None:
    headers = {**server_alb.headers(), "origin": server.public_url}
    post = httpx.post(f"{server.url}/logout", headers=headers)
    assert post.status_code == 200
    assert f"{MARK}=1; Path=/; Max-Age=30; HttpOnly" in post.headers["set-cookie"]

    reload = httpx.get(f"{server.url}/thread/x", headers={**server_alb.headers(), "cookie": f"{MARK}=1"})
    assert reload.status_code == 303
    location = urlsplit(reload.headers["location"])
    assert (location.netloc, location.path) == ("127.0.0.1:1", "/logout")
    assert parse_qs(location.query) == {"client_id": [CLIENT], "logout_uri": [f"{server.public_url}/signed-out"]}
    expired = [cookie.split(";")[0] for cookie in reload.headers.get_list("set-cookie") if "Max-Age=0" in cookie]
    assert expired == [f"{MARK}=", *(f"AWSELBAuthSessionCookie-{n}=" for n in range(4)), "X-Chainlit-Session-id="]


def test_marked_request_for_data_is_served(server: ChatServer, server_alb: Alb) -> None:
    headers = {**server_alb.headers(), "cookie": f"{MARK}=1"}
    assert httpx.get(f"{server.url}/user", headers=headers).status_code == 200


def test_another_site_cannot_sign_a_person_out(server: ChatServer, server_alb: Alb) -> None:
    headers = {**server_alb.headers(), "origin": "https://evil.example.com"}
    assert httpx.post(f"{server.url}/logout", headers=headers).status_code == 403
    assert httpx.get(f"{server.url}/logout", headers=server_alb.headers()).status_code == 404


def test_cookies_are_secure_when_the_page_is() -> None:
    urls = {"cognito_domain": "https://login.example.com", "client_id": "c"}
    assert b"; Secure" in SignOut(**urls, public_url="https://chat.example.com").marking_headers()[0][1]
    assert b"; Secure" not in SignOut(**urls, public_url="http://localhost:8000").marking_headers()[0][1]


@pytest.mark.parametrize(
    ("cookie", "marked"), [(f"a=b; {MARK}=1", True), ("", False), ("\x00;=", False), ("a=b", False)]
)
def test_only_the_mark_cookie_marks(cookie: str, marked: bool) -> None:
    assert is_marked(cookie) == marked

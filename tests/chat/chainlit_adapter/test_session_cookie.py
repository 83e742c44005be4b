"""Chainlit reads the cookie that is made for a request."""

import secrets

import pytest

from chat.identity.caller import Caller
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/session_cookie.py")
CALLER = Caller(sub="alice", name="Alice")


@pytest.mark.guard
def test_chainlit_has_what_makes_the_cookie() -> None:
    CHAINLIT.require_parameters("chainlit.auth:create_jwt", "data")
    CHAINLIT.require_parameters("chainlit.user:User", "identifier", "display_name")
    name = CHAINLIT.find("chainlit.auth.cookie:_auth_cookie_name")
    CHAINLIT.require(name == "access_token", "a cookie named access_token")


@pytest.mark.guard
def test_login_can_be_required_by_an_environment_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    require_login = CHAINLIT.find("chainlit.auth:require_login")
    monkeypatch.delenv("CHAINLIT_CUSTOM_AUTH", raising=False)
    before = bool(require_login())
    monkeypatch.setenv("CHAINLIT_CUSTOM_AUTH", "1")
    CHAINLIT.require((before, bool(require_login())) == (False, True), "a login switched on by CHAINLIT_CUSTOM_AUTH")


@pytest.mark.guard
def test_chainlit_reads_the_caller_from_the_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = CHAINLIT.load("chat.chainlit_adapter.session_cookie")
    monkeypatch.setenv("CHAINLIT_AUTH_SECRET", secrets.token_hex(32))
    name, _, token = adapter.make_session_cookie(CALLER).partition("=")
    user = CHAINLIT.find("chainlit.auth:decode_jwt")(token)
    CHAINLIT.require((name, user.identifier) == (adapter.COOKIE_NAME, "alice"), "a cookie that names the user")

"""Chainlit has the routes that are replaced and the functions that are called; links are named in each language."""

import json

import pytest
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute

from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/page_requests.py")


def routes(found: list[BaseRoute]) -> set[tuple[str, str]]:
    return {(method, getattr(route, "path", "")) for route in found for method in getattr(route, "methods", None) or ()}


@pytest.mark.guard
@pytest.mark.parametrize(
    "route",
    [
        ("PUT", "/feedback"),
        ("DELETE", "/feedback"),
        ("POST", "/project/action"),
        ("GET", "/project/settings"),
        ("POST", "/set-session-cookie"),
    ],
    ids=" ".join,
)
def test_chainlit_has_the_routes_that_are_replaced(route: tuple[str, str]) -> None:
    CHAINLIT.require(route in routes(CHAINLIT.find("chainlit.server:router").routes), f"the route {' '.join(route)}")


@pytest.mark.guard
def test_chainlit_has_what_the_routes_use() -> None:
    CHAINLIT.require_parameters("chainlit.server:call_action", "payload", "current_user")
    CHAINLIT.require_parameters("chainlit.server:project_settings", "current_user", "language", "chat_profile")
    CHAINLIT.find("chainlit.server:UserParam")
    for name, fields in {
        "CallActionRequest": {"action", "sessionId"},
        "DeleteFeedbackRequest": {"feedbackId"},
        "UpdateFeedbackRequest": {"feedback"},
    }.items():
        CHAINLIT.require(fields <= set(CHAINLIT.find(f"chainlit.types:{name}").model_fields), f"{fields} of {name}")


def test_links_are_named_in_the_readers_language() -> None:
    from chat.i18n.language import current_language

    links = [{"url": "/memory", "display_name": "Memory"}, {"url": "/other", "display_name": "Other"}]
    show_links = CHAINLIT.load("chat.chainlit_adapter.page_requests")._show_links
    token = current_language.set("de")
    try:
        answer = show_links(JSONResponse({"ui": {"header_links": links}}), ())
    finally:
        current_language.reset(token)
    names = [link["display_name"] for link in json.loads(answer.body)["ui"]["header_links"]]
    assert names[0] != "Memory"
    assert names[1] == "Other"


def test_link_to_what_is_switched_off_is_left_out() -> None:
    links = [{"url": "/share", "display_name": "Share"}, {"url": "/memory", "display_name": "Memory"}]
    show_links = CHAINLIT.load("chat.chainlit_adapter.page_requests")._show_links
    answer = show_links(JSONResponse({"ui": {"header_links": links}}), ("/share",))
    assert [link["url"] for link in json.loads(answer.body)["ui"]["header_links"]] == ["/memory"]

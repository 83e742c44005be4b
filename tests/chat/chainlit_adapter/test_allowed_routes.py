"""Each route that stays open is one of Chainlit's."""

import re

import pytest

from chat.chainlit_adapter.allowed_routes import OPEN_ROUTES, SOCKET_PATH
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/allowed_routes.py")


def shape(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


@pytest.mark.guard
def test_each_open_route_is_one_of_chainlits() -> None:
    routes = CHAINLIT.find("chainlit.server:router").routes
    known = {(method, shape(route.path)) for route in routes for method in getattr(route, "methods", None) or ()}
    for route in OPEN_ROUTES:
        for method in route.methods - {"HEAD"}:
            CHAINLIT.require((method, shape(route.path)) in known, f"the route {method} {route.path}")


@pytest.mark.guard
def test_the_socket_is_where_the_gate_lets_it_pass() -> None:
    mounted = [getattr(route, "path", "") for route in CHAINLIT.find("chainlit.server:app").routes]
    CHAINLIT.require(SOCKET_PATH.rstrip("/") in mounted, f"its socket mounted at {SOCKET_PATH}")

"""The one web application: our own routes first, Chainlit mounted last."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp


def build_application(routers: Sequence[APIRouter], mounted: ASGIApp) -> FastAPI:
    """Build the application.

    Args:
        routers: Our own routes; of two routes of the same path and method the first answers.
        mounted: Answers every path that no route of ours answers, with middleware of its own.
    """
    routes = [route for router in routers for route in router.routes]
    for route in routes:
        _compress(route)
    return FastAPI(openapi_url=None, routes=[*routes, Mount("/", mounted)])


def _compress(route: BaseRoute) -> None:
    # Around each route, not around the application: what is mounted compresses its own responses.
    if isinstance(route, Route):
        route.app = GZipMiddleware(route.app)

"""The one web application: our own routes first, Chainlit mounted last, and the middleware around both, in order."""

from collections.abc import Callable, Container, Iterator, Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from chat.http.access_rules import AccessRules
from chat.http.middleware.access_control import AccessControlMiddleware
from chat.http.middleware.appearance import AppearanceMiddleware
from chat.http.middleware.authentication import AuthenticationMiddleware
from chat.http.middleware.body_limit import BodyLimitMiddleware
from chat.http.middleware.caching import CachingMiddleware
from chat.http.middleware.credential_injection import CredentialInjectionMiddleware
from chat.http.middleware.denial import DenialMiddleware
from chat.http.middleware.health import HealthMiddleware
from chat.http.middleware.language import LanguageMiddleware
from chat.http.middleware.origin_check import OriginCheckMiddleware
from chat.http.middleware.security_headers import SecurityHeadersMiddleware
from chat.http.middleware.sign_out import SignOutMiddleware
from chat.http.middleware.socket_lifetime import SocketLifetimeMiddleware
from chat.identity.caller import Caller
from chat.identity.sign_out import SignOut
from chat.identity.sockets import SocketRegistry
from chat.identity.verifier import Verifier


def build_application(routers: Sequence[APIRouter], mounted: ASGIApp) -> FastAPI:
    """Build the application.

    Args:
        routers: Our own routes; of two routes of the same path and method the first answers.
        mounted: Answers every path that no route of ours answers, with middleware of its own.
    """
    routes = [route for router in routers for route in router.routes]
    for route in routes:
        _compress(route)
    return _Application([*routes, *_ways_back(routes)], mounted)


class _Application(FastAPI):
    def __init__(self, routes: Sequence[BaseRoute], mounted: ASGIApp) -> None:
        super().__init__(openapi_url=None, routes=[*routes, Mount("/", mounted)])
        self._mounted = mounted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # No route of ours is a socket: one need not hold, and send through, what serves them.
        await (self._mounted if scope["type"] == "websocket" else super().__call__)(scope, receive, send)


def _ways_back(routes: Sequence[BaseRoute]) -> list[Route]:
    """Return routes from the address of a form, where a refused one leaves a browser, to the page that it stands on."""
    pages = {route.path for route in routes if isinstance(route, Route) and "GET" in (route.methods or ())}
    forms = {route.path for route in routes if isinstance(route, Route)} - pages
    parents = {form: next((page for page in _above(form) if page in pages), None) for form in sorted(forms)}
    return [Route(form, _redirect_to(page), methods=["GET"]) for form, page in parents.items() if page]


def _above(path: str) -> Iterator[str]:
    while (path := path.rpartition("/")[0]) != "":
        yield path


def _redirect_to(page: str) -> Callable[[Request], Response]:
    return lambda _: RedirectResponse(page, 303)


def protect(
    application: ASGIApp,
    *,
    verifier: Verifier,
    denied: Container[str],
    rules: AccessRules,
    socket_path: str,
    sign_out: SignOut,
    sockets: SocketRegistry,
    public_url: str,
    page: str,
    session_cookie: Callable[[Caller], str],
    is_draining: Callable[[], bool],
) -> ASGIApp:
    """Put every middleware around the application.

    Args:
        application: Serves what passes.
        verifier: Checks the load balancer's token.
        denied: The people whose sessions an administrator has ended, by subject.
        rules: The methods and paths that are open.
        socket_path: The only path that may be upgraded to a WebSocket.
        sign_out: Builds the headers that sign a person out.
        sockets: The open sockets of this process.
        public_url: The address people type: the only origin that may change anything.
        page: The chat page's HTML; its inline scripts are allowed by their hashes.
        session_cookie: Makes the in-flight cookie by which Chainlit knows the caller.
        is_draining: Whether the process is about to end.
    """
    # From the outside in. A request is refused by the first check that it fails: 401 before 403 before 404 before 413,
    # so that nobody unknown, and no other site's page, learns what exists or makes the server read a body.
    chain = [
        Middleware(SecurityHeadersMiddleware, public_url=public_url, page=page),  # on every response, refusals too
        Middleware(LanguageMiddleware),
        Middleware(AppearanceMiddleware),
        Middleware(HealthMiddleware, is_draining=is_draining),  # the load balancer's check carries no identity
        Middleware(AuthenticationMiddleware, verifier=verifier),  # everything below knows the caller
        Middleware(DenialMiddleware, denied=denied, sign_out=sign_out),
        Middleware(OriginCheckMiddleware, public_url=public_url),
        Middleware(SignOutMiddleware, sign_out=sign_out, sockets=sockets),  # answers `/logout`, which is no route
        Middleware(AccessControlMiddleware, rules=rules, socket_path=socket_path),
        Middleware(BodyLimitMiddleware, rules=rules),
        Middleware(CachingMiddleware),
        Middleware(SocketLifetimeMiddleware, sockets=sockets),  # only what is served counts as use of the browser
        Middleware(CredentialInjectionMiddleware, session_cookie=session_cookie),  # last: only Chainlit sees the cookie
    ]
    for middleware, arguments, options in reversed(chain):
        application = middleware(application, *arguments, **options)
    return application


def _compress(route: BaseRoute) -> None:
    # Around each route, not around the application: what is mounted compresses its own responses.
    if isinstance(route, Route):
        route.app = GZipMiddleware(route.app)

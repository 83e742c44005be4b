"""An edge with one thing wrong at a time, as a real deployment may have it."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from multidict import CIMultiDict

from infra.edge_rules import CALLBACK_PATH, SIGNED_OUT_PATH
from infra.local.keys import SigningKey
from infra.local.load_balancer.edge import Edge
from infra.local.load_balancer.fixed_responses import bare_answer, is_data
from infra.local.load_balancer.relay import end_to_end, inbound, is_upgrade
from infra.local.load_balancer.session import read_shards

Handle = Callable[["FaultyEdge", web.Request], Awaitable[web.StreamResponse]]


class FaultyEdge(Edge):
    """The local edge, unless a fault is planted."""

    planted: ClassVar[Handle | None] = None
    on_the_way_back: ClassVar[Callable[[web.StreamResponse], None] | None] = None

    def application(self) -> web.Application:
        application = super().application()
        application.on_response_prepare.append(self._back)
        return application

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        planted = type(self).planted
        return await (planted(self, request) if planted else self.proceed(request))

    async def _back(self, request: web.Request, response: web.StreamResponse) -> None:
        if change := type(self).on_the_way_back:
            change(response)

    async def proceed(self, request: web.Request) -> web.StreamResponse:
        return await super()._handle(request)

    async def forward(self, request: web.Request, headers: CIMultiDict[str] | None = None) -> web.StreamResponse:
        """Without asking who it is."""
        return await self._relay.request(request, inbound(request.headers) if headers is None else headers, [])

    def is_stranger(self, request: web.Request) -> bool:
        return read_shards(self._seal, request.cookies) is None

    def with_listener(self, **changes: str) -> FaultyEdge:
        return FaultyEdge(replace(self._listener, **changes), self._seal, self._signer, self._idp, self._relay)

    def with_key(self, key: SigningKey) -> FaultyEdge:
        return FaultyEdge(self._listener, self._seal, replace(self._signer, key=key), self._idp, self._relay)

    async def for_any_host(self, request: web.Request) -> web.StreamResponse:
        if request.path in (CALLBACK_PATH, SIGNED_OUT_PATH):
            return await self.proceed(request)
        return await self._authenticated(request)

    async def for_any_client(self, request: web.Request) -> web.StreamResponse:
        """Signs people in, and lets their own identity headers arrive beside the signed ones."""
        session = read_shards(self._seal, request.cookies)
        claimed = request.headers.getall("x-amzn-oidc-data", [])
        if session is None or not claimed:
            return await self.proceed(request)
        headers = self._forwarded(request, session)
        headers.extend([("x-amzn-oidc-data", value) for value in claimed])
        return await self.forward(request, headers)

    async def socket_of_any_page(self, request: web.Request) -> web.StreamResponse:
        session = read_shards(self._seal, request.cookies)
        if session is None or not is_upgrade(request):
            return await self.proceed(request)
        headers = self._forwarded(request, session)
        headers["Origin"] = self._listener.public_url
        return await self._relay.socket(request, headers, [])

    def login(self, request: web.Request) -> web.Response:
        return self._start_login(request)


async def page_forwarded(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    bare = request.path == "/" and edge.is_stranger(request)
    return await (edge.forward(request) if bare else edge.proceed(request))


async def data_forwarded(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    bare = request.path.startswith("/project/") and edge.is_stranger(request)
    return await (edge.forward(request) if bare else edge.proceed(request))


async def data_redirected(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    asked = is_data(request.path) and edge.is_stranger(request)
    return edge.login(request) if asked else await edge.proceed(request)


async def health_exposed(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    return await (edge.forward(request) if request.path == "/health" else edge.proceed(request))


async def forged_headers_forwarded(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    if "x-amzn-oidc-data" in request.headers and edge.is_stranger(request):
        return await edge.forward(request, end_to_end(request.headers))
    return await edge.proceed(request)


async def claims_kept(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    return await edge.for_any_client(request)


async def wrong_callback(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    if edge.is_stranger(request) and request.path == "/":
        return edge.with_listener(public_url="http://localhost:1").login(request)
    return await edge.proceed(request)


async def unknown_client(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    if edge.is_stranger(request) and request.path == "/":
        return edge.with_listener(client_id="somebody-elses").login(request)
    return await edge.proceed(request)


async def state_unchecked(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    if request.query.get("state") == "forged":
        return web.Response(status=302, headers={"Location": "/"})
    return await edge.proceed(request)


async def any_host(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    return await edge.for_any_host(request)


async def sockets_blocked(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    blocked = is_upgrade(request) and not edge.is_stranger(request)
    return bare_answer(502) if blocked else await edge.proceed(request)


async def sockets_redirected(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    asked = is_upgrade(request) and edge.is_stranger(request)
    return edge.login(request) if asked else await edge.proceed(request)


async def origin_rewritten(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    return await edge.socket_of_any_page(request)


async def signed_out_page_missing(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    return edge.login(request) if request.path == SIGNED_OUT_PATH else await edge.proceed(request)


_UNPUBLISHED = SigningKey(str(uuid.uuid4()), ec.generate_private_key(ec.SECP256R1()))


async def key_not_published(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    return await edge.with_key(_UNPUBLISHED).proceed(request)


def headers_stripped(response: web.StreamResponse) -> None:
    response.headers.pop("Content-Security-Policy", None)


def cookies_for_scripts(response: web.StreamResponse) -> None:
    cookies = [cookie.replace("; HttpOnly", "") for cookie in response.headers.popall("Set-Cookie", [])]
    response.headers.extend([("Set-Cookie", cookie) for cookie in cookies])


async def model_down(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    if request.path == "/status" and not edge.is_stranger(request):
        row = '<tr><td>Default model</td><td><span data-state="down">does not work</span></td></tr>'
        return web.Response(text=row, content_type="text/html")
    return await edge.proceed(request)


async def tools_down(edge: FaultyEdge, request: web.Request) -> web.StreamResponse:
    if request.path == "/status" and not edge.is_stranger(request):
        said = "<bdi>The server words took longer than 2.5 seconds.</bdi>"
        state = '<span data-state="degraded">works partly</span>'
        row = f"<tr><td>Tools from outside</td><td>{state}</td>\n<td>{said}</td></tr>"
        return web.Response(text=row, content_type="text/html")
    return await edge.proceed(request)


def cookies_stay(response: web.StreamResponse) -> None:
    if response.status == 303:
        response.headers.popall("Set-Cookie", None)


@dataclass(frozen=True)
class Fault:
    """Something wrong, and the check that has to find it, in the words that it has to say."""

    check: str
    planted: Handle | None = None
    on_the_way_back: Callable[[web.StreamResponse], None] | None = None
    said: str = ""


FAULTS = {
    "the page's rule forwards without a login": Fault("login redirect", page_forwarded),
    "a data path forwards without a login": Fault("data paths", data_forwarded),
    "a data path redirects to the login": Fault("data paths", data_redirected),
    "the health check is open to the world": Fault("data paths", health_exposed),
    "forged identity headers reach the server": Fault("forged headers", forged_headers_forwarded),
    "a person's own identity headers reach the server": Fault("claimed headers", claims_kept),
    "the login returns to another address": Fault("login redirect", wrong_callback),
    "the login does not know the client": Fault("login page", unknown_client),
    "the callback takes any state": Fault("callback", state_unchecked),
    "every Host is served": Fault("other hosts", any_host),
    "no socket can be opened": Fault("socket", sockets_blocked),
    "a stranger's socket is redirected": Fault("stranger's socket", sockets_redirected),
    "another site's page can open a socket": Fault("socket", origin_rewritten),
    "the signed-out page needs a login": Fault("signed-out page", signed_out_page_missing),
    "the signing key is not published": Fault("page", key_not_published),
    "a security header is lost": Fault("page's headers", None, headers_stripped),
    "scripts can read the session": Fault("cookies", None, cookies_for_scripts),
    "the default model does not work": Fault("health", model_down),
    "a server with tools from outside does not answer": Fault(
        "health", tools_down, said="Tools from outside (The server words took"
    ),
    "signing out leaves the cookies": Fault("sign-out", None, cookies_stay),
}

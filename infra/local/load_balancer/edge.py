"""The local load balancer: a listener with `authenticate-cognito` in front of the chat server."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie

from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from infra.edge_rules import CALLBACK_PATH, SIGNED_OUT_PATH
from infra.local.load_balancer.fixed_responses import bare_answer, is_data, signed_out_page
from infra.local.load_balancer.idp import IdentityProvider, IdpRefusedError, IdpUnavailableError
from infra.local.load_balancer.relay import Relay, inbound, is_upgrade
from infra.local.load_balancer.session import (
    MAX_SHARDS,
    SESSION_COOKIE,
    Seal,
    Session,
    SessionTooLargeError,
    read_shards,
    write_shards,
)
from infra.local.load_balancer.signer import Signer

NONCE_COOKIE = "AWSALBAuthNonce"
LOGIN_SECONDS = 15 * 60
COOKIE_SECONDS = 7 * 24 * 60 * 60
MAX_HEADER_BYTES = 16 * 1024
MAX_HEADERS_BYTES = 64 * 1024
MAX_FORWARDED_FOR = 30
MAX_REMEMBERED_PATH = 4096
_NONCE = re.compile("[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """The settings of the listener."""

    public_url: str
    login_url: str
    client_id: str

    @property
    def callback_url(self) -> str:
        """The redirect URI of the login."""
        return self.public_url + CALLBACK_PATH


class Edge:
    """Authenticates users and adds the signed identity to each request.

    Args:
        listener: addresses and client.
        seal: protects the cookies and the state of a login.
        signer: signs the identity of each request.
        idp: the token endpoints of the hosted login.
        relay: forwards requests to the chat server.
    """

    def __init__(
        self, listener: ListenerSettings, seal: Seal, signer: Signer, idp: IdentityProvider, relay: Relay
    ) -> None:
        self._listener = listener
        self._seal = seal
        self._signer = signer
        self._idp = idp
        self._relay = relay

    def application(self) -> web.Application:
        """Returns the aiohttp application."""
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        return application

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if status := _malformed(request):
            return bare_answer(status)
        if request.path == SIGNED_OUT_PATH:
            return signed_out_page()
        if request.headers.get("Host") != URL(self._listener.public_url).host_port_subcomponent:
            return self._to_public_name(request)
        if request.path == CALLBACK_PATH:
            return await self._finish_login(request)
        return await self._authenticated(request)

    async def _authenticated(self, request: web.Request) -> web.StreamResponse:
        session = read_shards(self._seal, request.cookies)
        if session is None and is_data(request.path):
            return bare_answer(401)
        now = time.time()
        if session is None or session.expires <= now:
            return self._start_login(request)
        cookies: list[str] = []
        if session.access_expires <= now:
            try:
                session = await self._idp.refresh(session)
                cookies = self._session_cookies(request, session)
            except IdpRefusedError:
                return self._start_login(request)
            except (IdpUnavailableError, SessionTooLargeError):
                return bare_answer(500)
        headers = self._forwarded(request, session)
        carry = self._relay.socket if is_upgrade(request) else self._relay.request
        return await carry(request, headers, cookies)

    def _start_login(self, request: web.Request) -> web.Response:
        nonce = request.cookies.get(NONCE_COOKIE, "")  # kept, so that two tabs can sign in at the same time
        if not _NONCE.fullmatch(nonce):
            nonce = secrets.token_urlsafe(32)
        path = request.raw_path if len(request.raw_path) <= MAX_REMEMBERED_PATH else "/"
        state = {"path": path, "nonce": nonce, "expires": time.time() + LOGIN_SECONDS}
        query = {
            "client_id": self._listener.client_id,
            "redirect_uri": self._listener.callback_url,
            "response_type": "code",
            "scope": "openid",
            "state": self._seal.seal("state", state),
        }
        response = _redirect(str(URL(f"{self._listener.login_url}/oauth2/authorize").with_query(query)))
        response.headers.add("Set-Cookie", _cookie(NONCE_COOKIE, nonce, LOGIN_SECONDS))
        return response

    async def _finish_login(self, request: web.Request) -> web.Response:
        state = self._seal.open("state", request.query.get("state", ""))
        nonce = request.cookies.get(NONCE_COOKIE, "")
        if state is None or not secrets.compare_digest(nonce.encode(), str(state["nonce"]).encode()):
            return bare_answer(401)
        if float(str(state["expires"])) <= time.time():
            return bare_answer(401)
        if "error" in request.query or not request.query.get("code"):
            return bare_answer(561)
        try:
            session = await self._idp.redeem(request.query["code"])
            cookies = self._session_cookies(request, session)
        except IdpRefusedError:
            return bare_answer(561)
        except (IdpUnavailableError, SessionTooLargeError):
            return bare_answer(500)
        response = _redirect(self._listener.public_url + str(state["path"]))
        response.headers.extend([("Set-Cookie", cookie) for cookie in cookies])
        return response

    def _session_cookies(self, request: web.Request, session: Session) -> list[str]:
        shards = write_shards(self._seal, session)
        stale = [
            name
            for name in (f"{SESSION_COOKIE}-{number}" for number in range(len(shards), MAX_SHARDS))
            if name in request.cookies
        ]
        written = [_cookie(f"{SESSION_COOKIE}-{number}", value, COOKIE_SECONDS) for number, value in enumerate(shards)]
        return written + [_cookie(name, "", 0) for name in stale]

    def _forwarded(self, request: web.Request, session: Session) -> CIMultiDict[str]:
        headers = inbound(request.headers)
        before = headers.popall("X-Forwarded-For", [])
        headers["X-Forwarded-For"] = ", ".join([*before, request.remote or "127.0.0.1"])
        headers["X-Forwarded-Proto"] = "http"
        headers["X-Forwarded-Port"] = str(URL(self._listener.public_url).port)
        trace = f"1-{int(time.time()):08x}-{secrets.token_hex(12)}"
        earlier = headers.get("X-Amzn-Trace-Id")
        headers["X-Amzn-Trace-Id"] = f"Self={trace};{earlier}" if earlier else f"Root={trace}"
        headers.update(self._signer.headers(session))
        return headers

    def _to_public_name(self, request: web.Request) -> web.Response:
        # Redirect to the public name: cookies belong to one host, and DNS rebinding gets no content.
        if is_data(request.path):
            return bare_answer(401)
        return _redirect(self._listener.public_url + request.raw_path)


def _malformed(request: web.Request) -> int | None:
    sizes = [len(name) + len(value) for name, value in request.raw_headers]
    line = len(request.method) + len(request.raw_path)
    if not request.raw_path.startswith("/") or max([line, *sizes]) > MAX_HEADER_BYTES:
        return 400
    if line + sum(sizes) > MAX_HEADERS_BYTES:
        return 400
    entries = [entry for value in request.headers.getall("X-Forwarded-For", ()) for entry in value.split(",")]
    return 463 if len(entries) > MAX_FORWARDED_FOR else None


def _cookie(name: str, value: str, seconds: int) -> str:
    cookie: SimpleCookie = SimpleCookie({name: value})
    # No `Secure`: this listener speaks plain http, where Safari and scripted clients would drop the cookie.
    cookie[name].update({"path": "/", "max-age": str(seconds), "httponly": "yes", "samesite": "Lax"})
    return cookie[name].OutputString()


def _redirect(location: str) -> web.Response:
    return web.Response(status=302, headers={"Location": location, "Cache-Control": "no-store"})

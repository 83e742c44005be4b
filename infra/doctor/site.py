"""The subject of the checks after a deployment: the site, seen from outside."""

import base64
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from urllib.parse import urlsplit

import httpx

from infra.doctor.check import NotAsked, ToDo
from infra.doctor.login_form import LoginForm
from infra.edge_rules import CALLBACK_PATH

PATIENCE = 10.0  # seconds
_MAX_STEPS = 10
_NONE: Mapping[str, str] = {}
# Identity headers that only the load balancer may set.
FORGED = {
    "x-amzn-oidc-identity": "doctor",
    "x-amzn-oidc-data": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJkb2N0b3IifQ.",
    "x-amzn-oidc-accesstoken": "forged",
}


@dataclass(frozen=True, slots=True)
class SignedInSession:
    """A signed-in session: the cookies a browser sends, and the Set-Cookie headers it received."""

    cookies: str
    set_cookies: tuple[str, ...] = ()


@dataclass
class Site:
    """One deployment, seen from outside.

    Attributes:
        url: Public URL.
        direct: Address behind the edge, which must not be publicly served.
        user: A user with a permanent password.
        password: That user's password.
        cookies: The Cookie header of a signed-in browser, instead of user and password.
    """

    url: str
    direct: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    cookies: str | None = field(default=None, repr=False)

    @property
    def is_loopback(self) -> bool:
        """Whether this is a local cloud."""
        return is_loopback(self.url)

    def get(
        self, path: str = "/", session: SignedInSession | None = None, headers: Mapping[str, str] = _NONE
    ) -> httpx.Response:
        """Request a path without following redirects."""
        return self.ask("GET", path, session, headers)

    def ask(
        self, method: str, path: str, session: SignedInSession | None = None, headers: Mapping[str, str] = _NONE
    ) -> httpx.Response:
        """Send one request."""
        with client() as http:
            return http.request(method, self.url + path, headers=headers_of(session, headers))

    @cached_property
    def _signed_in(self) -> SignedInSession | ToDo | NotAsked:
        try:
            return self._sign_in()
        except (ToDo, NotAsked) as reason:
            return reason

    def sign_in(self) -> SignedInSession:
        """Sign in once and return the session.

        Raises:
            ToDo: If signing in fails.
            NotAsked: If no user is given.
        """
        if isinstance(self._signed_in, SignedInSession):
            return self._signed_in
        raise self._signed_in

    @property
    def session(self) -> SignedInSession:
        """The session, for checks that are not about signing in.

        Raises:
            NotAsked: If there is no session.
        """
        if isinstance(self._signed_in, SignedInSession):
            return self._signed_in
        raise NotAsked("nobody is signed in; see sign-in.")

    def _sign_in(self) -> SignedInSession:
        if self.cookies:
            return SignedInSession(self.cookies)
        if not self.user or not self.password:
            raise NotAsked("give DOCTOR_USER and DOCTOR_PASSWORD, or DOCTOR_COOKIES of a signed-in browser.")
        with client() as http:
            form = LoginForm.on(_follow(http, http.get(self.url)))
            if form is None or not {"username", "password"} <= form.fields.keys():
                raise NotAsked("this login page needs a browser: sign in there and give its cookies as DOCTOR_COOKIES.")
            answer = http.request(form.method, form.action, data=form.filled(self.user, self.password))
            answer, set_cookies = _until_home(http, answer, self.url)
        own = "; ".join(cookie.partition(";")[0] for cookie in set_cookies)
        if not own:
            raise ToDo(f"{self.user} cannot sign in: correct DOCTOR_PASSWORD, or replace a temporary one in a browser.")
        return SignedInSession(own, tuple(set_cookies))


def client() -> httpx.Client:
    """Return a client with short timeouts that follows no redirects."""
    return httpx.Client(timeout=PATIENCE, follow_redirects=False, verify=_authorities())


@cache
def _authorities() -> ssl.SSLContext:
    return ssl.create_default_context()  # reading them all takes longer than most requests


def is_loopback(url: str) -> bool:
    """Whether an address is a loopback address."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def headers_of(session: SignedInSession | None, headers: Mapping[str, str]) -> dict[str, str]:
    """Return request headers with the session's cookies."""
    return {**headers, "cookie": session.cookies} if session else dict(headers)


def by_server(answer: httpx.Response) -> bool:
    """Whether the chat server answered: the load balancer never returns JSON."""
    return str(answer.headers.get("content-type")).startswith("application/json")


def upgrade_headers(site: Site) -> dict[str, str]:
    """Return the headers of a WebSocket upgrade."""
    return {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": base64.b64encode(os.urandom(16)).decode(),
        "origin": site.url,
    }


def _follow(http: httpx.Client, answer: httpx.Response) -> httpx.Response:
    for _ in range(_MAX_STEPS):
        if answer.next_request is None:
            return answer
        answer = http.send(answer.next_request)
    raise ToDo("The login redirects without end: compare its callback address with the address that people type.")


def _until_home(http: httpx.Client, answer: httpx.Response, url: str) -> tuple[httpx.Response, list[str]]:
    """Follow redirects until the load balancer sets its cookies, and return them."""
    for _ in range(_MAX_STEPS):
        if str(answer.url).startswith(url + CALLBACK_PATH):
            return answer, answer.headers.get_list("set-cookie")
        if answer.next_request is None:
            break
        answer = http.send(answer.next_request)
    return answer, []

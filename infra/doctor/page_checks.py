"""What a signed-in user receives: the page, its headers and cookies, and the socket."""

import html
import re
from collections.abc import Mapping

import httpx

from infra.doctor.check import ToDo
from infra.doctor.site import PATIENCE, SignedInSession, Site, client, headers_of, upgrade_headers

_SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def check_sign_in(site: Site) -> str:
    """Check that the user can sign in."""
    site.sign_in()
    return f"as {site.user}" if site.user else "by the cookies that were given"


def check_page(site: Site) -> str:
    """Check that the server accepts the load balancer's identity header."""
    answer = site.get("/", site.session)
    if answer.status_code == 401:
        raise ToDo(
            "The server does not believe the load balancer: compare ALB_ARN, COGNITO_ISSUER and COGNITO_CLIENT_ID with "
            "the stack, and see that it reaches ALB_PUBLIC_KEYS_URL; its log says which check failed."
        )
    if answer.status_code != 200:
        raise ToDo(f"The page answers {answer.status_code} to somebody signed in: see the server's log.")
    return "is served"


def check_security_headers(site: Site) -> str:
    """Check that the security headers reach the browser."""
    answer = site.get("/", site.session)
    wanted = _SECURITY_HEADERS if site.is_loopback else _SECURITY_HEADERS | {"strict-transport-security": "max-age="}
    missing = [name for name, value in wanted.items() if value not in answer.headers.get(name, "")]
    if missing:
        raise ToDo(f"These headers of the page are lost or changed on the way: {', '.join(missing)}.")
    return f"{len(wanted)} arrive"


def check_cookies(site: Site) -> str:
    """Check the HttpOnly and Secure attributes of the session's cookies."""
    given = site.session.set_cookies + tuple(site.get("/", site.session).headers.get_list("set-cookie"))
    needed = ("httponly",) if site.is_loopback else ("httponly", "secure")
    weak = sorted({cookie.partition("=")[0] for cookie in given if not _has_attributes(cookie, needed)})
    if weak:
        raise ToDo(f"These cookies lack {' or '.join(needed)}: {', '.join(weak)}.")
    return f"{len(given)}, all {' and '.join(needed)}"


def _has_attributes(cookie: str, needed: tuple[str, ...]) -> bool:
    attributes = {part.strip().partition("=")[0].lower() for part in cookie.split(";")[1:]}
    return attributes.issuperset(needed)


_HEALTH_ROW = re.compile(
    r'<tr><td>([^<]+)</td><td><span data-state="(\w+)">[^<]*</span></td>(?:\s*<td><bdi>([^<]*)</bdi>)?'
)


def check_health(site: Site) -> str:
    """Check what the server says of its dependencies on the page Status."""
    answer = site.get("/status", site.session, {"accept-language": "en"})
    rows: list[tuple[str, str, str]] = _HEALTH_ROW.findall(answer.text)
    states = {name: state for name, state, _ in rows}
    if answer.status_code != 200 or not states:
        raise ToDo(f"The page Status answers {answer.status_code} and tells no health: see the server's log.")
    if failing := [_say(name, note) for name, state, note in rows if state in ("down", "degraded")]:
        raise ToDo(f"Not as it should be: {', '.join(failing)}; the page {site.url}/status says more.")
    if unknown := [name for name, state in states.items() if state == "unknown"]:
        return f"reached, not yet known to work: {', '.join(unknown)}; an administrator's button on Status asks"
    return f"{len(states)} dependencies"


def _say(name: str, note: str) -> str:
    return f"{name} ({html.unescape(note).rstrip('.')})" if note else name


SOCKET_PATH = "/ws/socket.io/?EIO=4&transport=websocket"


def check_anonymous_socket(site: Site) -> str:
    """Check that a WebSocket upgrade without a session is refused."""
    status, _ = _open_socket(site, None)
    if status != 401:
        raise ToDo(f"An upgrade without a session is answered with {status}, not 401: the rule of /ws/* must deny.")
    return "a stranger is refused (401)"


def check_socket(site: Site) -> str:
    """Check that the page's WebSocket opens, for this origin only."""
    status, greeting = _open_socket(site, site.session)
    if status != 101:
        raise ToDo(
            f"An upgrade is answered with {status}: what stands between must pass Upgrade, Connection and Origin on."
        )
    if b'"sid"' not in greeting:
        raise ToDo("A socket opens but nothing arrives on it: see the server's log.")
    status, _ = _open_socket(site, site.session, {"origin": "https://doctor.invalid"})
    if status == 101:
        raise ToDo("A socket opens for another site's page: see that Origin is passed on and PUBLIC_URL is right.")
    return "opens, and for this page only"


def _open_socket(
    site: Site, session: SignedInSession | None, changed: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    headers = headers_of(session, {**upgrade_headers(site), **(changed or {})})
    with client() as http, http.stream("GET", site.url + SOCKET_PATH, headers=headers) as answer:
        if answer.status_code != 101:
            return answer.status_code, b""
        try:
            return 101, answer.extensions["network_stream"].read(4096, timeout=PATIENCE)
        except httpx.TransportError:
            return 101, b""

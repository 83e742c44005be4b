"""The socket over which answers come."""

from collections.abc import Mapping

import httpx

from infra.doctor.check import ToDo
from infra.doctor.site import PATIENCE, Session, Site, client, headers_of, upgrade_headers

PATH = "/ws/socket.io/?EIO=4&transport=websocket"


def ask_refused(site: Site) -> str:
    """Whether a stranger's upgrade is refused."""
    status, _ = _open(site, None)
    if status != 401:
        raise ToDo(f"An upgrade without a session is answered with {status}, not 401: the rule of /ws/* must deny.")
    return "a stranger is refused (401)"


def ask_open(site: Site) -> str:
    """Whether the page's own upgrade works, and the server's greeting arrives."""
    status, greeting = _open(site, site.session)
    if status != 101:
        raise ToDo(
            f"An upgrade is answered with {status}: what stands between must pass Upgrade, Connection and Origin on."
        )
    if b'"sid"' not in greeting:
        raise ToDo("A socket opens but nothing arrives on it: see the server's log.")
    status, _ = _open(site, site.session, {"origin": "https://doctor.invalid"})
    if status == 101:
        raise ToDo("A socket opens for another site's page: see that Origin is passed on and PUBLIC_URL is right.")
    return "opens, and for this page only"


def _open(site: Site, session: Session | None, changed: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    headers = headers_of(session, {**upgrade_headers(site), **(changed or {})})
    with client() as http, http.stream("GET", site.url + PATH, headers=headers) as answer:
        if answer.status_code != 101:
            return answer.status_code, b""
        try:
            return 101, answer.extensions["network_stream"].read(4096, timeout=PATIENCE)
        except httpx.TransportError:
            return 101, b""

"""Whether the edge encrypts, authenticates and hides the server: requests without a session."""

import httpx

from infra.doctor.check import NotAsked, ToDo
from infra.doctor.site import FORGED, Site, by_server, client, is_loopback


def check_encryption(site: Site) -> str:
    """Check that plain HTTP only redirects to HTTPS."""
    if site.is_loopback:
        return "plain http, which never leaves this machine"
    if not site.url.startswith("https://"):
        raise ToDo("This address is not encrypted: give the https:// address that SignInURL names.")
    plain = "http://" + site.url.removeprefix("https://")
    try:
        with client() as http:
            answer = http.get(plain)
    except httpx.TransportError:
        return "plain http is not answered"
    if answer.status_code not in (301, 302, 307, 308) or not answer.headers.get("location", "").startswith("https://"):
        raise ToDo(f"Plain http is answered with {answer.status_code}: it must redirect to https.")
    return "plain http leads to https"


# One path of each rule, and the path that only the load balancer's own health checks may request.
DATA_PROBES = ("/user", "/project/threads", "/auth/config", "/ws/socket.io/", "/feedback", "/logout", "/health")


def check_data_paths(site: Site) -> str:
    """Check that each data path is denied without a session."""
    for path in DATA_PROBES:
        answer = site.get(path)
        if by_server(answer) or answer.status_code == 200:
            raise ToDo(f"{path} reaches the server without a login: give its rule an authenticate action.")
        if answer.is_redirect:
            raise ToDo(f"{path} redirects to the login, which no script can follow: its rule must deny.")
        if answer.status_code != 401:
            raise ToDo(f"{path} is answered with {answer.status_code}, not 401: look at the listener's rules.")
    return f"{len(DATA_PROBES)} refused before the server"


def check_forged_headers(site: Site) -> str:
    """Check that forged identity headers without a session have no effect."""
    page = site.get(headers=FORGED)
    if not page.is_redirect:
        raise ToDo(f"The page answers {page.status_code} to forged x-amzn-oidc-* headers: its rule must authenticate.")
    data = site.get("/user", headers=FORGED)
    if by_server(data) or data.status_code != 401:
        raise ToDo("Forged x-amzn-oidc-* headers reach the server: no rule may forward without authenticating.")
    return "get nowhere"


def check_claimed_headers(site: Site) -> str:
    """Check that the load balancer replaces identity headers that a signed-in client sends."""
    own = site.get("/user", site.session)
    forged = site.get("/user", site.session, FORGED)
    if own.status_code != 200:
        raise ToDo(f"/user answers {own.status_code} to somebody signed in; see page.")
    if forged.status_code != 200 or forged.json().get("identifier") != own.json().get("identifier"):
        raise ToDo("What a signed-in client claims to be reaches the server: the edge must drop x-amzn-oidc-* headers.")
    return "are replaced by the load balancer's"


OTHER_HOST = "doctor.invalid"


def check_other_hosts(site: Site) -> str:
    """Check that another Host header is refused or redirected."""
    answer = site.get(headers={"host": OTHER_HOST})
    if answer.is_redirect and answer.headers["location"].startswith(site.url + "/"):
        return f"{OTHER_HOST} is led here"
    if answer.is_redirect or answer.status_code == 200 or by_server(answer):
        raise ToDo(f"Host {OTHER_HOST} is served ({answer.status_code}): every rule must compare the Host header.")
    return f"{OTHER_HOST} is refused ({answer.status_code})"


def check_direct_address(site: Site) -> str:
    """Check that the address behind the edge is not publicly served."""
    if site.direct is None:
        raise NotAsked("give --direct with the address that LoadBalancerDNS names.")
    try:
        # Its certificate is for another name; the request carries no secret.
        with httpx.Client(timeout=client().timeout, verify=False) as http:  # noqa: S501
            answer = http.get(site.direct + "/user", headers=FORGED)
    except httpx.TransportError:
        return f"{site.direct} does not answer"
    if is_loopback(site.direct) and answer.status_code == 401:
        return f"{site.direct} refuses who has no identity (401)"
    if answer.status_code == 403:
        return f"{site.direct} serves nobody (403)"
    raise ToDo(f"{site.direct} answers {answer.status_code}: its security group may admit only what stands before it.")

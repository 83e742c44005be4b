"""Whether anybody can say who they are."""

from infra.doctor.check import ToDo
from infra.doctor.site import FORGED, Site, by_server


def ask(site: Site) -> str:
    """Whether identity headers of a stranger get them anywhere."""
    page = site.get(headers=FORGED)
    if not page.is_redirect:
        raise ToDo(f"The page answers {page.status_code} to forged x-amzn-oidc-* headers: its rule must authenticate.")
    data = site.get("/user", headers=FORGED)
    if by_server(data) or data.status_code != 401:
        raise ToDo("Forged x-amzn-oidc-* headers reach the server: no rule may forward without authenticating.")
    return "get nowhere"


def ask_signed_in(site: Site) -> str:
    """Whether identity headers of somebody signed in replace the load balancer's own, or come beside them."""
    own = site.get("/user", site.session)
    forged = site.get("/user", site.session, FORGED)
    if own.status_code != 200:
        raise ToDo(f"/user answers {own.status_code} to somebody signed in; see page.")
    if forged.status_code != 200 or forged.json().get("identifier") != own.json().get("identifier"):
        raise ToDo("What a signed-in client claims to be reaches the server: the edge must drop x-amzn-oidc-* headers.")
    return "are replaced by the load balancer's"

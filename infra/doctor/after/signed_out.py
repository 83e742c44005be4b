"""Where people land who signed out."""

from infra.doctor.check import ToDo
from infra.doctor.site import Site

PATH = "/signed-out"


def ask_page(site: Site) -> str:
    """Whether the page is there without a login, and leads back."""
    answer = site.get(PATH)
    if answer.status_code != 200:
        raise ToDo(f"{PATH} answers {answer.status_code}: the listener needs its fixed answer, before all other rules.")
    if 'href="/"' not in answer.text:
        raise ToDo(f"{PATH} has no way back to the login: put a link to / on it.")
    return f"{PATH} needs no login"


def ask_way_out(site: Site) -> str:
    """Whether signing out expires every cookie and ends the hosted login's session."""
    session = site.session
    marked = site.ask("POST", "/logout", session, {"origin": site.url})
    mark = "; ".join(cookie.partition(";")[0] for cookie in marked.headers.get_list("set-cookie"))
    answer = site.get("/", type(session)(f"{session.cookies}; {mark}"))
    location = answer.headers.get("location", "")
    if not answer.is_redirect or "/logout?" not in location or f"logout_uri={_quoted(site)}" not in location:
        raise ToDo(f"Signing out leads to {location or answer.status_code}: see COGNITO_DOMAIN and PUBLIC_URL.")
    expired = [cookie for cookie in answer.headers.get_list("set-cookie") if "Max-Age=0" in cookie]
    if not any(cookie.startswith("AWSELBAuthSessionCookie-0=") for cookie in expired):
        raise ToDo("Signing out leaves the load balancer's cookies: see that the edge passes Set-Cookie on.")
    return "ends the session here and at the hosted login"


def _quoted(site: Site) -> str:
    return (site.url + PATH).replace(":", "%3A").replace("/", "%2F")

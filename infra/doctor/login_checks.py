"""Whether the login redirects, returns and ends as it must."""

from urllib.parse import parse_qs, urlsplit

import httpx

from infra.doctor.check import ToDo
from infra.doctor.site import Site, client
from infra.edge_rules import CALLBACK_PATH, SIGNED_OUT_PATH


def check_login_redirect(site: Site) -> str:
    """Check that the page redirects to the login, and the login back."""
    answer = site.get()
    location = answer.headers.get("location", "")
    if answer.status_code not in (302, 303) or not location:
        raise ToDo(f"The page is answered with {answer.status_code} without a login: its rule must authenticate.")
    query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    if query.get("response_type") != "code" or "openid" not in query.get("scope", "").split():
        raise ToDo("The login is not asked for a code with the scope openid: correct the rule's action.")
    if query.get("redirect_uri") != site.url + CALLBACK_PATH:
        raise ToDo(
            f"The login would return to {query.get('redirect_uri')}, not to {site.url + CALLBACK_PATH}: see that "
            "PUBLIC_URL, the Host that reaches the load balancer and the callback of the app client are that address."
        )
    return f"leads to {urlsplit(location).netloc} and back"


def check_login_page(site: Site) -> str:
    """Check that the hosted login accepts the client and its callback."""
    with client() as http:
        answer = http.get(site.url)
        for _ in range(5):
            if answer.next_request is None:
                break
            answer = http.send(answer.next_request)
    return _login_page_finding(answer)


def _login_page_finding(answer: httpx.Response) -> str:
    if answer.status_code == 200 and not answer.url.path.endswith("/error"):
        return f"{answer.url.host} shows its page"
    raise ToDo(
        f"The hosted login answers {answer.status_code}: see that the app client exists, that its callback is "
        "registered, and that the pool's login pages have a style."
    )


def check_callback(site: Site) -> str:
    """Check that a code with an unknown state is refused."""
    answer = site.get(f"{CALLBACK_PATH}?code=forged&state=forged")
    if answer.status_code < 400:
        raise ToDo(
            f"A login that nobody began gets {answer.status_code}: the callback must check the state it gave out."
        )
    return f"a login that nobody began is refused ({answer.status_code})"


def check_signed_out_page(site: Site) -> str:
    """Check that the signed-out page needs no login and links back to it."""
    answer = site.get(SIGNED_OUT_PATH)
    if answer.status_code != 200:
        raise ToDo(
            f"{SIGNED_OUT_PATH} answers {answer.status_code}: the listener needs its fixed answer, "
            "before all other rules."
        )
    if 'href="/"' not in answer.text:
        raise ToDo(f"{SIGNED_OUT_PATH} has no way back to the login: put a link to / on it.")
    return f"{SIGNED_OUT_PATH} needs no login"


def check_sign_out(site: Site) -> str:
    """Check that signing out expires every cookie and ends the hosted login's session."""
    session = site.session
    marked = site.ask("POST", "/logout", session, {"origin": site.url})
    mark = "; ".join(cookie.partition(";")[0] for cookie in marked.headers.get_list("set-cookie"))
    answer = site.get("/", type(session)(f"{session.cookies}; {mark}"))
    location = answer.headers.get("location", "")
    if not answer.is_redirect or "/logout?" not in location or f"logout_uri={_sign_out_url(site)}" not in location:
        raise ToDo(f"Signing out leads to {location or answer.status_code}: see COGNITO_DOMAIN and PUBLIC_URL.")
    expired = [cookie for cookie in answer.headers.get_list("set-cookie") if "Max-Age=0" in cookie]
    if not any(cookie.startswith("AWSELBAuthSessionCookie-0=") for cookie in expired):
        raise ToDo("Signing out leaves the load balancer's cookies: see that the edge passes Set-Cookie on.")
    return "ends the session here and at the hosted login"


def _sign_out_url(site: Site) -> str:
    return (site.url + SIGNED_OUT_PATH).replace(":", "%3A").replace("/", "%2F")

"""Where somebody is led who is not signed in."""

from urllib.parse import parse_qs, urlsplit

import httpx

from infra.doctor.check import ToDo
from infra.doctor.site import CALLBACK, Site, client


def ask_redirect(site: Site) -> str:
    """Whether the page leads to the login, and the login back here."""
    answer = site.get()
    location = answer.headers.get("location", "")
    if answer.status_code not in (302, 303) or not location:
        raise ToDo(f"The page is answered with {answer.status_code} without a login: its rule must authenticate.")
    query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    if query.get("response_type") != "code" or "openid" not in query.get("scope", "").split():
        raise ToDo("The login is not asked for a code with the scope openid: correct the rule's action.")
    if query.get("redirect_uri") != site.url + CALLBACK:
        raise ToDo(
            f"The login would return to {query.get('redirect_uri')}, not to {site.url + CALLBACK}: see that "
            "PUBLIC_URL, the Host that reaches the load balancer and the callback of the app client are that address."
        )
    return f"leads to {urlsplit(location).netloc} and back"


def ask_page(site: Site) -> str:
    """Whether the hosted login knows the client and its callback."""
    with client() as http:
        answer = http.get(site.url)
        for _ in range(5):
            if answer.next_request is None:
                break
            answer = http.send(answer.next_request)
    return _judge(answer)


def _judge(answer: httpx.Response) -> str:
    if answer.status_code == 200 and not answer.url.path.endswith("/error"):
        return f"{answer.url.host} shows its page"
    raise ToDo(
        f"The hosted login answers {answer.status_code}: see that the app client exists, that its callback is "
        "registered, and that the pool's login pages have a style."
    )

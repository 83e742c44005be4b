"""What somebody who signed in gets."""

from infra.doctor.check import ToDo
from infra.doctor.site import Site

_WANTED = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def ask_sign_in(site: Site) -> str:
    """Whether the user can sign in."""
    site.sign_in()
    return f"as {site.user}" if site.user else "by the cookies that were given"


def ask_page(site: Site) -> str:
    """Whether the server believes the load balancer."""
    answer = site.get("/", site.session)
    if answer.status_code == 401:
        raise ToDo(
            "The server does not believe the load balancer: compare ALB_ARN, COGNITO_ISSUER and COGNITO_CLIENT_ID with "
            "the stack, and see that it reaches ALB_PUBLIC_KEYS_URL; its log says which check failed."
        )
    if answer.status_code != 200:
        raise ToDo(f"The page answers {answer.status_code} to somebody signed in: see the server's log.")
    return "is served"


def ask_headers(site: Site) -> str:
    """Whether the security headers arrive at the browser."""
    answer = site.get("/", site.session)
    wanted = _WANTED if site.is_loopback else _WANTED | {"strict-transport-security": "max-age="}
    missing = [name for name, value in wanted.items() if value not in answer.headers.get(name, "")]
    if missing:
        raise ToDo(f"These headers of the page are lost or changed on the way: {', '.join(missing)}.")
    return f"{len(wanted)} arrive"


def ask_cookies(site: Site) -> str:
    """Whether scripts and networks are kept from the session's cookies."""
    given = site.session.set_cookies + tuple(site.get("/", site.session).headers.get_list("set-cookie"))
    needed = ("httponly",) if site.is_loopback else ("httponly", "secure")
    weak = sorted({cookie.partition("=")[0] for cookie in given if not _has(cookie, needed)})
    if weak:
        raise ToDo(f"These cookies lack {' or '.join(needed)}: {', '.join(weak)}.")
    return f"{len(given)}, all {' and '.join(needed)}"


def _has(cookie: str, needed: tuple[str, ...]) -> bool:
    attributes = {part.strip().partition("=")[0].lower() for part in cookie.split(";")[1:]}
    return attributes.issuperset(needed)

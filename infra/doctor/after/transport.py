"""Whether everything travels encrypted."""

import httpx

from infra.doctor.check import ToDo
from infra.doctor.site import Site, client


def ask(site: Site) -> str:
    """Whether plain http leads to https and nowhere else."""
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

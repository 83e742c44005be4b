"""Whether there is a way around the edge."""

import httpx

from infra.doctor.check import NotAsked, ToDo
from infra.doctor.site import FORGED, Site, client, is_loopback


def ask(site: Site) -> str:
    """Whether the address behind the edge refuses the world."""
    if site.direct is None:
        raise NotAsked("give --direct with the address that LoadBalancerDNS names.")
    try:
        # Its certificate is for another name, and nothing is told to it.
        with httpx.Client(timeout=client().timeout, verify=False) as http:  # noqa: S501
            answer = http.get(site.direct + "/user", headers=FORGED)
    except httpx.TransportError:
        return f"{site.direct} does not answer"
    if is_loopback(site.direct) and answer.status_code == 401:
        return f"{site.direct} refuses who has no identity (401)"
    if answer.status_code == 403:
        return f"{site.direct} serves nobody (403)"
    raise ToDo(f"{site.direct} answers {answer.status_code}: its security group may admit only what stands before it.")

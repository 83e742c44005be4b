"""Whether the world asks Route 53 about the domain; if not, a certificate waits for its validation for ever."""

import dns.exception
import dns.resolver

from infra.doctor.account import Account
from infra.doctor.check import NotAsked, ToDo

_PATIENCE = 5.0  # seconds


def ask(account: Account) -> str:
    """Whether the name servers that the world knows are those of the hosted zone."""
    zone = account.context.get("hosted_zone")
    if not zone:
        raise NotAsked("the context names no hosted_zone.")
    domain, expected = _zone(account, str(zone))
    found = _in_the_world(account, domain)
    if not found & expected:
        raise ToDo(f"At your registrar, make these the name servers of {domain}: {', '.join(sorted(expected))}.")
    return f"{domain} is asked of {', '.join(sorted(found & expected))}"


def _zone(account: Account, zone: str) -> tuple[str, set[str]]:
    """The domain of a hosted zone and its name servers."""
    route53 = account.client("route53")
    try:
        found = route53.get_hosted_zone(Id=zone)
    except (route53.exceptions.NoSuchHostedZone, route53.exceptions.InvalidInput):
        raise ToDo(f"There is no hosted zone {zone}: `aws route53 list-hosted-zones` prints their ids.") from None
    if found["HostedZone"]["Config"]["PrivateZone"]:
        raise ToDo(f"The hosted zone {zone} is private: nobody outside its network is told of it.")
    servers = found["DelegationSet"]["NameServers"]
    return found["HostedZone"]["Name"].rstrip("."), {server.rstrip(".").lower() for server in servers}


def _in_the_world(account: Account, domain: str) -> set[str]:
    resolver = dns.resolver.Resolver(configure=account.name_server is None)
    if account.name_server is not None:
        resolver.nameservers, resolver.port = [account.name_server[0]], account.name_server[1]
    try:
        answer = resolver.resolve(domain, "NS", lifetime=_PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return set()
    except dns.exception.DNSException as error:
        raise NotAsked(f"no name server answered ({type(error).__name__}).") from error
    return {str(record.target).rstrip(".").lower() for record in answer}

"""Whether the world asks Route 53 about the domain; if not, a certificate waits for its validation for ever."""

import dns.exception
import dns.resolver

from infra.doctor.account import Account
from infra.doctor.check import NotAsked, ToDo

_PATIENCE = 5.0  # seconds


def ask(account: Account) -> str:
    """Whether the name servers that the world knows are those of the hosted zone."""
    domain = account.context.get("hosted_zone")
    if not domain:
        raise NotAsked("cdk.json names no hosted_zone.")
    expected = _of_the_zone(account, str(domain).rstrip("."))
    found = _in_the_world(account, str(domain))
    if not found & expected:
        raise ToDo(f"At your registrar, make these the name servers of {domain}: {', '.join(sorted(expected))}.")
    return f"{domain} is asked of {', '.join(sorted(found & expected))}"


def _of_the_zone(account: Account, domain: str) -> set[str]:
    route53 = account.client("route53")
    zones = route53.list_hosted_zones_by_name(DNSName=domain)["HostedZones"]
    public = [zone for zone in zones if zone["Name"].rstrip(".") == domain and not zone["Config"]["PrivateZone"]]
    if not public:
        raise ToDo(f"There is no public hosted zone {domain}: create it in Route 53, or correct cdk.json.")
    servers = route53.get_hosted_zone(Id=public[0]["Id"])["DelegationSet"]["NameServers"]
    return {server.rstrip(".").lower() for server in servers}


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

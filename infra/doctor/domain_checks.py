"""Whether the domain is ready: its certificate, and its delegation to Route 53."""

from datetime import UTC, datetime, timedelta

import dns.exception
import dns.resolver

from infra.doctor.account import AwsAccount
from infra.doctor.check import NotAsked, ToDo

_SOON = timedelta(days=30)


def check_certificate(account: AwsAccount) -> str:
    """Check the certificates of the domain."""
    config = account.config
    given = [arn for arn in (config.certificate_arn, config.cloudfront_certificate_arn) if arn]
    if not given:
        return f"one for {config.domain_name} is made by the deployment"
    return "; ".join(_certificate_finding(account, arn, config.domain_name) for arn in given)


def _certificate_finding(account: AwsAccount, arn: str, domain: str | None) -> str:
    acm = account.client("acm", region=arn.split(":")[3])
    try:
        certificate = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    except acm.exceptions.ResourceNotFoundException:
        raise ToDo(f"There is no certificate {arn}: correct the context.") from None
    names = [certificate["DomainName"], *certificate.get("SubjectAlternativeNames", [])]
    if certificate["Status"] != "ISSUED":
        raise ToDo(f"The certificate for {names[0]} is {certificate['Status']}: finish its validation in ACM.")
    if domain and not any(_covers(name, domain) for name in names):
        raise ToDo(f"The certificate is for {names[0]}, not for {domain}: correct the context.")
    ends = certificate.get("NotAfter")
    if ends and ends - datetime.now(UTC) < _SOON:
        raise ToDo(f"The certificate for {names[0]} ends on {ends:%Y-%m-%d}: renew it first.")
    return f"{names[0]}, in force"


def _covers(name: str, domain: str) -> bool:
    return name == domain or (name.startswith("*.") and domain.partition(".")[2] == name[2:])


_DNS_TIMEOUT = 5.0  # seconds


def check_delegation(account: AwsAccount) -> str:
    """Check that the domain's public name servers are those of the hosted zone."""
    zone = account.context.get("hosted_zone")
    if not zone:
        raise NotAsked("the context names no hosted_zone.")
    domain, expected = _zone(account, str(zone))
    found = _public_name_servers(account, domain)
    if not found & expected:
        raise ToDo(f"At your registrar, make these the name servers of {domain}: {', '.join(sorted(expected))}.")
    return f"{domain} is asked of {', '.join(sorted(found & expected))}"


def _zone(account: AwsAccount, zone: str) -> tuple[str, set[str]]:
    """Return the domain of a hosted zone and its name servers."""
    route53 = account.client("route53")
    try:
        found = route53.get_hosted_zone(Id=zone)
    except (route53.exceptions.NoSuchHostedZone, route53.exceptions.InvalidInput):
        raise ToDo(f"There is no hosted zone {zone}: `aws route53 list-hosted-zones` prints their ids.") from None
    if found["HostedZone"]["Config"]["PrivateZone"]:
        raise ToDo(f"The hosted zone {zone} is private: nobody outside its network is told of it.")
    servers = found["DelegationSet"]["NameServers"]
    return found["HostedZone"]["Name"].rstrip("."), {server.rstrip(".").lower() for server in servers}


def _public_name_servers(account: AwsAccount, domain: str) -> set[str]:
    resolver = dns.resolver.Resolver(configure=account.name_server is None)
    if account.name_server is not None:
        resolver.nameservers, resolver.port = [account.name_server[0]], account.name_server[1]
    try:
        answer = resolver.resolve(domain, "NS", lifetime=_DNS_TIMEOUT)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return set()
    except dns.exception.DNSException as error:
        raise NotAsked(f"no name server answered ({type(error).__name__}).") from error
    return {str(record.target).rstrip(".").lower() for record in answer}

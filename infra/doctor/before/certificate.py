"""The certificates without which no load balancer signs anybody in."""

from datetime import UTC, datetime, timedelta

from infra.doctor.account import Account
from infra.doctor.check import ToDo

_SOON = timedelta(days=30)


def ask(account: Account) -> str:
    """Whether there is one, or one will be made."""
    config = account.config
    given = [arn for arn in (config.certificate_arn, config.cloudfront_certificate_arn) if arn]
    if not given:
        return f"one for {config.domain_name} is made by the deployment"
    return "; ".join(_look(account, arn, config.domain_name) for arn in given)


def _look(account: Account, arn: str, domain: str | None) -> str:
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

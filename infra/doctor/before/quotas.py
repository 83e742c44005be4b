"""Whether the account has room for what is going to be made."""

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import ClientError

from infra.doctor.account import Account
from infra.doctor.check import NotAsked, ToDo


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit of the account, what is used of it, and what the deployment adds."""

    name: str
    service: str
    code: str
    used: Callable[[Account], float]
    needed: Callable[[Account], float]


def _addresses(account: Account) -> float:
    return len(account.client("ec2").describe_addresses()["Addresses"])


def _networks(account: Account) -> float:
    return len(account.client("ec2").describe_vpcs()["Vpcs"])


def _processors(account: Account) -> float:
    config = account.config
    tasks = config.max_capacity if config.enable_auto_scaling else config.desired_count
    return 2 * tasks * config.cpu / 1024  # a rolling update runs every task twice for a while


QUOTAS = (
    Quota("VPCs", "vpc", "L-F678F1CE", _networks, lambda account: 1),
    Quota(
        "Elastic IP addresses",
        "ec2",
        "L-0263D0A3",
        _addresses,
        lambda account: account.config.nat_gateways,
    ),
    Quota("Fargate vCPUs", "fargate", "L-3032A538", lambda account: 0, _processors),
)


def ask(account: Account) -> str:
    """Whether each limit leaves room."""
    fine: list[str] = []
    short: list[str] = []
    for quota in QUOTAS:
        limit = _limit(account, quota)
        if limit is None:
            continue
        used, needed = quota.used(account), quota.needed(account)
        line = f"{quota.name} {used:g} of {limit:g} used, {needed:g} needed"
        (fine if used + needed <= limit else short).append(line)
    if short:
        raise ToDo(f"Ask for more under Service Quotas: {'; '.join(short)}.")
    if not fine:
        raise NotAsked("Service Quotas tells nothing here.")
    return "; ".join(fine)


def _limit(account: Account, quota: Quota) -> float | None:
    client = account.client("service-quotas")
    try:
        found = client.get_service_quota(ServiceCode=quota.service, QuotaCode=quota.code)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchResourceException":
            raise
        return None
    return float(found["Quota"]["Value"])

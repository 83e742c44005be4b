"""Whether the AWS account is ready: credentials, region, context, bootstrap and quotas."""

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws.config import ConfigError
from infra.doctor.account import AwsAccount
from infra.doctor.check import NotAsked, ToDo


def check_credentials(account: AwsAccount) -> str:
    """Check the credentials with STS."""
    try:
        identity = account.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise ToDo("AWS does not know who you are: run `aws sso login` or `aws configure`, then this again.") from error
    if identity["Arn"].endswith(":root"):
        raise ToDo(f"These are the root credentials of {identity['Account']}: deploy with a role instead.")
    return f"account {identity['Account']}, as {identity['Arn'].partition(':')[2].split(':', 4)[-1]}"


def check_region(account: AwsAccount) -> str:
    """Check that a region is set, and enabled in this account."""
    if account.region is None:
        raise ToDo("No region is chosen: run `export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1`, or others.")
    found = account.client("ec2").describe_regions(AllRegions=True, RegionNames=[account.region])["Regions"]
    if found[0].get("OptInStatus") == "not-opted-in":
        raise ToDo(f"{account.region} is switched off in this account: enable it in the console under Account.")
    return account.region


def check_context(account: AwsAccount) -> str:
    """Check that the context is consistent."""
    try:
        config = account.config
    except ConfigError as reason:
        raise ToDo(str(reason)) from None
    return f"{config.stack_name}, edge {config.edge.value}, profile {config.profile}"


MIN_BOOTSTRAP_VERSION = 6  # required by the templates of this CDK
BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version"


def check_bootstrap(account: AwsAccount) -> str:
    """Check that the region is bootstrapped with a recent enough version."""
    ssm = account.client("ssm")
    try:
        version = int(ssm.get_parameter(Name=BOOTSTRAP_PARAMETER)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        raise ToDo(f"{account.region} is not bootstrapped: see Bootstrap in docs/deploy.md.") from None
    if version < MIN_BOOTSTRAP_VERSION:
        raise ToDo(
            f"The bootstrap is version {version}, {MIN_BOOTSTRAP_VERSION} is needed: run it again, see docs/deploy.md."
        )
    return f"version {version}"


@dataclass(frozen=True, slots=True)
class Quota:
    """A service quota, its current use, and what the deployment adds."""

    name: str
    service: str
    code: str
    used: Callable[[AwsAccount], float]
    needed: Callable[[AwsAccount], float]


def _addresses(account: AwsAccount) -> float:
    return len(account.client("ec2").describe_addresses()["Addresses"])


def _networks(account: AwsAccount) -> float:
    return len(account.client("ec2").describe_vpcs()["Vpcs"])


def _processors(account: AwsAccount) -> float:
    config = account.config
    tasks = config.max_capacity if config.enable_auto_scaling else config.desired_count
    return 2 * tasks * config.cpu / 1024  # a rolling update temporarily runs every task twice


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


def check_quotas(account: AwsAccount) -> str:
    """Check that each quota has room for the deployment."""
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


def _limit(account: AwsAccount, quota: Quota) -> float | None:
    client = account.client("service-quotas")
    try:
        found = client.get_service_quota(ServiceCode=quota.service, QuotaCode=quota.code)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchResourceException":
            raise
        return None
    return float(found["Quota"]["Value"])

"""What the CDK needs to have in an account before anything can be deployed into it."""

from infra.doctor.account import Account
from infra.doctor.check import ToDo

MINIMUM = 6  # what the templates of this CDK ask for
PARAMETER = "/cdk-bootstrap/hnb659fds/version"


def ask(account: Account) -> str:
    """Whether the region is bootstrapped, and new enough."""
    ssm = account.client("ssm")
    try:
        version = int(ssm.get_parameter(Name=PARAMETER)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        raise ToDo(f"{account.region} is not bootstrapped: see Bootstrap in docs/deploy.md.") from None
    if version < MINIMUM:
        raise ToDo(f"The bootstrap is version {version}, {MINIMUM} is needed: run it again, see docs/deploy.md.")
    return f"version {version}"

"""Whose account this is."""

from botocore.exceptions import BotoCoreError, ClientError

from infra.doctor.account import Account
from infra.doctor.check import ToDo


def ask(account: Account) -> str:
    """Who AWS says that we are."""
    try:
        identity = account.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise ToDo("AWS does not know who you are: run `aws sso login` or `aws configure`, then this again.") from error
    if identity["Arn"].endswith(":root"):
        raise ToDo(f"These are the root credentials of {identity['Account']}: deploy with a role instead.")
    return f"account {identity['Account']}, as {identity['Arn'].partition(':')[2].split(':', 4)[-1]}"

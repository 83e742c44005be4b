"""Looks up a deployed stack."""

from typing import Any

from botocore.exceptions import ClientError


def find_stack(client: Any, name: str) -> dict[str, Any] | None:
    """Return the description of a stack; None if there is no such stack.

    Args:
        client: The CloudFormation client.
        name: Name of the stack.

    Raises:
        ClientError: AWS refuses the call.
    """
    try:
        (found,) = client.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    stack: dict[str, Any] = found
    return stack

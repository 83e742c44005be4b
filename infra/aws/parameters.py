"""`python -m infra.aws.parameters [environment]`: creates or updates the parameters' stack; existing values are kept.

CloudFormation rewrites a parameter when anything about it in the template changes, and writes the value that it
has stored. So the current values, which an operator may have changed, are passed to it first.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.aws.deployed_stack import find_stack

TEMPLATE = Path(__file__).with_name("parameters.yaml")
_RESOURCE = re.compile(
    r"Name: !Sub /teachers_assistant/\$\{Environment\}/(?P<name>\w+)\n +Value: !Ref (?P<parameter>\w+)"
)
_UNCHANGED = "No updates are to be performed"


def deploy(environment: str, region: str | None = None) -> str:
    """Create the stack, or update it to this template.

    Args:
        environment: Name of the environment.
        region: Region; None uses the region of the credentials.

    Returns:
        A sentence that says what was done.
    """
    client = boto3.client("cloudformation", region_name=region)
    stack = f"teachers-assistant-params-{environment}"
    before = _parameters_of(client, stack)
    now = {"Environment": environment, **_in_force(environment, region)}
    given: list[dict[str, object]] = [{"ParameterKey": key, "ParameterValue": value} for key, value in now.items()]
    # A parameter that an operator deleted stays deleted: unchanged resources are not written.
    given += [{"ParameterKey": key, "UsePreviousValue": True} for key in before or () if key not in now]
    request: dict[str, Any] = {"StackName": stack, "TemplateBody": TEMPLATE.read_text("utf-8"), "Parameters": given}
    if before is None:
        client.create_stack(**request)
        client.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 2})
        return f"{stack} was made."
    try:
        client.update_stack(**request)
    except ClientError as error:
        if _UNCHANGED in str(error):
            return f"{stack} was up to date."
        raise
    client.get_waiter("stack_update_complete").wait(StackName=stack, WaiterConfig={"Delay": 2})
    return f"{stack} was updated; every value stayed as it was."


def main(arguments: Sequence[str] | None = None) -> int:
    """Create or update the stack and print the result."""
    parser = argparse.ArgumentParser(prog="python -m infra.aws.parameters", description=__doc__.splitlines()[0])
    parser.add_argument("environment", nargs="?", default="dev")
    options = parser.parse_args(arguments)
    print("SSM parameters of the standard tier: they cost nothing.")
    try:
        print(deploy(options.environment))
    except (BotoCoreError, ClientError) as reason:
        print(f"The parameters could not be deployed: {reason}", file=sys.stderr)
        stack = f"teachers-assistant-params-{options.environment}"
        print(f"`aws cloudformation describe-stack-events --stack-name {stack}` may tell more.", file=sys.stderr)
        return 1
    return 0


def _parameters_of(client: Any, stack: str) -> set[str] | None:
    """Return the parameter names of a stack; None if there is no such stack."""
    found = find_stack(client, stack)
    return {one["ParameterKey"] for one in found.get("Parameters", [])} if found is not None else None


def _in_force(environment: str, region: str | None) -> dict[str, str]:
    """Return the current values, by the template's parameter names."""
    path = f"/teachers_assistant/{environment}/"
    pages = boto3.client("ssm", region_name=region).get_paginator("get_parameters_by_path").paginate(Path=path)
    stored = {
        one["Name"].removeprefix(path): one["Value"]
        for page in pages
        for one in page["Parameters"]
        if one["Type"] == "String"
    }
    names = {match["name"]: match["parameter"] for match in _RESOURCE.finditer(TEMPLATE.read_text("utf-8"))}
    return {parameter: stored[name] for name, parameter in names.items() if name in stored}


if __name__ == "__main__":
    sys.exit(main())

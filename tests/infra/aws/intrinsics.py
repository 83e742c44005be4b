"""Reads a template's references, with invented values for what only AWS knows."""

from collections.abc import Mapping
from typing import Any

PSEUDO = {
    "AWS::AccountId": "111122223333",
    "AWS::Region": "us-east-1",
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "teachers-assistant",
}


def resolve(value: Any, known: Mapping[str, str] = PSEUDO) -> str:
    """Join a value's parts; a reference that is not known stays as `<name>`."""
    if isinstance(value, str):
        return value
    ((function, argument),) = value.items()
    if function == "Ref":
        return known.get(argument, f"<{argument}>")
    if function == "Fn::GetAtt":
        name = ".".join(argument)
        return known.get(name, f"<{name}>")
    if function == "Fn::Join":
        return str(argument[0]).join(resolve(part, known) for part in argument[1])
    return f"<{function}>"

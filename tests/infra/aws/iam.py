"""As much of IAM's evaluation as our policy files need."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
_SCHEMAS = Path(str(distribution("cfn-lint").locate_file("cfnlint/data/schemas")))

Statement = dict[str, Any]


def policy(name: str) -> list[Statement]:
    """The statements of one of our files."""
    document = json.loads((ROOT / "infra" / "aws" / "policies" / f"{name}.json").read_text("utf-8"))
    found: list[Statement] = document["Statement"]
    return found


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def allowing(statements: list[Statement], action: str) -> Iterator[Statement]:
    """The statements that allow an action on anything, on a condition or without."""
    for statement in statements:
        assert statement["Effect"] == "Allow"
        assert "NotAction" not in statement
        assert "NotResource" not in statement
        if any(fnmatchcase(action.lower(), pattern.lower()) for pattern in listed(statement["Action"])):
            yield statement


def allows(statements: list[Statement], action: str, resource: str) -> bool:
    """Whether an action is allowed on a resource, conditions met."""
    return any(
        fnmatchcase(resource, pattern)
        for statement in allowing(statements, action)
        for pattern in listed(statement["Resource"])
    )


@cache
def actions_of(resource_type: str) -> frozenset[str]:
    """What CloudFormation asks of its caller to make, read, change and delete a type, as its registry says."""
    provided = json.loads((_SCHEMAS / "providers" / "us-east-1.json").read_text("utf-8"))
    schema = json.loads((_SCHEMAS / "resources" / f"{provided[resource_type]}.json").read_text("utf-8"))
    handlers: dict[str, Any] = schema["handlers"]
    kinds = ("create", "read", "update", "delete")
    return frozenset(action for kind in kinds for action in handlers.get(kind, {}).get("permissions", []))

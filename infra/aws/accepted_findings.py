"""The cdk-nag findings (AWS Solutions) that are accepted, each with its reason."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import Construct, IConstruct

# Construct path, rule, reason.
_REASONS = (
    (
        "Auth/Pool",
        "COG1",
        "12 characters of three kinds; length does more than a symbol, and the local login asks the same.",
    ),
    ("Auth/Pool", "COG2", "A second factor is offered. Where some have no telephone, it cannot be asked of all."),
    ("Auth/Pool", "COG8", "Plus is billed for each person; nobody can sign up, and the web ACL limits each address."),
    ("CloudFront/Distribution", "CFR1", "Learners may sit anywhere."),
    (
        "CloudFront/Distribution",
        "CFR3",
        "The load balancer logs each request, and the web ACL counts those it refuses.",
    ),
    (
        "LoadBalancer/Group",
        "EC23",
        "With edge alb-only people reach the load balancer itself; it answers who signed in.",
    ),
    (
        "OriginSecret/Value",
        "SMG4",
        "A new value must reach CloudFront and the listener at once; a deployment does that.",
    ),
    ("Service/Task", "ECS2", "Names and addresses. No secret is among them: the server needs none."),
    ("Service/Task/ExecutionRole/DefaultPolicy", "IAM5[Resource::*]", "ecr:GetAuthorizationToken has no resource."),
)


def acknowledge(stack: Construct) -> None:
    """Record each accepted finding on its construct."""
    for path, rule, reason in _REASONS:
        place: Construct | None = stack
        for name in path.split("/"):
            place = place.node.try_find_child(name) if place else None  # type: ignore[assignment]
        if place:
            _record(place, rule, reason)


def acknowledge_wildcard(place: IConstruct, resource: str, reason: str) -> None:
    """Record why a permission has a wildcard.

    Args:
        place: Construct that has the permission.
        resource: The resource with the wildcard.
        reason: Why.
    """
    _record(place, f"IAM5[Resource::{_as_told(Stack.of(place).resolve(resource))}]", reason)


def _record(place: IConstruct, rule: str, reason: str) -> None:
    Validations.of(place).acknowledge(Acknowledgment(id=f"AwsSolutions::AwsSolutions-{rule}", reason=reason))


def _as_told(resource: str | Mapping[str, Any]) -> str:
    """Return a resource as cdk-nag writes it: references in angle brackets."""
    if isinstance(resource, str):
        return resource
    if "Ref" in resource:
        return f"<{resource['Ref']}>"
    if "Fn::GetAtt" in resource:
        return f"<{'.'.join(resource['Fn::GetAtt'])}>"
    between, parts = resource["Fn::Join"]
    return str(between).join(_as_told(part) for part in parts)

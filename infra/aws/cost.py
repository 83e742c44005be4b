"""Estimates the monthly cost of a deployment."""

from collections.abc import Iterator
from dataclasses import dataclass

from infra.aws.config import Config, EdgeKind

SOURCE = "an estimate: AWS's list prices of us-east-1, November 2026; without models, traffic, logs and taxes"
HOURS = 730

# Dollars.
_VCPU_HOUR = 0.03238  # Fargate on ARM64
_GIB_HOUR = 0.00356
_BALANCER_HOUR = 0.0225
_CAPACITY_HOUR = 0.008  # one LCU, more than a class needs
_NAT_HOUR = 0.045
_ADDRESS_HOUR = 0.005
_SECRET = 0.40
_ALARM = 0.10
_DASHBOARD = 3.00
_WEB_ACL = 5.00
_WEB_ACL_RULE = 1.00
_INSIGHTS_TASK = 3.00  # custom metrics of one task and its share of the service's

# A thousand text units through content filters (0.15), denied topics (0.15) and personal data (0.10); hivebook.wiki,
# "AWS Bedrock Guardrails", has the same three prices.
_GUARDRAIL_UNITS = 0.40

_ALARMS = 12
_WEB_ACL_RULES = 4
_ZONES = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One billed resource.

    Args:
        name: Name of the resource.
        dollars: USD a month; 0 if it is billed by use only.
    """

    name: str
    dollars: float = 0


def items(config: Config) -> Iterator[Item]:
    """Return every billed resource of a deployment."""
    tasks, vcpu, gib = config.desired_count, config.cpu / 1024, config.memory / 1024
    if config.behind_cloudfront:
        way = "internal" if config.edge is EdgeKind.VPC_ORIGIN else "public"
        yield Item(f"CloudFront in front of the {way} load balancer, for {config.domain_name}")
    yield Item("Load balancer, signing people in", (_BALANCER_HOUR + _CAPACITY_HOUR) * HOURS)
    task = (_VCPU_HOUR * vcpu + _GIB_HOUR * gib) * HOURS
    yield Item(f"{_many(tasks, 'Fargate task')}, {vcpu:g} vCPU and {gib:g} GiB each", tasks * task)
    if config.nat_gateways:
        yield Item(_many(config.nat_gateways, "NAT gateway"), config.nat_gateways * _NAT_HOUR * HOURS)
    if addresses := _public_addresses(config):
        yield Item(_many(addresses, "public IPv4 address", "es"), addresses * _ADDRESS_HOUR * HOURS)
    if config.enable_waf and not config.web_acl_arn:
        yield Item("Web ACL", _WEB_ACL + _WEB_ACL_RULES * _WEB_ACL_RULE)
    if config.edge is EdgeKind.PUBLIC_ALB:
        yield Item("Secret between CloudFront and the load balancer", _SECRET)
    yield Item("Dashboard and alarms", _DASHBOARD + _ALARMS * _ALARM)
    if config.profile == "prod":
        yield Item("Measurements of each task", tasks * _INSIGHTS_TASK)
    if config.enable_guardrail:
        yield Item(f"Guardrail, by use (${_GUARDRAIL_UNITS:.2f} for 1,000 times up to 1,000 characters)")
    if config.enable_tracing:
        yield Item("Traces in X-Ray, by use (the first 100,000 turns a month are free)")
    yield Item("User pool (the first 10,000 people a month are free)")
    if config.sign_in_provider:
        yield Item(f"People who sign in with {config.sign_in_provider}, by use (the first 50 a month are free)")
    yield Item("History table and bucket of attachments, by use")
    if config.monthly_budget:
        yield Item(f"Budget of ${config.monthly_budget}")


def describe(config: Config) -> str:
    """Return the estimate as text for the operator."""
    listed = list(items(config))
    width = max(len(item.name) for item in listed)
    lines = [f"{config.stack_name} in {config.region}, edge {config.edge.value}, profile {config.profile}:", ""]
    lines += [f"  {item.name:<{width}}  {_price(item.dollars):>9}" for item in listed]
    total = sum(item.dollars for item in listed)
    lines += ["", f"  {'About, a month':<{width}}  {_price(total):>9}"]
    if config.enable_auto_scaling and config.max_capacity > config.desired_count:
        lines.append(f"  Up to {config.max_capacity} tasks come when many people do, and cost while they are there.")
    return "\n".join([*lines, f"  ({SOURCE})", ""])


def _public_addresses(config: Config) -> int:
    of_balancer = 0 if config.edge is EdgeKind.VPC_ORIGIN else _ZONES
    return of_balancer + (config.nat_gateways or config.desired_count)


def _many(number: int, noun: str, ending: str = "s") -> str:
    return f"{number} {noun}{ending if number > 1 else ''}"


def _price(dollars: float) -> str:
    return f"${dollars:.2f}" if dollars else "by use"

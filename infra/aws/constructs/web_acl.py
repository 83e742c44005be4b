"""The web ACL in front of the application."""

from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

_REQUESTS = 10_000  # in five minutes from one address, which a whole school may share
# These rules inspect bodies, where a learner's code looks like an attack or exceeds the inspected size.
_BODY_RULES = (
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "EC2MetaDataSSRF_BODY",
)
_MANAGED: dict[str, tuple[str, ...]] = {
    "AWSManagedRulesAmazonIpReputationList": (),
    "AWSManagedRulesKnownBadInputsRuleSet": (),
    "AWSManagedRulesCommonRuleSet": _BODY_RULES,
}


class WebAcl(Construct):
    """AWS managed rules, and a rate limit per address.

    Args:
        for_cloudfront: Whether it protects CloudFront (then in us-east-1) or a load balancer.
    """

    def __init__(self, scope: Construct, id: str, *, for_cloudfront: bool) -> None:  # noqa: A002
        super().__init__(scope, id)
        managed = [_managed(name, counted, number) for number, (name, counted) in enumerate(_MANAGED.items(), 1)]
        acl = wafv2.CfnWebACL(
            self,
            "Acl",
            scope="CLOUDFRONT" if for_cloudfront else "REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("all"),
            rules=[_limit(), *managed],
        )
        self.arn = acl.attr_arn

    def protect(self, arn: str) -> None:
        """Associate the web ACL with a load balancer."""
        wafv2.CfnWebACLAssociation(self, "Association", resource_arn=arn, web_acl_arn=self.arn)


def _limit() -> wafv2.CfnWebACL.RuleProperty:
    return wafv2.CfnWebACL.RuleProperty(
        name="requests-of-one-address",
        priority=0,
        action=wafv2.CfnWebACL.RuleActionProperty(block={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(limit=_REQUESTS, aggregate_key_type="IP")
        ),
        visibility_config=_visible("requests-of-one-address"),
    )


def _managed(name: str, counted: tuple[str, ...], priority: int) -> wafv2.CfnWebACL.RuleProperty:
    count = wafv2.CfnWebACL.RuleActionProperty(count={})
    overrides = [wafv2.CfnWebACL.RuleActionOverrideProperty(name=rule, action_to_use=count) for rule in counted]
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS", name=name, rule_action_overrides=overrides or None
            )
        ),
        visibility_config=_visible(name),
    )


def _visible(name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, sampled_requests_enabled=True, metric_name=name
    )

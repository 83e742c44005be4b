"""The Application Load Balancer."""

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.aws.constructs.network import Network

_IDLE = Duration.seconds(600)


class LoadBalancer(Construct):
    """The load balancer and its security group.

    Args:
        name: Lower case: part of a callback URL that Cognito compares exactly.
        network: The VPC.
        public: Whether it has public addresses.
        prefix_list: CloudFront's prefix list, the only allowed source; None allows every address.
        access_logs: Bucket of access logs, if enabled.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        name: str,
        network: Network,
        public: bool,
        prefix_list: str | None,
        access_logs: s3.IBucket | None,
    ) -> None:
        super().__init__(scope, id)
        group = ec2.SecurityGroup(
            self, "Group", vpc=network.vpc, allow_all_outbound=False, description="The load balancer"
        )
        if prefix_list:
            group.add_ingress_rule(ec2.Peer.prefix_list(prefix_list), ec2.Port.tcp(443), "CloudFront")
        else:
            for port in (443, 80):
                group.add_ingress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(port), "People")
        self.alb = elbv2.ApplicationLoadBalancer(
            self,
            "Alb",
            vpc=network.vpc,
            vpc_subnets=network.subnets(public=public),
            internet_facing=public,
            load_balancer_name=name,
            security_group=group,
            idle_timeout=_IDLE,
            drop_invalid_header_fields=True,
        )
        if access_logs:
            self.alb.log_access_logs(access_logs, "load-balancer")

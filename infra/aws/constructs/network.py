"""The VPC."""

from collections.abc import Sequence

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct


class Network(Construct):
    """A VPC of public and, where there is NAT, private subnets.

    Args:
        cidr: Address range.
        availability_zones: The zones; the region's first two when empty.
        nat_gateways: How many; with none, tasks have public addresses.
        flow_logs: Whether accepted and refused connections are logged.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002 - CDK's own name
        *,
        cidr: str,
        availability_zones: Sequence[str],
        nat_gateways: int,
        flow_logs: bool,
    ) -> None:
        super().__init__(scope, id)
        subnets = [ec2.SubnetConfiguration(name="public", subnet_type=ec2.SubnetType.PUBLIC, cidr_mask=26)]
        if nat_gateways:
            kind = ec2.SubnetType.PRIVATE_WITH_EGRESS
            subnets.append(ec2.SubnetConfiguration(name="private", subnet_type=kind, cidr_mask=26))
        zones: dict[str, object] = {"availability_zones": list(availability_zones)} if availability_zones else {}
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(cidr),
            nat_gateways=nat_gateways,
            subnet_configuration=subnets,
            restrict_default_security_group=False,
            gateway_endpoints={
                "DynamoDb": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
            },
            **(zones or {"max_azs": 2}),  # type: ignore[arg-type]
        )
        self.is_private = nat_gateways > 0
        if flow_logs:
            group = logs.LogGroup(
                self,
                "FlowLogs",
                retention=logs.RetentionDays.ONE_MONTH,
                removal_policy=RemovalPolicy.DESTROY,
            )
            self.vpc.add_flow_log("Flow", destination=ec2.FlowLogDestination.to_cloud_watch_logs(group))

    def subnets(self, *, public: bool) -> ec2.SubnetSelection:
        """Return the public or the private subnets."""
        kind = ec2.SubnetType.PUBLIC if public else ec2.SubnetType.PRIVATE_WITH_EGRESS
        return ec2.SubnetSelection(subnet_type=kind)

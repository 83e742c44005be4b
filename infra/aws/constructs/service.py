"""The chat server on Fargate."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.aws.constructs.collector import add_collector
from infra.aws.constructs.network import Network

CLUSTER = "multi-agent-cluster"
SERVICE = "multi-agent-service"
LOG_GROUP = "/ecs/multi-agent-app"
USER = "10001:10001"
DRAIN_SECONDS = 100
_STOP_SECONDS = 120  # the maximum on Fargate: the drain, and time to close connections
_TMP_MIB = 128
_IN_IMAGE = ("Dockerfile", "pyproject.toml", "uv.lock", "chainlit.md", "agents", "chat")
_ROOT = Path(__file__).resolve().parents[3]


class Service(Construct):
    """The cluster, the task, the service and its target group.

    Args:
        network: The VPC.
        port: Port of the server.
        cpu: Units of a task, 1024 to a CPU.
        memory: MiB of a task.
        desired_count: Number of tasks; None leaves it to auto scaling.
        environment: The server's settings.
        base_image: Base image; None uses the Dockerfile's default.
        log_retention_days: How long the server's log is kept.
        insights: Whether to enable Container Insights.
        collects_traces: Whether a collector of traces stands beside the server.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        network: Network,
        port: int,
        cpu: int,
        memory: int,
        desired_count: int | None,
        environment: Mapping[str, str],
        base_image: str | None,
        log_retention_days: int,
        insights: bool,
        collects_traces: bool,
    ) -> None:
        super().__init__(scope, id)
        self.log_group = logs.LogGroup(
            self,
            "Log",
            log_group_name=LOG_GROUP,
            removal_policy=RemovalPolicy.DESTROY,
        )
        cast(logs.CfnLogGroup, self.log_group.node.default_child).retention_in_days = log_retention_days
        cluster = ecs.Cluster(
            self,
            "Cluster",
            cluster_name=CLUSTER,
            vpc=network.vpc,
            container_insights_v2=ecs.ContainerInsights.ENABLED if insights else ecs.ContainerInsights.DISABLED,
        )
        task = ecs.FargateTaskDefinition(
            self,
            "Task",
            cpu=cpu,
            memory_limit_mib=memory,
            runtime_platform=ecs.RuntimePlatform(
                cpu_architecture=ecs.CpuArchitecture.ARM64,
                operating_system_family=ecs.OperatingSystemFamily.LINUX,
            ),
        )
        self.task_role: iam.IRole = task.task_role
        image = ecr_assets.DockerImageAsset(
            self,
            "Image",
            directory=str(_ROOT),
            platform=ecr_assets.Platform.LINUX_ARM64,
            build_args={"BASE_IMAGE": base_image} if base_image else None,
            exclude=["*", *(f"!{name}" for name in _IN_IMAGE), "**/__pycache__"],
        )
        server = self._add_container(task, image, port, environment)
        if collects_traces:
            add_collector(task, server, self.log_group)
        self.group = ec2.SecurityGroup(
            self, "Group", vpc=network.vpc, allow_all_outbound=False, description="The chat server"
        )
        self.group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "AWS and other models")
        self.group.add_egress_rule(ec2.Peer.ipv4(network.vpc.vpc_cidr_block), ec2.Port.all_tcp(), "Models in this VPC")
        self.service = ecs.FargateService(
            self,
            "Service",
            service_name=SERVICE,
            cluster=cluster,
            task_definition=task,
            desired_count=desired_count,
            security_groups=[self.group],
            vpc_subnets=network.subnets(public=not network.is_private),
            assign_public_ip=not network.is_private,
            min_healthy_percent=100,
            max_healthy_percent=200,
            circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
            health_check_grace_period=Duration.seconds(60),
            enable_execute_command=False,
            propagate_tags=ecs.PropagatedTagSource.SERVICE,
        )
        self.target = elbv2.ApplicationTargetGroup(
            self,
            "Target",
            vpc=network.vpc,
            port=port,
            protocol=elbv2.ApplicationProtocol.HTTP,
            targets=[self.service],
            deregistration_delay=Duration.seconds(_STOP_SECONDS),
            stickiness_cookie_duration=Duration.hours(12),
            # WebSockets are long-lived: a new one goes to the task with the fewest.
            load_balancing_algorithm_type=elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
            health_check=elbv2.HealthCheck(
                path="/health",
                interval=Duration.seconds(15),
                timeout=Duration.seconds(5),
                healthy_threshold_count=2,
                unhealthy_threshold_count=3,
            ),
        )

    def _add_container(
        self,
        task: ecs.FargateTaskDefinition,
        image: ecr_assets.DockerImageAsset,
        port: int,
        environment: Mapping[str, str],
    ) -> ecs.ContainerDefinition:
        linux = ecs.LinuxParameters(self, "Linux", init_process_enabled=True)
        linux.drop_capabilities(ecs.Capability.ALL)
        linux.add_tmpfs(
            ecs.Tmpfs(
                container_path="/tmp",  # noqa: S108 - the one place where the server may write
                size=_TMP_MIB,
                mount_options=[ecs.TmpfsMountOption.NOSUID, ecs.TmpfsMountOption.NODEV],
            )
        )
        return task.add_container(
            "Server",
            container_name="server",
            image=ecs.ContainerImage.from_docker_image_asset(image),
            environment=dict(environment),
            port_mappings=[ecs.PortMapping(container_port=port)],
            readonly_root_filesystem=True,
            user=USER,
            linux_parameters=linux,
            stop_timeout=Duration.seconds(_STOP_SECONDS),
            health_check=ecs.HealthCheck(
                command=["CMD", "python3", "-c", _ASK_HEALTH],
                interval=Duration.seconds(15),
                timeout=Duration.seconds(5),
                start_period=Duration.seconds(30),
            ),
            # A blocked log driver must not block answers.
            logging=ecs.LogDriver.aws_logs(
                stream_prefix="server",
                log_group=self.log_group,
                mode=ecs.AwsLogDriverMode.NON_BLOCKING,
            ),
        )


_ASK_HEALTH = "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=3)"

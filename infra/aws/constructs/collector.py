"""A collector of traces beside the server: takes them on the task's loopback, and sends them to X-Ray."""

import json

from aws_cdk import Duration, Stack
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs

# The AWS Distro for OpenTelemetry; its image runs as a user of its own, and needs no key to be fetched.
IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0"
ENDPOINT = "http://127.0.0.1:4318"
MEMORY_MIB = 128
_CONFIG = {
    "extensions": {"health_check": {"endpoint": "127.0.0.1:13133"}},
    "receivers": {"otlp": {"protocols": {"http": {"endpoint": "127.0.0.1:4318"}}}},
    "processors": {"memory_limiter": {"check_interval": "1s", "limit_mib": MEMORY_MIB * 3 // 4}, "batch": {}},
    # What X-Ray can be searched by.
    "exporters": {
        "awsxray": {
            "indexed_attributes": [
                "aws.elb.trace_id",
                "error.type",
                "gen_ai.agent.name",
                "gen_ai.conversation.id",
                "gen_ai.request.model",
                "gen_ai.tool.name",
                "teachers_assistant.error.reference",
                "teachers_assistant.question.id",
                "teachers_assistant.stop_reason",
            ]
        }
    },
    "service": {
        "extensions": ["health_check"],
        "pipelines": {
            "traces": {"receivers": ["otlp"], "processors": ["memory_limiter", "batch"], "exporters": ["awsxray"]}
        },
    },
}


def add_collector(task: ecs.FargateTaskDefinition, server: ecs.ContainerDefinition, log_group: logs.ILogGroup) -> None:
    """Put a collector beside the server, which lives on without it.

    Args:
        task: The task.
        server: The server; it is stopped before the collector, so that its last spans arrive.
        log_group: Where the collector logs.
    """
    linux = ecs.LinuxParameters(task, "CollectorLinux", init_process_enabled=True)
    linux.drop_capabilities(ecs.Capability.ALL)
    collector = task.add_container(
        "Collector",
        container_name="collector",
        image=ecs.ContainerImage.from_registry(IMAGE),
        essential=False,
        memory_limit_mib=MEMORY_MIB,
        environment={"AOT_CONFIG_CONTENT": json.dumps(_CONFIG), "AWS_REGION": Stack.of(task).region},
        readonly_root_filesystem=True,
        linux_parameters=linux,
        health_check=ecs.HealthCheck(command=["CMD", "/healthcheck"], interval=Duration.seconds(30)),
        logging=ecs.LogDriver.aws_logs(
            stream_prefix="collector",
            log_group=log_group,
            mode=ecs.AwsLogDriverMode.NON_BLOCKING,
        ),
    )
    server.add_container_dependencies(
        ecs.ContainerDependency(container=collector, condition=ecs.ContainerDependencyCondition.START)
    )

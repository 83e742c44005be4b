"""Auto scaling of the service."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.aws.constructs.metrics import of_server

_CPU_PERCENT = 55
_MEMORY_PERCENT = 70
_OUT = Duration.minutes(1)
_IN = Duration.minutes(10)


class Scaling(Construct):
    """Scales so that no task has more open sessions than it serves well.

    Each server reports its own open sessions once a minute, so that the average of the reports is the average of the
    tasks, and it falls when a task is added. Requests would mislead: an open page is one request for hours. CPU and
    memory stand behind it, for sessions that ask for more than usual. Any one of the three adds tasks; all three must
    agree before one is removed, and removal is slow, because its sessions must reconnect elsewhere.

    Args:
        service: The scaled service.
        least: The fewest tasks.
        most: The most tasks.
        sessions_per_task: How many open sessions one serves well.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        service: ecs.FargateService,
        least: int,
        most: int,
        sessions_per_task: int,
    ) -> None:
        super().__init__(scope, id)
        tasks = service.auto_scale_task_count(min_capacity=least, max_capacity=most)
        tasks.scale_to_track_custom_metric(
            "Sessions",
            metric=of_server("ActiveSessions", cloudwatch.Stats.AVERAGE, Duration.minutes(1)),
            target_value=sessions_per_task,
            scale_out_cooldown=_OUT,
            scale_in_cooldown=_IN,
        )
        tasks.scale_on_cpu_utilization(
            "Cpu", target_utilization_percent=_CPU_PERCENT, scale_out_cooldown=_OUT, scale_in_cooldown=_IN
        )
        tasks.scale_on_memory_utilization(
            "Memory", target_utilization_percent=_MEMORY_PERCENT, scale_out_cooldown=_OUT, scale_in_cooldown=_IN
        )

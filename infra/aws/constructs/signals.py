"""The metrics that alarms and the dashboard use."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2

from infra.aws.constructs.metrics import of_server

_MINUTE = Duration.minutes(1)
_SUM, _MAXIMUM, _MINIMUM = cloudwatch.Stats.SUM, cloudwatch.Stats.MAXIMUM, cloudwatch.Stats.MINIMUM


@dataclass(frozen=True, slots=True)
class Signals:
    """Every watched metric."""

    requests: cloudwatch.IMetric
    healthy: cloudwatch.IMetric
    unhealthy: cloudwatch.IMetric
    edge_errors: cloudwatch.IMetric
    server_errors: cloudwatch.IMetric
    sign_in_errors: cloudwatch.IMetric
    response_time: cloudwatch.IMetric
    cpu: cloudwatch.IMetric
    memory: cloudwatch.IMetric
    log_errors: cloudwatch.IMetric
    throttles: cloudwatch.IMetric
    lost_writes: cloudwatch.IMetric
    first_token: cloudwatch.IMetric
    waiting: cloudwatch.IMetric
    running: cloudwatch.IMetric
    sessions: cloudwatch.IMetric
    sessions_per_task: cloudwatch.IMetric
    input_tokens: cloudwatch.IMetric
    output_tokens: cloudwatch.IMetric


def signals_of(
    alb: elbv2.ApplicationLoadBalancer,
    target: elbv2.ApplicationTargetGroup,
    service: ecs.FargateService,
    history: dynamodb.Table,
) -> Signals:
    """Return the metrics of these resources and of the server.

    Args:
        alb: The load balancer.
        target: The target group.
        service: The ECS service.
        history: The history table.
    """
    ours = "sum of the tasks"
    return Signals(
        requests=alb.metrics.request_count(label="requests"),
        healthy=target.metrics.healthy_host_count(statistic=_MINIMUM, period=_MINUTE, label="healthy"),
        unhealthy=target.metrics.unhealthy_host_count(statistic=_MAXIMUM, period=_MINUTE, label="unhealthy"),
        edge_errors=alb.metrics.http_code_elb(elbv2.HttpCodeElb.ELB_5XX_COUNT, label="of the load balancer"),
        server_errors=alb.metrics.http_code_target(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, label="of the server"),
        sign_in_errors=cloudwatch.MathExpression(
            expression="FILL(failure, 0) + FILL(error, 0)",
            label="sign-ins that failed",
            using_metrics={
                "failure": alb.metrics.custom("ELBAuthFailure", statistic=_SUM),
                "error": alb.metrics.custom("ELBAuthError", statistic=_SUM),
            },
        ),
        response_time=target.metrics.target_response_time(statistic="p90", label="90 % within"),
        cpu=service.metric_cpu_utilization(label="CPU %"),
        memory=service.metric_memory_utilization(label="memory %"),
        log_errors=of_server("LogErrors", _SUM, label="errors in the log"),
        throttles=_throttles(history),
        lost_writes=of_server("LostWrites", _SUM, label="lost writes"),
        first_token=of_server("FirstToken", "p90", label="90 % within ms"),
        waiting=of_server("WaitingQuestions", _MAXIMUM, label="waiting in one task"),
        running=of_server("RunningAnswers", _SUM, _MINUTE, label=f"answers running, {ours}"),
        sessions=of_server("ActiveSessions", _SUM, _MINUTE, label=f"open sessions, {ours}"),
        sessions_per_task=of_server("ActiveSessions", cloudwatch.Stats.AVERAGE, _MINUTE, label="average of a task"),
        input_tokens=of_server("InputTokens", _SUM, label="read"),
        output_tokens=of_server("OutputTokens", _SUM, label="written"),
    )


def _throttles(table: dynamodb.Table) -> cloudwatch.IMetric:
    def events(name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/DynamoDB",
            metric_name=name,
            statistic=_SUM,
            dimensions_map={"TableName": table.table_name},
        )

    return cloudwatch.MathExpression(
        expression="FILL(reads, 0) + FILL(writes, 0)",
        label="throttled",
        using_metrics={"reads": events("ReadThrottleEvents"), "writes": events("WriteThrottleEvents")},
    )

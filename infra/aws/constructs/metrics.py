"""The metrics that the server writes into its log (`chat/observability/metrics.py`)."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

NAMESPACE = "TeachersAssistant"
_PERIOD = Duration.minutes(5)


def of_server(name: str, statistic: str, period: Duration = _PERIOD, label: str | None = None) -> cloudwatch.Metric:
    """Return one of the server's metrics.

    Args:
        name: Name of the metric.
        statistic: The CloudWatch statistic.
        period: The period of one data point.
        label: Label in a chart.
    """
    return cloudwatch.Metric(namespace=NAMESPACE, metric_name=name, statistic=statistic, period=period, label=label)

"""The numbers that the server writes into its log (`chat/observability/metrics.py`)."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

NAMESPACE = "TeachersAssistant"
_PERIOD = Duration.minutes(5)


def of_server(name: str, statistic: str, period: Duration = _PERIOD, label: str | None = None) -> cloudwatch.Metric:
    """One of the server's numbers.

    Args:
        name: Which.
        statistic: How those of a period become one.
        period: How long that is.
        label: What a chart calls it.
    """
    return cloudwatch.Metric(namespace=NAMESPACE, metric_name=name, statistic=statistic, period=period, label=label)

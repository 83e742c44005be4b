"""The CloudWatch dashboard."""

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.aws.constructs.signals import Signals


class Dashboard(Construct):
    """The dashboard.

    Args:
        name: Its name in CloudWatch.
        signals: What it shows.
    """

    def __init__(self, scope: Construct, id: str, *, name: str, signals: Signals) -> None:  # noqa: A002
        super().__init__(scope, id)
        board = cloudwatch.Dashboard(self, "Dashboard", dashboard_name=name)
        board.add_widgets(
            _chart("Servers", signals.healthy, signals.unhealthy),
            _chart("Open sessions", signals.sessions, signals.sessions_per_task),
            _chart("Answers", signals.running, signals.waiting),
        )
        board.add_widgets(
            _chart("First words of an answer", signals.first_token),
            _chart("Tokens", signals.input_tokens, signals.output_tokens),
            _chart("Requests", signals.requests, right=[signals.response_time]),
        )
        board.add_widgets(
            _chart("Errors", signals.edge_errors, signals.server_errors, signals.log_errors),
            _chart("What must stay at zero", signals.lost_writes, signals.sign_in_errors, signals.throttles),
            _chart("Load", signals.cpu, signals.memory),
        )
        region = Stack.of(self).region
        self.url = f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#dashboards:name={name}"


def _chart(
    title: str, *left: cloudwatch.IMetric, right: list[cloudwatch.IMetric] | None = None
) -> cloudwatch.GraphWidget:
    axis = cloudwatch.YAxisProps(min=0)
    return cloudwatch.GraphWidget(title=title, left=list(left), right=right, left_y_axis=axis, width=8, height=6)

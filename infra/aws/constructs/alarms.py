"""The alarms and their topic."""

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.aws.constructs.metrics import NAMESPACE
from infra.aws.constructs.signals import Signals

_Treat = cloudwatch.TreatMissingData


class Alarms(Construct):
    """An SNS topic, and alarms that notify it when they start and when they end.

    Args:
        signals: The watched metrics.
        log_group: The server's log; its errors are counted.
        email: The first subscriber of the topic.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        signals: Signals,
        log_group: logs.ILogGroup,
        email: str | None,
    ) -> None:
        super().__init__(scope, id)
        self.topic = sns.Topic(self, "Topic", display_name="Teacher's Assistant", enforce_ssl=True)
        if email:
            self.topic.add_subscription(subscriptions.EmailSubscription(email))
        logs.MetricFilter(
            self,
            "Errors",
            log_group=log_group,
            metric_namespace=NAMESPACE,
            metric_name="LogErrors",
            filter_pattern=logs.FilterPattern.literal('{ ($.level = "error") || ($.level = "critical") }'),
        )
        add = self._add
        add("NobodyHealthy", signals.healthy, "No server answers", below=1, periods=2, missing=_Treat.BREACHING)
        add("Unhealthy", signals.unhealthy, "A server does not answer its health check", least=1, periods=5)
        add("EdgeErrors", signals.edge_errors, "The load balancer answers with errors of its own", least=10)
        add("ServerErrors", signals.server_errors, "The server answers with errors", least=10)
        add("SignInErrors", signals.sign_in_errors, "People cannot sign in", least=5)
        add("Cpu", signals.cpu, "The servers' CPUs are busy", least=85, periods=3)
        add("Memory", signals.memory, "The servers' memory is nearly full", least=85, periods=3)
        add("LogErrors", signals.log_errors, "The server logs errors", least=5)
        add("Throttles", signals.throttles, "DynamoDB throttles the history", least=5, periods=2)
        add("LostWrites", signals.lost_writes, "Something that was said could not be kept", least=1)
        add("FirstToken", signals.first_token, "Answers begin late", least=15_000, periods=3)
        add("Waiting", signals.waiting, "Questions wait for others to be answered", least=1, periods=3)

    def _add(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        description: str,
        *,
        least: float | None = None,
        below: float | None = None,
        periods: int = 1,
        missing: cloudwatch.TreatMissingData = _Treat.NOT_BREACHING,
    ) -> None:
        operators = cloudwatch.ComparisonOperator
        rising = least is not None
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            alarm_description=f"{description}.",
            threshold=(least if rising else below) or 0,
            comparison_operator=(
                operators.GREATER_THAN_OR_EQUAL_TO_THRESHOLD if rising else operators.LESS_THAN_THRESHOLD
            ),
            evaluation_periods=periods,
            treat_missing_data=missing,
        )
        tell = actions.SnsAction(self.topic)
        alarm.add_alarm_action(tell)
        alarm.add_ok_action(tell)

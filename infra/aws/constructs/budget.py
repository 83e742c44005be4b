"""A monthly cost budget with notifications."""

from aws_cdk import aws_budgets as budgets
from constructs import Construct


class Budget(Construct):
    """A monthly budget of the whole account.

    Args:
        name: Its name.
        dollars: The monthly limit in USD.
        email: Notified at 80 % of the limit, and when the forecast exceeds it.
    """

    def __init__(self, scope: Construct, id: str, *, name: str, dollars: int, email: str) -> None:  # noqa: A002
        super().__init__(scope, id)
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=name,
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=dollars, unit="USD"),
            ),
            notifications_with_subscribers=[_notice("ACTUAL", 80, email), _notice("FORECASTED", 100, email)],
        )


def _notice(kind: str, percent: int, email: str) -> budgets.CfnBudget.NotificationWithSubscribersProperty:
    return budgets.CfnBudget.NotificationWithSubscribersProperty(
        notification=budgets.CfnBudget.NotificationProperty(
            notification_type=kind,
            comparison_operator="GREATER_THAN",
            threshold=percent,
            threshold_type="PERCENTAGE",
        ),
        subscribers=[budgets.CfnBudget.SubscriberProperty(subscription_type="EMAIL", address=email)],
    )

"""What is watched, and who hears of it."""

import json

from chat.observability.metrics import NAMESPACE
from tests.infra.aws.conftest import Synthesised
from tests.infra.aws.intrinsics import resolve

# Names that the server writes, or will.
METRICS = {
    "ActiveSessions",
    "FirstToken",
    "InputTokens",
    "LostWrites",
    "OutputTokens",
    "RunningAnswers",
    "WaitingQuestions",
}


def test_every_alarm_tells_somebody_when_it_begins_and_ends(stack: Synthesised) -> None:
    (topic,) = stack.of_type("SNS::Topic")
    alarms = stack.of_type("CloudWatch::Alarm")
    assert len(alarms) >= 12
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": topic}]
        assert alarm["AlarmDescription"].endswith(".")


def test_silence_is_an_alarm_where_no_server_is_left(stack: Synthesised) -> None:
    treated = {one["AlarmDescription"]: one["TreatMissingData"] for one in stack.of_type("CloudWatch::Alarm").values()}
    assert [words for words, how in treated.items() if how == "breaching"] == ["No server answers."]


def test_an_operator_who_gave_an_address_is_told(stack: Synthesised) -> None:
    told = [one["Endpoint"] for one in stack.of_type("SNS::Subscription").values()]
    assert told == ([stack.config.alarm_email] if stack.config.alarm_email else [])


def test_errors_of_the_server_s_log_are_counted_in_its_own_words(stack: Synthesised) -> None:
    pattern = stack.one("Logs::MetricFilter")["FilterPattern"]
    assert '$.level = "error"' in pattern
    assert '$.level = "critical"' in pattern


def test_the_dashboard_shows_every_number_of_the_server(stack: Synthesised) -> None:
    body = json.loads(resolve(stack.one("CloudWatch::Dashboard")["DashboardBody"]))
    metrics = [metric for widget in body["widgets"] for metric in widget["properties"]["metrics"]]
    assert {metric[1] for metric in metrics if metric[0] == NAMESPACE} == METRICS | {"LogErrors"}
    assert len(body["widgets"]) == 9


def test_a_budget_is_there_where_one_was_asked_for(stack: Synthesised) -> None:
    budgets = stack.of_type("Budgets::Budget")
    assert len(budgets) == (stack.config.monthly_budget is not None)
    for budget in budgets.values():
        assert budget["Budget"]["BudgetLimit"] == {"Amount": stack.config.monthly_budget, "Unit": "USD"}


def test_requests_are_filtered_in_production(stack: Synthesised) -> None:
    acls = stack.of_type("WAFv2::WebACL")
    assert len(acls) == stack.config.enable_waf
    for acl in acls.values():
        assert acl["Scope"] == ("CLOUDFRONT" if stack.config.behind_cloudfront else "REGIONAL")
    if acls and stack.config.behind_cloudfront:
        assert "WebACLId" in stack.one("CloudFront::Distribution")["DistributionConfig"]
    elif acls:
        assert stack.one("WAFv2::WebACLAssociation")

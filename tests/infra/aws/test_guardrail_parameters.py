"""The guardrail of the deployment: what the template has of it, who may ask it, and how servers come to use it."""

import json
from collections.abc import Sequence
from typing import Any

import boto3
import pytest

from agents.parameters import ParameterValues, read_values
from infra.aws import __main__ as commands
from infra.aws.config import read_config
from infra.aws.cost import describe
from infra.aws.guardrail_parameters import GuardrailNotInForce, enforce_guardrail, retire_guardrail
from tests.infra.aws.conftest import CERTIFICATE, Objections, RunAws, Stacks, Synthesise, Synthesised
from tests.infra.aws.iam import actions_of, allowing, allows, listed, policy
from tests.infra.aws.intrinsics import resolve

CONTEXT = CERTIFICATE | {"environment": "prod", "edge": "alb-only", "enable_guardrail": True}
WITH, WITHOUT = read_config(CONTEXT), read_config(CONTEXT | {"enable_guardrail": False})
PATH = "/teachers_assistant/prod/bedrock_guardrail_"
UNSET = {"id": "my-bedrock-guardrail-id", "version": "my-bedrock-guardrail-version"}


@pytest.fixture(scope="module")
def guarded(synthesise: Synthesise) -> Synthesised:
    """In production, where cdk-nag looks on."""
    return synthesise(CONTEXT, nag=True)


def test_rules_of_others_have_no_objection(guarded: Synthesised, objections: Objections) -> None:
    assert objections(guarded) == []
    (report,) = json.loads((guarded.folder / "validation-report.json").read_text())["pluginReports"]
    assert report["violations"] == []


def test_children_are_protected_attacks_refused_and_personal_data_masked(guarded: Synthesised) -> None:
    made = guarded.one("Bedrock::Guardrail")
    filters = {
        each["Type"]: (each["InputStrength"], each["OutputStrength"])
        for each in made["ContentPolicyConfig"]["FiltersConfig"]
    }
    assert filters.pop("PROMPT_ATTACK") == ("HIGH", "NONE")
    assert filters.pop("VIOLENCE") == ("MEDIUM", "MEDIUM")
    assert filters == dict.fromkeys(("SEXUAL", "HATE", "INSULTS", "MISCONDUCT"), ("HIGH", "HIGH"))
    topics = made["TopicPolicyConfig"]["TopicsConfig"]
    assert len(topics) == 4
    assert all(each["Type"] == "DENY" and len(each["Definition"]) <= 200 for each in topics)
    masked = {each["Type"]: each["Action"] for each in made["SensitiveInformationPolicyConfig"]["PiiEntitiesConfig"]}
    assert {"EMAIL", "PHONE", "CREDIT_DEBIT_CARD_NUMBER", "INTERNATIONAL_BANK_ACCOUNT_NUMBER"} <= masked.keys()
    assert set(masked.values()) == {"ANONYMIZE"}
    # They are in exercises.
    assert masked.keys().isdisjoint({"NAME", "AGE", "ADDRESS", "URL", "PIN", "CREDIT_DEBIT_CARD_CVV"})
    assert "an adult you trust" in made["BlockedInputMessaging"]


def test_a_version_stays_until_servers_use_the_next_and_another_rule_makes_another(
    guarded: Synthesised, synthesise: Synthesise, monkeypatch: pytest.MonkeyPatch
) -> None:
    from infra.aws.constructs import guardrail as rules

    ((key, version),) = versions(guarded).items()
    (made,) = guarded.of_type("Bedrock::Guardrail")
    assert version["Properties"]["GuardrailIdentifier"] == {"Fn::GetAtt": [made, "GuardrailId"]}
    assert version["UpdateReplacePolicy"] == version["DeletionPolicy"] == "Retain"
    outputs = guarded.template["Outputs"]
    assert outputs["GuardrailId"]["Value"] == {"Fn::GetAtt": [made, "GuardrailId"]}
    assert outputs["GuardrailVersion"]["Value"] == {"Fn::GetAtt": [key, "Version"]}

    monkeypatch.setattr(rules, "_PERSONAL", (*rules._PERSONAL, "LICENSE_PLATE"))
    assert versions(synthesise(CONTEXT)).keys() != {key}


def versions(stack: Synthesised) -> dict[str, Any]:
    found = stack.template["Resources"].items()
    return {key: one for key, one in found if one["Type"] == "AWS::Bedrock::GuardrailVersion"}


def test_server_may_ask_exactly_this_guardrail(guarded: Synthesised) -> None:
    statements = [
        one for each in guarded.of_type("IAM::Policy").values() for one in each["PolicyDocument"]["Statement"]
    ]
    (granted,) = [one for one in statements if "ApplyGuardrail" in str(one["Action"])]
    (made,) = guarded.of_type("Bedrock::Guardrail")
    assert listed(granted["Action"]) == ["bedrock:ApplyGuardrail"]
    assert resolve(granted["Resource"]) == f"<{made}.GuardrailArn>"
    assert list(allowing(policy("boundary"), "bedrock:ApplyGuardrail"))


def test_whoever_deploys_may_make_it() -> None:
    types = ("AWS::Bedrock::Guardrail", "AWS::Bedrock::GuardrailVersion")
    asked = {action for kind in types for action in actions_of(kind) if action.startswith("bedrock:")}
    name = "arn:aws:bedrock:us-east-1:111122223333:guardrail/abc1"
    assert "bedrock:CreateGuardrail" in asked
    assert {action for action in asked if not allows(policy("execution"), action, name)} == set()
    assert not list(allowing(policy("execution"), "bedrock:InvokeModel"))


def test_nothing_of_it_is_there_without_the_key(stacks: Stacks) -> None:
    assert "uardrail" not in json.dumps(stacks("alb-only-prod").template)


def test_it_is_told_what_it_costs() -> None:
    assert "Guardrail, by use ($0.40 for 1,000 times up to 1,000 characters)" in describe(WITH)
    assert "Guardrail" not in describe(WITHOUT)


def stored() -> dict[str, str]:
    found = boto3.client("ssm").get_parameters(Names=[f"{PATH}id", f"{PATH}version"])["Parameters"]
    return {one["Name"].removeprefix(PATH): one["Value"] for one in found}


def store(**values: str) -> None:
    for part, value in values.items():
        boto3.client("ssm").put_parameter(Name=f"{PATH}{part}", Value=value, Type="String", Overwrite=True)


def deployed(**outputs: str) -> None:
    """A stack with these outputs."""
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {key: {"Value": value} for key, value in outputs.items()},
    }
    boto3.client("cloudformation").create_stack(StackName=WITH.stack_name, TemplateBody=json.dumps(template))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"id": "abc1", "version": "3"}),
        (UNSET, {"id": "abc1", "version": "3"}),
        ({"id": "abc1", "version": "2"}, {"id": "abc1", "version": "3"}),
        ({"id": "others9", "version": "7"}, {"id": "others9", "version": "7"}),
    ],
    ids=["no parameter", "unset", "an earlier version", "an operator's own"],
)
def test_the_guardrail_is_in_force_after_the_deployment(
    before: dict[str, str], after: dict[str, str], run_aws: RunAws
) -> None:
    deployed(GuardrailId="abc1", GuardrailVersion="3")
    store(**before)
    done = enforce_guardrail(WITH)
    assert stored() == after
    assert done is not None
    assert ("stays as it is" in done) == (after["id"] == "others9")
    values = read_values({f"bedrock_guardrail_{part}": value for part, value in after.items()}, ParameterValues())
    assert (values.bedrock_guardrail_id, values.bedrock_guardrail_version) == (after["id"], after["version"])


@pytest.mark.parametrize(
    ("before", "after"), [({"id": "abc1", "version": "3"}, UNSET), ({"id": "others9"}, {"id": "others9"})]
)
def test_a_guardrail_that_goes_is_named_by_no_parameter(
    before: dict[str, str], after: dict[str, str], run_aws: RunAws
) -> None:
    deployed(GuardrailId="abc1", GuardrailVersion="3")
    store(**before)
    assert retire_guardrail(WITHOUT) is None
    assert stored() == after


def test_without_a_guardrail_nothing_is_written(run_aws: RunAws) -> None:
    assert enforce_guardrail(WITH) is None
    deployed(Other="1")
    store(**UNSET)
    assert (enforce_guardrail(WITH), retire_guardrail(WITHOUT)) == (None, None)
    assert stored() == UNSET


def test_it_says_so_when_aws_does_not_answer(run_aws: RunAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(GuardrailNotInForce, match="made and not in force"):
        enforce_guardrail(WITH)
    assert "could not be looked up" in str(retire_guardrail(WITHOUT))


@pytest.mark.parametrize("enabled", ["true", "false"])
def test_the_command_deploys_between_the_two(
    enabled: str, run_aws: RunAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_deployment: list[dict[str, str]] = []

    def run(arguments: Sequence[str]) -> int:
        at_deployment.append(stored())
        return 0

    monkeypatch.setattr(commands, "run_cdk", run)
    monkeypatch.setattr(commands, "fetch_cdk", lambda: None)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    deployed(GuardrailId="abc1", GuardrailVersion="3")
    ours, earlier = {"id": "abc1", "version": "3"}, {"id": "abc1", "version": "2"}
    store(**earlier)
    words = [word for key, value in CONTEXT.items() for word in ("-c", f"{key}={value}")]
    assert commands.main(["deploy", *words, "-c", f"enable_guardrail={enabled}"]) == 0
    assert at_deployment == [earlier if enabled == "true" else UNSET]
    assert stored() == (ours if enabled == "true" else UNSET)
    assert ("is in force within 30 seconds" in capsys.readouterr().out) == (enabled == "true")

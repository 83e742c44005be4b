"""Before a deployment: each check against moto or a fake over real HTTP, when all is well and when it is not."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.doctor.account import AwsAccount
from infra.doctor.check import Finding, Verdict, examine
from infra.doctor.deployment_checks import ACCOUNT_CHECKS
from tests.infra.doctor.aws import Answers, certificate, fake_aws, name_server
from tests.support.aws_apis import every_service

ROOT = Path(__file__).parents[3]
REGION = "eu-west-1"  # not the cloud's own, whose users and parameters stay as they are
MODEL = "amazon.nova-2-lite-v1:0"


@pytest.fixture(scope="module")
def everywhere() -> Iterator[tuple[AwsAccount, Answers]]:
    """The AWS APIs, and one account with its clients: what costs time, and keeps nothing of a test."""
    with every_service() as url, fake_aws() as answers, pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
            patch.delenv(name, raising=False)
        for name, value in {
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": url,
            "AWS_ENDPOINT_URL_SERVICE_QUOTAS": answers.url,
            "AWS_ENDPOINT_URL_BEDROCK": answers.url,
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": answers.url,
            "AWS_ENDPOINT_URL_CLOUDFORMATION": answers.url,
        }.items():
            patch.setenv(name, value)
        yield AwsAccount(boto3.Session(), {}), answers


@pytest.fixture
def answers(everywhere: tuple[AwsAccount, Answers]) -> Answers:
    _, answers = everywhere
    answers.reset()
    answers.offer(MODEL)
    return answers


@pytest.fixture
def account(
    everywhere: tuple[AwsAccount, Answers], answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AwsAccount]:
    """An account in which all is ready, and a context that suits it."""
    account, _ = everywhere
    monkeypatch.setattr("moto.route53.models.ROUTE53_ID_CHOICE", "Z")  # real ids begin with it, and that is looked at
    ssm, route53 = account.client("ssm"), account.client("route53")
    put(ssm, "/cdk-bootstrap/hnb659fds/version", "21")
    put(ssm, "/teachers_assistant/dev/default_model_id", f"us.{MODEL}")
    put(ssm, "/teachers_assistant/dev/xgboost_model_endpoint", "my-xgboost-model-endpoint")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference=secrets.token_hex())
    servers = zone["DelegationSet"]["NameServers"]
    zone_id = zone["HostedZone"]["Id"].rpartition("/")[2]
    context: dict[str, object] = {"domain_name": "chat.example.com", "hosted_zone": zone_id}
    context["cloudfront_certificate_arn"] = imported(account, "us-east-1", "chat.example.com")
    with name_server(*(f"{server}." for server in servers)) as address:
        yield replace(account, context=context, name_server=address)
    route53.delete_hosted_zone(Id=zone["HostedZone"]["Id"])
    for name in ssm.get_paginator("describe_parameters").paginate().search("Parameters[].Name"):
        ssm.delete_parameter(Name=name)


def put(ssm: Any, name: str, value: str) -> None:
    ssm.put_parameter(Name=name, Value=value, Type="String", Overwrite=True)


def imported(account: AwsAccount, region: str, name: str, days: int = 90) -> str:
    arn: str = account.client("acm", region).import_certificate(**certificate(name, days))["CertificateArn"]
    return arn


def ask(account: AwsAccount, name: str) -> Finding:
    (finding,) = examine(account, [check for check in ACCOUNT_CHECKS if check.name == name])
    return finding


def test_when_all_is_ready_all_is_ok(account: AwsAccount) -> None:
    *before, removal = examine(account, ACCOUNT_CHECKS)
    assert [finding.verdict for finding in before] == [Verdict.OK] * len(before)
    assert (removal.verdict, removal.sentence) == (Verdict.NOT_ASKED, "nothing is deployed yet.")


def test_placeholders_that_nothing_needs_are_only_named(account: AwsAccount) -> None:
    assert "not offered: xgboost_model_endpoint" in ask(account, "parameters").sentence


def test_a_region_that_is_not_bootstrapped(account: AwsAccount) -> None:
    account.client("ssm").delete_parameter(Name="/cdk-bootstrap/hnb659fds/version")
    assert "is not bootstrapped" in ask(account, "bootstrap").sentence


def test_a_bootstrap_of_long_ago(account: AwsAccount) -> None:
    put(account.client("ssm"), "/cdk-bootstrap/hnb659fds/version", "3")
    assert "is version 3, 6 is needed" in ask(account, "bootstrap").sentence


def test_an_account_that_is_full(account: AwsAccount, answers: Answers) -> None:
    answers.quotas["L-3032A538"] = 1
    account.context |= {"environment": "prod", "enable_waf": False}
    found = ask(account, "quotas")
    assert found.verdict is Verdict.TO_DO
    assert "Fargate vCPUs 0 of 1 used, 20 needed" in found.sentence
    assert "VPCs" not in found.sentence


def test_without_a_certificate_or_a_domain(account: AwsAccount) -> None:
    account.context.clear()
    assert "There is no certificate" in ask(account, "context").sentence
    assert ask(account, "delegation").verdict is Verdict.NOT_ASKED


@pytest.mark.parametrize("name", ["chat.example.com", "*.example.com"])
def test_a_certificate_for_the_name(account: AwsAccount, name: str) -> None:
    account.context["certificate_arn"] = imported(account, REGION, name)
    assert ask(account, "certificate").verdict is Verdict.OK


def test_a_certificate_for_another_name(account: AwsAccount) -> None:
    account.context["certificate_arn"] = imported(account, REGION, "example.com")
    assert "is for example.com, not for chat.example.com" in ask(account, "certificate").sentence


def test_a_certificate_that_waits_for_its_validation(account: AwsAccount) -> None:
    asked = account.client("acm").request_certificate(DomainName="chat.example.com")
    account.context["certificate_arn"] = asked["CertificateArn"]
    assert "is PENDING_VALIDATION: finish its validation" in ask(account, "certificate").sentence


def test_a_certificate_that_ends_soon(account: AwsAccount) -> None:
    account.context["certificate_arn"] = imported(account, REGION, "chat.example.com", days=10)
    assert "renew it first" in ask(account, "certificate").sentence


def test_a_certificate_that_is_not_there(account: AwsAccount) -> None:
    account.context["certificate_arn"] = f"arn:aws:acm:{REGION}:123456789012:certificate/0"
    assert "There is no certificate" in ask(account, "certificate").sentence


@pytest.mark.parametrize("names", [(), ("ns1.elsewhere.example.",)])
def test_a_domain_that_is_not_delegated(account: AwsAccount, names: tuple[str, ...]) -> None:
    with name_server(*names) as account.name_server:
        found = ask(account, "delegation")
    assert "make these the name servers of example.com" in found.sentence
    assert "awsdns" in found.sentence


def test_a_zone_that_is_not_there(account: AwsAccount) -> None:
    account.context["hosted_zone"] = "Z0000000000000"
    assert "There is no hosted zone Z0000000000000" in ask(account, "delegation").sentence


def test_no_parameters(account: AwsAccount) -> None:
    account.context["environment"] = "staging"
    assert "There are no parameters below /teachers_assistant/staging/" in ask(account, "parameters").sentence


def test_a_default_model_that_is_still_a_placeholder(account: AwsAccount) -> None:
    put(account.client("ssm"), "/teachers_assistant/dev/default_model_id", "sagemaker")
    put(account.client("ssm"), "/teachers_assistant/dev/sagemaker_model_endpoint", "my-sagemaker-model-endpoint")
    found = ask(account, "parameters")
    assert found.verdict is Verdict.TO_DO
    assert "/teachers_assistant/dev/sagemaker_model_endpoint" in found.sentence


def test_a_model_that_nobody_asked_for_yet(account: AwsAccount, answers: Answers) -> None:
    answers.offer(MODEL, authorizationStatus="NOT_AUTHORIZED")
    assert "may not be called yet" in ask(account, "model access").sentence


def test_a_model_that_is_not_in_the_region(account: AwsAccount, answers: Answers) -> None:
    answers.offer(MODEL, regionAvailability="NOT_AVAILABLE")
    assert "is not offered in eu-west-1" in ask(account, "model access").sentence


def test_a_model_that_the_image_does_not_hold(account: AwsAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    put(account.client("ssm"), "/teachers_assistant/dev/default_model_id", "embedded")
    assert ask(account, "model access").verdict is Verdict.OK
    monkeypatch.setattr(AwsAccount, "is_local", False)
    del account.parameters
    assert "which the image does not hold" in ask(account, "model access").sentence


@pytest.mark.parametrize(
    ("guardrail", "version", "verdict", "sentence"),
    [
        ("my-bedrock-guardrail-id", "my-bedrock-guardrail-version", Verdict.OK, "none is set"),
        ("g1", "my-bedrock-guardrail-version", Verdict.OK, "g1, version DRAFT, lets a harmless question pass"),
        ("g1", "2", Verdict.TO_DO, "g1, version 2, intervenes at “What is two plus three?”"),
        ("g1", "3", Verdict.TO_DO, "Bedrock has no guardrail g1, version 3, in eu-west-1"),
    ],
)
def test_a_guardrail_that_lets_a_harmless_question_pass_and_others(
    account: AwsAccount, answers: Answers, guardrail: str, version: str, verdict: Verdict, sentence: str
) -> None:
    answers.guardrails = {"g1/version/DRAFT": "NONE", "g1/version/2": "GUARDRAIL_INTERVENED"}
    for part, value in (("id", guardrail), ("version", version)):
        put(account.client("ssm"), f"/teachers_assistant/dev/bedrock_guardrail_{part}", value)
    found = ask(account, "guardrail")
    assert found.verdict is verdict
    assert sentence in found.sentence


def test_a_guardrail_that_may_not_be_asked(account: AwsAccount, answers: Answers) -> None:
    put(account.client("ssm"), "/teachers_assistant/dev/bedrock_guardrail_id", "g1")
    answers.refused = True
    found = ask(account, "guardrail")
    assert found.verdict is Verdict.NOT_ASKED
    assert "may not call ApplyGuardrail" in found.sentence


@pytest.mark.parametrize(
    ("validity", "verdict", "sentence"),
    [
        (
            {"AccessTokenValidity": 60, "TokenValidityUnits": {"AccessToken": "minutes"}},
            Verdict.OK,
            "within 60 minutes",
        ),
        ({}, Verdict.OK, "dynamodb://talks AWS_REGION=eu-west-1 .venv/bin/python -m chat.history deny SUB"),
        ({"AccessTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "days"}}, Verdict.TO_DO, "1440 minutes"),
    ],
)
def test_how_long_a_removed_person_stays_in(
    account: AwsAccount, answers: Answers, validity: dict[str, object], verdict: Verdict, sentence: str
) -> None:
    cognito = account.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="people")["UserPool"]["Id"]
    client = cognito.create_user_pool_client(UserPoolId=pool, ClientName="page", **validity)["UserPoolClient"]
    answers.outputs = {"CognitoUserPoolId": pool, "CognitoClientId": client["ClientId"], "HistoryTable": "talks"}
    found = ask(account, "removal")
    assert found.verdict is verdict
    assert sentence in found.sentence


def test_what_may_not_be_asked_is_told_from_what_is_wrong(account: AwsAccount, answers: Answers) -> None:
    answers.refused = True
    found = ask(account, "model access")
    assert found.verdict is Verdict.NOT_ASKED
    assert "may not call GetFoundationModelAvailability" in found.sentence


def test_without_credentials_it_says_how_to_get_some(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "infra.doctor", "-c", "hosted_zone=Z1"],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    first, second, *_ = ended.stdout.splitlines()
    assert "run `aws sso login` or `aws configure`" in first
    assert "No region is chosen" in second


def test_a_default_model_that_only_the_server_reaches_is_not_asked(account: AwsAccount) -> None:
    put(account.client("ssm"), "/teachers_assistant/dev/default_model_id", "openai_compatible")
    found = ask(account, "model access")
    assert found.verdict is Verdict.NOT_ASKED
    assert "“Ask the default model”" in found.sentence


def test_a_default_model_on_sagemaker(account: AwsAccount) -> None:
    ssm, sagemaker = account.client("ssm"), account.client("sagemaker")
    put(ssm, "/teachers_assistant/dev/default_model_id", "sagemaker")
    put(ssm, "/teachers_assistant/dev/sagemaker_model_endpoint", "my-endpoint")
    assert ask(replace(account), "model access").verdict is Verdict.NOT_ASKED
    put(ssm, "/teachers_assistant/dev/sagemaker_model_endpoint", "tutor")
    assert "SageMaker has no endpoint tutor in eu-west-1" in ask(replace(account), "model access").sentence
    role = "arn:aws:iam::123456789012:role/sagemaker"
    variant = {"VariantName": "all", "ModelName": "m", "InitialInstanceCount": 1, "InstanceType": "ml.m5.large"}
    sagemaker.create_model(ModelName="m", ExecutionRoleArn=role)
    sagemaker.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName="tutor", EndpointConfigName="c")
    assert ask(replace(account), "model access") == Finding("model access", Verdict.OK, "sagemaker, endpoint tutor")

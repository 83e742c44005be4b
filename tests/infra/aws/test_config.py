"""Every key of the context: what it may be, and the sentence when it is not."""

import dataclasses
import json
import re

import pytest

from infra.aws.config import NO_CERTIFICATE, Config, ConfigError, EdgeKind, read_config
from infra.aws.context_values import READERS
from tests.infra.aws.conftest import CERTIFICATE, ROOT, ZONE, Synthesise

ARN = str(CERTIFICATE["certificate_arn"])
WRONG = {
    "environment": "Production!",
    "profile": "staging",
    "region": "Frankfurt",
    "edge": "open",
    "domain_name": "https://chat.example.com",
    "hosted_zone": "example.com",
    "certificate_arn": "arn:aws:iam::111122223333:server-certificate/mine",
    "cloudfront_certificate_arn": ARN.replace("us-east-1", "eu-west-1"),
    "cloudfront_prefix_list": "cloudfront",
    "web_acl_arn": "my-acl",
    "enable_waf": "maybe",
    "vpc_cidr": "8.8.0.0/16",
    "availability_zones": "us-east-1",
    "nat_gateways": -1,
    "container_port": 80,
    "desired_count": 0,
    "cpu": 300,
    "memory": "lots",
    "enable_auto_scaling": 1.5,
    "min_capacity": True,
    "max_capacity": 0,
    "sessions_per_task": "many",
    "knowledge_base_id": "*",
    "sagemaker_endpoints": ["*"],
    "sign_in_provider": "Cognito",
    "oidc_issuer": "http://id.example.com",
    "oidc_client_id": "an id",
    "oidc_client_secret_name": "hunter2",
    "saml_metadata_url": "file:///etc/passwd",
    "provider_groups_claim": "two words",
    "provider_groups": "Staff=admins",
    "cognito_domain_prefix": "my-aws-login",
    "enable_people_page": 1,
    "enable_tracing": "sometimes",
    "enable_guardrail": "sometimes",
    "alarm_email": "operator",
    "monthly_budget": "$50",
    "log_retention_days": 8,
    "retain_data": "no",
    "base_image": "python 3",
    "permissions_boundary": "arn:aws:iam::1:policy/x",
}


def refusal(context: dict[str, object], region: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        read_config(context, region)
    return str(caught.value)


@pytest.mark.parametrize("name", list(READERS))
def test_a_malformed_value_is_refused_in_a_sentence_that_names_it(name: str) -> None:
    sentence = refusal(ZONE | {name: WRONG[name]})
    assert re.fullmatch(rf"The context key {name} must be .+\.", sentence)


def test_every_key_is_documented_and_no_other() -> None:
    keys, _ = (ROOT / "docs" / "context.md").read_text("utf-8").split("## The three edges")
    documented = re.findall(r"^\| `([^`]+)`", keys, re.MULTILINE)
    assert sorted(documented) == sorted(READERS) == sorted(field.name for field in dataclasses.fields(Config))


def test_an_unknown_key_is_refused() -> None:
    assert refusal(ZONE | {"cpuu": 512}) == "The context key cpuu is not known; docs/context.md lists those that are."


def test_without_a_certificate_it_says_why_one_is_needed_and_the_three_ways_out() -> None:
    assert refusal({}) == refusal({"domain_name": "chat.example.com"}) == NO_CERTIFICATE
    assert {"domain_name", "hosted_zone", "certificate_arn"} <= set(re.findall(r"\w+", NO_CERTIFICATE))


@pytest.mark.parametrize(
    ("context", "edge"),
    [
        (ZONE, EdgeKind.VPC_ORIGIN),
        (CERTIFICATE, EdgeKind.ALB_ONLY),
        ({"domain_name": "chat.example.com", **CERTIFICATE}, EdgeKind.VPC_ORIGIN),
        ({**ZONE, "edge": "alb-only"}, EdgeKind.ALB_ONLY),
    ],
)
def test_the_edge_follows_from_what_there_is(context: dict[str, object], edge: EdgeKind) -> None:
    assert read_config(context).edge is edge


@pytest.mark.parametrize(
    ("context", "about"),
    [
        ({"hosted_zone": "Z0123456789ABC", **CERTIFICATE}, "hosted_zone"),
        ({"edge": "vpc-origin", **CERTIFICATE}, "domain_name"),
        ({**ZONE, "nat_gateways": 0}, "NAT"),
        ({**ZONE, "nat_gateways": 3}, "nat_gateways"),
        ({**ZONE, "availability_zones": ["us-east-1a"]}, "availability_zones"),
        ({**ZONE, "cpu": 256, "memory": 4096}, "512, 1024, 2048"),
        ({**ZONE, "desired_count": 5, "max_capacity": 4}, "desired_count"),
        ({**ZONE, "desired_count": 1, "min_capacity": 2}, "desired_count"),
        ({**ZONE, "monthly_budget": 50}, "alarm_email"),
        (
            {**CERTIFICATE, "web_acl_arn": f"arn:aws:wafv2:us-east-1:{'1' * 12}:global/webacl/a/{'0' * 8}"},
            "web_acl_arn",
        ),
        ({**CERTIFICATE, "region": "eu-west-1"}, "eu-west-1"),
        ({**ZONE, "region": "eu-west-1"}, "cloudfront_certificate_arn"),
        ({**ZONE, "region": "eu-north-1"}, "describe-managed-prefix-lists"),
        (
            {**ZONE, "region": "eu-west-1", "cloudfront_certificate_arn": ARN, "environment": "prod"},
            "web_acl_arn",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(context: dict[str, object], about: str) -> None:
    assert about in refusal(context)


def test_values_may_come_as_text_from_the_command_line() -> None:
    given = read_config(
        ZONE | {"cpu": "1024", "memory": "2048", "enable_waf": "true", "sagemaker_endpoints": "abc,d-e-*"}
    )
    assert (given.cpu, given.memory, given.enable_waf) == (1024, 2048, True)
    assert given.sagemaker_endpoints == ("abc", "d-e-*")


def test_the_region_is_that_of_the_credentials_unless_it_is_said() -> None:
    there: dict[str, object] = {**CERTIFICATE, "certificate_arn": ARN.replace("us-east-1", "eu-west-1")}
    assert read_config(there, "eu-west-1").region == "eu-west-1"
    assert refusal(there | {"region": "us-east-1"}, "eu-west-1")


def test_the_guide_s_own_contexts_are_understood() -> None:
    small = {"environment": "dev", "vpc_cidr": "10.0.0.0/16", "container_port": 8501, "cpu": 256, "memory": 512}
    large = {"desired_count": 2, "cpu": 1024, "memory": 2048, "enable_auto_scaling": True}
    assert read_config(ZONE | small).desired_count == 1
    read = read_config(ZONE | large | {"min_capacity": 2, "max_capacity": 10})
    assert (read.min_capacity, read.max_capacity) == (2, 10)


def test_another_region_synthesises_with_what_it_needs(synthesise: Synthesise) -> None:
    given = {"region": "eu-west-1", "cloudfront_certificate_arn": ARN, "permissions_boundary": "teachers-assistant"}
    stack = synthesise(ZONE | given)
    viewer = stack.one("CloudFront::Distribution")["DistributionConfig"]["ViewerCertificate"]
    assert viewer["AcmCertificateArn"] == ARN
    assert stack.one("CertificateManager::Certificate")["DomainName"] == "chat.example.com"
    boundaries = [str(role.get("PermissionsBoundary")) for role in stack.of_type("IAM::Role").values()]
    assert boundaries
    assert all("policy/teachers-assistant" in boundary for boundary in boundaries)


def test_the_app_refuses_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from infra.aws import app

    monkeypatch.setenv("CDK_CONTEXT_JSON", json.dumps({"environment": "dev"}))
    assert app.main() == 1
    assert capsys.readouterr() == ("", f"{NO_CERTIFICATE}\n")

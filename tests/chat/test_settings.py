"""A missing or malformed setting stops the start with one line that names it."""

import re
import subprocess
import sys

import pytest

from chat.settings import SettingError, from_environment, public_keys_url
from tests.support.alb import ARN, CLIENT, ISSUER

LOCAL = {
    "ALB_ARN": ARN,
    "COGNITO_ISSUER": ISSUER,
    "COGNITO_CLIENT_ID": CLIENT,
    "COGNITO_DOMAIN": "http://127.0.0.1:8001",
    "PUBLIC_URL": "http://localhost:8000",
}
DEPLOYED = {**LOCAL, "PUBLIC_URL": "https://chat.example.com", "COGNITO_DOMAIN": "https://login.example.com"}


def test_defaults() -> None:
    settings = from_environment(DEPLOYED)
    assert (settings.host, settings.port, settings.aws_region) == ("127.0.0.1", 8501, "us-east-1")
    assert settings.cognito_jwks_url == f"{ISSUER}/.well-known/jwks.json"
    assert settings.history_url == "sqlite:///.data/history.db"
    assert settings.drain_seconds == 100


@pytest.mark.parametrize(
    ("partition", "region", "url"),
    [
        ("aws", "eu-west-1", "https://public-keys.auth.elb.eu-west-1.amazonaws.com"),
        ("aws", "ap-southeast-2", "https://public-keys.auth.elb.ap-southeast-2.amazonaws.com"),
        (
            "aws-us-gov",
            "us-gov-west-1",
            "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1",
        ),
        ("aws-cn", "cn-north-1", "https://public-keys.auth.elb.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_keys_are_published_in_the_load_balancers_region(partition: str, region: str, url: str) -> None:
    arn = f"arn:{partition}:elasticloadbalancing:{region}:123456789012:loadbalancer/app/name/50dc6c495c0c9188"
    assert public_keys_url(arn) == url
    assert from_environment({**DEPLOYED, "ALB_ARN": arn, "AWS_REGION": "us-east-1"}).alb_public_keys_url == url


@pytest.mark.parametrize("name", LOCAL)
def test_missing_setting_is_named(name: str) -> None:
    for value in (None, "", "  "):
        environment = {key: text for key, text in {**LOCAL, name: value}.items() if text is not None}
        with pytest.raises(SettingError, match=rf"^{name} is missing; docs/settings.md"):
            from_environment(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "²"),
        ("AWS_REGION", "Virginia"),
        ("TEACHERS_ASSISTANT_ENV", "dev/../prod"),
        ("ALB_ARN", "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/x/1"),
        ("ALB_ARN", "*"),
        ("COGNITO_ISSUER", "cognito"),
        ("COGNITO_DOMAIN", "ftp://x"),
        ("PUBLIC_URL", "http://localhost:8000/chat"),
        ("PUBLIC_URL", "localhost"),
        ("HISTORY_URL", "postgres://x"),
        ("HISTORY_URL", "sqlite:///"),
        ("HISTORY_URL", "sqlite://host/path"),
        ("HISTORY_URL", "dynamodb://"),
        ("HISTORY_URL", "dynamodb://table/more"),
        ("DRAIN_SECONDS", "-1"),
        ("DRAIN_SECONDS", "nan"),
        ("DRAIN_SECONDS", "soon"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "perhaps"),
    ],
)
def test_malformed_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"^{name} is not usable: .*\.$"):
        from_environment({**LOCAL, name: value})


@pytest.mark.parametrize(
    ("value", "captures"),
    [("", False), ("TRUE", True), ("false", False), ("NO_CONTENT", False), ("SPAN_ONLY", True), ("EVENT_ONLY", False)],
)
def test_content_is_captured_by_the_conventions_values(value: str, captures: bool) -> None:
    settings = from_environment({**LOCAL, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": value})
    assert settings.otel_instrumentation_genai_capture_message_content is captures


@pytest.mark.parametrize("name", ["ALB_PUBLIC_KEYS_URL", "COGNITO_JWKS_URL", "COGNITO_DOMAIN"])
@pytest.mark.parametrize(
    "value", ["http://keys.example.com", "https://localhost", "https://127.0.0.1", "https://[::1]"]
)
def test_unsafe_address_is_for_loopback_only(name: str, value: str) -> None:
    assert getattr(from_environment({**LOCAL, name: value}), name.lower()) == value
    with pytest.raises(SettingError, match=rf"^{name} must be an https address"):
        from_environment({**DEPLOYED, name: value})


def test_start_stops_with_one_line() -> None:
    ended = subprocess.run([sys.executable, "-m", "chat"], env={}, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert re.fullmatch(r"The chat server cannot start: ALB_ARN is missing; [^\n]*\n", ended.stderr)

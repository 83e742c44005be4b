from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.aws_apis.account import EmulatedAccount
from infra.local.aws_apis.credentials import credentials_source
from infra.local.aws_apis.parameters import EMBEDDED_MODEL
from infra.local.aws_apis.state import fresh_state
from infra.local.environment import chat_environment
from infra.local.keys import PoolKey
from infra.local.ports import Ports

PORTS = Ports.starting_at(8000)


@pytest.fixture
def account() -> Iterator[EmulatedAccount]:
    account = EmulatedAccount("eu-west-2", PORTS.public_url, PORTS.aws_url)
    account.restore(fresh_state(EMBEDDED_MODEL), PoolKey.generate())
    yield account
    account.clear()


def environment(account: EmulatedAccount, has_credentials: bool, **inherited: str) -> dict[str, str]:
    return chat_environment(inherited, PORTS, Path("/data"), account, "eu-west-2", has_credentials)


def test_the_chat_server_gets_the_settings_of_the_contract(account: EmulatedAccount) -> None:
    client = account.client
    expected = {
        "HOST": "127.0.0.1",
        "PORT": "8003",
        "AWS_REGION": "eu-west-2",
        "TEACHERS_ASSISTANT_ENV": "dev",
        "COGNITO_ISSUER": f"http://127.0.0.1:8002/{client.pool_id}",
        "COGNITO_CLIENT_ID": client.client_id,
        "COGNITO_DOMAIN": "http://127.0.0.1:8001",
        "COGNITO_JWKS_URL": f"http://127.0.0.1:8002/{client.pool_id}/.well-known/jwks.json",
        "PUBLIC_URL": "http://localhost:8000",
        "ALB_PUBLIC_KEYS_URL": "http://127.0.0.1:8004",
        "HISTORY_URL": "sqlite:////data/history.db",
    }
    found = environment(account, False, PATH="/bin")
    assert expected.items() <= found.items()
    assert found["PATH"] == "/bin"
    assert found["ALB_ARN"].startswith("arn:aws:elasticloadbalancing:eu-west-2:")


def test_without_credentials_every_aws_call_stays_on_this_machine(account: EmulatedAccount) -> None:
    stray = {"AWS_ENDPOINT_URL_SSM": "http://elsewhere", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}
    found = environment(account, False, **stray)
    assert {name: value for name, value in found.items() if "ENDPOINT" in name} == {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:8002"
    }
    assert found["AWS_EC2_METADATA_DISABLED"] == "true"


def test_with_credentials_only_bedrock_is_real(account: EmulatedAccount) -> None:
    found = environment(account, True, AWS_ENDPOINT_URL="http://elsewhere")
    endpoints = {name: value for name, value in found.items() if "ENDPOINT" in name}
    assert set(endpoints.values()) == {"http://127.0.0.1:8002"}
    services = {name.removeprefix("AWS_ENDPOINT_URL_") for name in endpoints}
    assert {"SSM", "COGNITO_IDENTITY_PROVIDER", "DYNAMODB", "S3", "SAGEMAKER_RUNTIME"} <= services
    assert not {"AWS_ENDPOINT_URL", "BEDROCK_RUNTIME", "STS", "SSO"} & services


def test_a_proxy_is_not_asked_for_this_machine(account: EmulatedAccount) -> None:
    found = environment(account, False, HTTP_PROXY="http://proxy", no_proxy="corp.example")
    assert found["no_proxy"] == "corp.example,127.0.0.1,localhost"
    assert found["NO_PROXY"] == "127.0.0.1,localhost"


@pytest.mark.parametrize(("key", "source"), [("a-key-id-of-an-account", "env"), ("local", None), (None, None)])
def test_credentials_are_found_in_the_environment_but_not_the_printed_placeholder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str | None, source: str | None
) -> None:
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    if key:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert credentials_source() == source

"""The chat server's settings on a laptop; on AWS the task definition has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from infra.local.aws_apis.account import EmulatedAccount
from infra.local.aws_apis.parameters import ENVIRONMENT
from infra.local.ports import LOOPBACK, Ports

DRAIN_SECONDS = 3  # short: after Ctrl-C nobody waits for long answers
COMMANDS = Path(__file__).resolve().with_name("commands")  # an example of a server with tools
_EMULATED = (
    "SSM",
    "COGNITO_IDENTITY_PROVIDER",
    "DYNAMODB",
    "S3",
    "SAGEMAKER_RUNTIME",
    "BEDROCK_AGENT_RUNTIME",
    "BEDROCK_AGENT",
)


def chat_environment(
    inherited: Mapping[str, str],
    ports: Ports,
    data: Path,
    account: EmulatedAccount,
    region: str,
    has_credentials: bool,
) -> dict[str, str]:
    """The whole environment of the chat server."""
    environment = {name: value for name, value in inherited.items() if not name.startswith("AWS_ENDPOINT_URL")}
    environment.pop("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", None)
    client = account.client
    environment |= {
        "HOST": LOOPBACK,
        "PORT": str(ports.chat),
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "TEACHERS_ASSISTANT_ENV": ENVIRONMENT,
        "ALB_ARN": account.load_balancer_arn,
        "ALB_PUBLIC_KEYS_URL": ports.keys_url,
        "COGNITO_ISSUER": client.issuer,
        "COGNITO_CLIENT_ID": client.client_id,
        "COGNITO_DOMAIN": ports.login_url,
        "COGNITO_JWKS_URL": f"{client.issuer}/.well-known/jwks.json",
        "PUBLIC_URL": ports.public_url,
        "HISTORY_URL": f"sqlite:///{data / 'history.db'}",
        "USER_POOL_ID": client.pool_id,
        "MCP_COMMANDS": inherited.get("MCP_COMMANDS") or str(COMMANDS),
        "DRAIN_SECONDS": str(DRAIN_SECONDS),
        "PYTHONUNBUFFERED": "1",
    }
    for name in ("NO_PROXY", "no_proxy"):  # loopback must not go through a proxy
        environment[name] = ",".join(filter(None, (inherited.get(name), LOOPBACK, "localhost")))
    if has_credentials:
        environment |= {f"AWS_ENDPOINT_URL_{service}": ports.aws_url for service in _EMULATED}
    else:
        environment |= {"AWS_ENDPOINT_URL": ports.aws_url, "AWS_EC2_METADATA_DISABLED": "true"}
    return environment

"""The AWS APIs as the real `aws` command meets them."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from infra.local.supervisor import LocalCloud


def run_aws(endpoint: str, *arguments: str) -> Any:
    """The output of an `aws` command."""
    result = subprocess.run(
        [
            str(Path(sys.executable).with_name("aws")),
            *("--region", "us-east-1", "--endpoint-url", endpoint, "--output", "json"),
            *arguments,
        ],
        env={"PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def test_the_aws_command_lists_users_and_reads_and_writes_parameters(cloud: LocalCloud) -> None:
    endpoint = cloud.ports.aws_url
    users = run_aws(endpoint, "cognito-idp", "list-users", "--user-pool-id", cloud.account.client.pool_id)["Users"]
    assert {"alice", "bob"} <= {user["Username"] for user in users}
    path = "/teachers_assistant/dev/"
    run_aws(endpoint, "ssm", "put-parameter", "--overwrite", "--name", f"{path}temperature", "--value", "0.5")
    found = run_aws(endpoint, "ssm", "get-parameters-by-path", "--path", path)["Parameters"]
    assert {parameter["Name"]: parameter["Value"] for parameter in found}[f"{path}temperature"] == "0.5"
    assert len(found) == 15


def test_the_aws_command_makes_a_user_who_signs_in(cloud: LocalCloud) -> None:
    endpoint, client, pool = cloud.ports.aws_url, cloud.account.client, ("--user-pool-id", cloud.account.client.pool_id)
    name = ("--username", f"Dora-{secrets.token_hex(4)}")
    made = run_aws(endpoint, "cognito-idp", "admin-create-user", *pool, *name)["User"]
    assert (made["UserStatus"], made["Username"]) == ("FORCE_CHANGE_PASSWORD", name[1].lower())
    password = next(user.password for user in cloud.account.users() if user.username == made["Username"])
    given = ("--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters", f"USERNAME={name[1]},PASSWORD={password}")
    answer = run_aws(endpoint, "cognito-idp", "initiate-auth", "--client-id", client.client_id, *given)
    assert answer["ChallengeName"] == "NEW_PASSWORD_REQUIRED"


def test_the_aws_command_sets_how_long_the_history_is_kept(cloud: LocalCloud) -> None:
    name = ("--name", "/teachers_assistant/dev/history_retention_days")
    run_aws(cloud.ports.aws_url, "ssm", "put-parameter", "--type", "String", *name, "--value", "30")
    assert run_aws(cloud.ports.aws_url, "ssm", "get-parameter", *name)["Parameter"]["Value"] == "30"
    cloud.account._ssm.delete_parameter(name[1])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "rebound.example"}, 403),
    ],
)
async def test_web_pages_cannot_drive_the_apis(
    http: ClientSession, cloud: LocalCloud, headers: dict[str, str], status: int
) -> None:
    url = f"{cloud.ports.aws_url}/{cloud.account.client.pool_id}/.well-known/jwks.json"
    async with http.get(url, headers=headers) as response:
        assert response.status == status

"""The AWS APIs as the real `aws` command meets them."""

from __future__ import annotations

import json
import os
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
    assert len(found) == 12


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

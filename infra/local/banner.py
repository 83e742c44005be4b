"""What `make run` prints once everything answers."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.local.credentials import PLACEHOLDER
from infra.local.parameters import DEFAULT_MODEL, EMBEDDED_MODEL, PATH
from infra.local.state import User
from infra.local.supervisor import LocalCloud


def banner(cloud: LocalCloud) -> str:
    """Returns the text."""
    users = "\n".join(_user_line(user) for user in cloud.account.users())
    example = (
        f"AWS_ACCESS_KEY_ID={PLACEHOLDER} AWS_SECRET_ACCESS_KEY={PLACEHOLDER} {_aws_command()} "
        f"--region {cloud.region} \\\n             --endpoint-url {cloud.ports.aws_url}"
    )
    return f"""
Teacher's Assistant is ready: {cloud.ports.public_url}

{users}

model:     {_model_line(cloud)}
AWS APIs:  {cloud.ports.aws_url}, on this machine only; pool {cloud.account.client.pool_id}; for example
           {example} ssm get-parameters-by-path --path {PATH}
data:      {cloud.data}
logs:      {cloud.chat_log} (chat server), {cloud.log} (everything around it)
stop:      Ctrl-C
"""


def _user_line(user: User) -> str:
    if not user.enabled:
        return f"user: {user.username}  disabled"
    if user.status == "FORCE_CHANGE_PASSWORD":
        return f"user: {user.username}  temporary password: {user.password}"
    return f"user: {user.username}  password: the one this user has set"


def _model_line(cloud: LocalCloud) -> str:
    model = cloud.account.parameter(DEFAULT_MODEL)
    if cloud.credentials is None:
        found = "no AWS credentials were found"
    else:
        found = f"AWS credentials were found: {cloud.credentials}"
    if model == EMBEDDED_MODEL:
        return f"the small embedded demonstration model ({found})"
    return f"{model or 'the built-in default'}, as default_model_id says ({found})"


def _aws_command() -> str:
    command = Path(sys.executable).with_name("aws")
    if not command.exists():
        return "aws"
    return str(command.relative_to(Path.cwd())) if command.is_relative_to(Path.cwd()) else str(command)

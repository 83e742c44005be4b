"""What `make run` prints once everything answers."""

from __future__ import annotations

from infra.local.aws_apis.aws_command import aws_command
from infra.local.aws_apis.parameters import ADDRESS, DEFAULT_MODEL, EMBEDDED_MODEL, PATH
from infra.local.aws_apis.state import User
from infra.local.supervisor import LocalCloud


def banner(cloud: LocalCloud) -> str:
    """Returns the text."""
    users = "\n".join(_user_line(user) for user in cloud.account.users())
    aws = aws_command(cloud.aws_config)
    return f"""
Teacher's Assistant is ready: {cloud.ports.public_url}

{users}

model:     {_model_line(cloud)}
AWS APIs:  {cloud.ports.aws_url}, on this machine only; pool {cloud.account.client.pool_id}; for example
           {aws} ssm get-parameters-by-path --path {PATH}
           {aws} ssm put-parameter --overwrite --type String --name {ADDRESS} --value http://127.0.0.1:11434/v1
data:      {cloud.data}
logs:      {cloud.chat_log} (chat server), {cloud.log} (everything around it)
stop:      Ctrl-C
"""


def _user_line(user: User) -> str:
    states = {
        "FORCE_CHANGE_PASSWORD": f"temporary password: {user.password}",
        "CONFIRMED": "password: the one this user has set",
        "UNCONFIRMED": "not confirmed, cannot sign in",
        "RESET_REQUIRED": "password has to be reset, cannot sign in",
    }
    state = states[user.status] if user.enabled else "disabled"
    return f"user: {user.username}  {state}"


def _model_line(cloud: LocalCloud) -> str:
    model = cloud.account.parameter(DEFAULT_MODEL)
    if cloud.credentials is None:
        found = "no AWS credentials were found"
    else:
        found = f"AWS credentials were found: {cloud.credentials}"
    if model == EMBEDDED_MODEL:
        return f"the small embedded demonstration model ({found})"
    return f"{model or 'the built-in default'}, as default_model_id says ({found})"

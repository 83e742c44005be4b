"""How long somebody stays in whom an administrator removes."""

from typing import Any

from infra.aws.deployed_stack import find_stack
from infra.doctor.account import AwsAccount
from infra.doctor.check import NotAsked, ToDo

MAX_MINUTES = 60
_MINUTES = {"seconds": 1 / 60, "minutes": 1, "hours": 60, "days": 24 * 60}
_DEFAULT_HOURS = 1  # of an access token, where the client says nothing


def check_removal(account: AwsAccount) -> str:
    """Measure how long an access token is good, for so long nobody asks the user pool again."""
    outputs = _outputs(account)
    client = account.client("cognito-idp").describe_user_pool_client(
        UserPoolId=outputs["CognitoUserPoolId"], ClientId=outputs["CognitoClientId"]
    )["UserPoolClient"]
    minutes = round(_access_token_minutes(client))
    if minutes > MAX_MINUTES:
        raise ToDo(
            f"Who is removed from the user pool stays in for up to {minutes} minutes: set the app client's access "
            f"token validity to {MAX_MINUTES} minutes or less."
        )
    command = "python -m chat.history deny SUB"
    if table := outputs.get("HistoryTable"):
        command = f"HISTORY_URL=dynamodb://{table} AWS_REGION={account.region} .venv/bin/{command}"
    return f"who is removed from the user pool is out within {minutes} minutes; at once with `{command}`"


def _outputs(account: AwsAccount) -> dict[str, str]:
    stack = find_stack(account.client("cloudformation"), account.config.stack_name)
    if stack is None:
        raise NotAsked("nothing is deployed yet.")
    found = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", ())}
    if not {"CognitoUserPoolId", "CognitoClientId"} <= found.keys():
        raise NotAsked("the stack has no outputs yet.")
    return found


def _access_token_minutes(client: dict[str, Any]) -> float:
    unit = client.get("TokenValidityUnits", {}).get("AccessToken", "hours")
    return float(client.get("AccessTokenValidity", _DEFAULT_HOURS)) * _MINUTES[unit]

"""Whether the model that answers by default may be called."""

import re

from infra.doctor.account import Account
from infra.doctor.check import NotAsked, ToDo

BUILT_IN = "us.amazon.nova-2-lite-v1:0"  # where the parameter is not set
_PROFILE = re.compile(r"(us|us-gov|eu|apac|jp|au|ca|global)\.")
_WANTED = {
    "agreementAvailability": "AVAILABLE",
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}


def ask(account: Account) -> str:
    """What Bedrock says of the default model."""
    model = account.parameters.get("default_model_id", BUILT_IN)
    if model == "embedded" and account.is_local:
        return "embedded, which a laptop has"
    if model == "embedded":
        raise ToDo("default_model_id is embedded, which the image does not hold: name a Bedrock model there.")
    if model.startswith(("my-", "sagemaker", "openai_compatible", "ollama/", "arn:")):
        raise NotAsked(f"{model} is not one of Bedrock's own models.")
    found = account.client("bedrock").get_foundation_model_availability(modelId=_PROFILE.sub("", model, count=1))
    states = {name: found[name]["status"] if isinstance(found[name], dict) else found[name] for name in _WANTED}
    if states["regionAvailability"] != _WANTED["regionAvailability"]:
        raise ToDo(f"{model} is not offered in {account.region}: choose another region, or default_model_id.")
    if states != _WANTED:
        raise ToDo(f"{model} may not be called yet: open it once in Bedrock's console, or allow it to your account.")
    return model

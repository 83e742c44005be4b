"""Whether the parameters are set, the default model may be called, and the guardrail lets a harmless question pass."""

import re

from botocore.exceptions import ClientError

from infra.doctor.account import AwsAccount
from infra.doctor.check import NotAsked, ToDo

# Further parameters that a value of default_model_id requires.
_REQUIRED_PARAMETERS = {
    "sagemaker": ("sagemaker_model_endpoint",),
    "openai_compatible": ("openai_compatible_url", "openai_compatible_model"),
}


def check_parameters(account: AwsAccount) -> str:
    """Check that the default model's parameters are not placeholders."""
    found, path = account.parameters, f"/teachers_assistant/{account.environment}/"
    if not found:
        raise ToDo(f"There are no parameters below {path}: deploy them first, see docs/deploy.md.")
    placeholders = sorted(name for name, value in found.items() if value.startswith("my-"))
    model = found.get("default_model_id", "")
    missing = [name for name in ("default_model_id", *_REQUIRED_PARAMETERS.get(model, ())) if name in placeholders]
    if missing:
        raise ToDo(
            f"Still placeholders, and the default model needs them: {', '.join(path + name for name in missing)}."
        )
    unset = f"; placeholders, so not offered: {', '.join(placeholders)}" if placeholders else ""
    return f"{len(found)} below {path}{unset}"


BUILT_IN_MODEL = "us.amazon.nova-2-lite-v1:0"  # where the parameter is not set
_PROFILE = re.compile(r"(us|us-gov|eu|apac|jp|au|ca|global)\.")
_REQUIRED_STATES = {
    "agreementAvailability": "AVAILABLE",
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}


def check_model(account: AwsAccount) -> str:
    """Check that Bedrock allows the default model, or that its endpoint on SageMaker is in service."""
    model = account.parameters.get("default_model_id", BUILT_IN_MODEL)
    if model == "embedded" and account.is_local:
        return "embedded, which a laptop has"
    if model == "embedded":
        raise ToDo("default_model_id is embedded, which the image does not hold: name a Bedrock model there.")
    if model == "sagemaker":
        return _check_endpoint(account)
    if model.startswith(("my-", "openai_compatible", "ollama/", "arn:")):
        raise NotAsked(
            f"{model} is not one of Bedrock's own models, and only the server can reach it: once it runs, "
            "“Ask the default model” on the page Status shows whether it answers."
        )
    found = account.client("bedrock").get_foundation_model_availability(modelId=_PROFILE.sub("", model, count=1))
    states = {
        name: found[name]["status"] if isinstance(found[name], dict) else found[name] for name in _REQUIRED_STATES
    }
    if states["regionAvailability"] != _REQUIRED_STATES["regionAvailability"]:
        raise ToDo(f"{model} is not offered in {account.region}: choose another region, or default_model_id.")
    if states != _REQUIRED_STATES:
        raise ToDo(f"{model} may not be called yet: open it once in Bedrock's console, or allow it to your account.")
    return model


def _check_endpoint(account: AwsAccount) -> str:
    endpoint = account.parameters.get("sagemaker_model_endpoint", "my-")
    if endpoint.startswith("my-"):
        raise NotAsked("sagemaker_model_endpoint is a placeholder.")
    try:
        state = account.client("sagemaker").describe_endpoint(EndpointName=endpoint)["EndpointStatus"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationException":
            raise
        raise ToDo(
            f"SageMaker has no endpoint {endpoint} in {account.region}: create it, or correct sagemaker_model_endpoint."
        ) from error
    if state != "InService":
        raise ToDo(f"The endpoint {endpoint} on SageMaker is {state}: wait until it is InService, or look at its log.")
    return f"sagemaker, endpoint {endpoint}"


_HARMLESS = "What is two plus three?"
_NO_SUCH_GUARDRAIL = ("ResourceNotFoundException", "ValidationException")


def check_guardrail(account: AwsAccount) -> str:
    """Check that the guardrail exists and lets a harmless question pass."""
    guardrail, version = (account.parameters.get(f"bedrock_guardrail_{part}", "my-") for part in ("id", "version"))
    if guardrail.startswith("my-"):
        return "none is set"
    version = "DRAFT" if version.startswith("my-") else version
    named = f"{guardrail}, version {version},"
    try:
        found = account.client("bedrock-runtime").apply_guardrail(
            guardrailIdentifier=guardrail,
            guardrailVersion=version,
            source="INPUT",
            content=[{"text": {"text": _HARMLESS}}],
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in _NO_SUCH_GUARDRAIL:
            raise
        raise ToDo(
            f"Bedrock has no guardrail {named} in {account.region}, so no model there is asked anything: correct "
            "bedrock_guardrail_id and bedrock_guardrail_version."
        ) from None
    if found["action"] != "NONE":
        raise ToDo(f"The guardrail {named} intervenes at “{_HARMLESS}”: look at its rules in Bedrock's console.")
    return f"{named} lets a harmless question pass"

"""Puts the deployment's own guardrail into the parameters by which servers use it, and takes it out again.

The parameters are in a stack of their own, and what an operator has set is never overwritten.
"""

from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.aws.config import GUARDRAIL_ID, GUARDRAIL_VERSION, Config
from infra.aws.deployed_stack import find_stack

_UNSET = "my-bedrock-guardrail-"


class GuardrailNotInForce(Exception):
    """The parameters could not be written; the text says what to do, in one sentence."""


def enforce_guardrail(config: Config) -> str | None:
    """Write id and version of the deployed guardrail into the parameters.

    Args:
        config: What was deployed.

    Returns:
        A sentence that says what was done; None if the deployment has no guardrail.

    Raises:
        GuardrailNotInForce: AWS refuses, or does not answer.
    """
    try:
        made = _deployed_guardrail(config)
        if made is None:
            return None
        identifier, version = made
        ssm = boto3.client("ssm", region_name=config.region)
        current = _stored(ssm, config, "id")
        if not current.startswith(_UNSET) and current not in ("", identifier):
            return f"The parameter bedrock_guardrail_id names another guardrail, {current}; it stays as it is."
        # The version first: it is of no use without an id, and an id without its version would be a draft.
        _store(ssm, config, "version", version)
        _store(ssm, config, "id", identifier)
    except (BotoCoreError, ClientError) as error:
        raise GuardrailNotInForce(
            f"The guardrail is made and not in force: bedrock_guardrail_id could not be written ({error})."
        ) from error
    return f"Guardrail {identifier}, version {version}, is in force within 30 seconds."


def retire_guardrail(config: Config) -> str | None:
    """Unset the parameters if they name the deployment's own guardrail, which is about to be deleted.

    Args:
        config: What is deployed next.

    Returns:
        A sentence if it cannot be known whether there is a guardrail; CDK may have other credentials.

    Raises:
        GuardrailNotInForce: AWS refuses to have the parameters written.
    """
    try:
        made = _deployed_guardrail(config)
    except (BotoCoreError, ClientError) as error:
        return f"Whether {config.stack_name} has a guardrail, which would be deleted, could not be looked up: {error}"
    if made is None:
        return None
    try:
        ssm = boto3.client("ssm", region_name=config.region)
        if _stored(ssm, config, "id") == made[0]:
            _store(ssm, config, "id", f"{_UNSET}id")
            _store(ssm, config, "version", f"{_UNSET}version")
    except (BotoCoreError, ClientError) as error:
        raise GuardrailNotInForce(
            "The guardrail is about to be deleted and bedrock_guardrail_id, which names it, could not be unset "
            f"({error}); nothing was changed."
        ) from error
    return None


def _deployed_guardrail(config: Config) -> tuple[str, str] | None:
    """Return id and version of the deployed guardrail; None if there is none."""
    stack = find_stack(boto3.client("cloudformation", region_name=config.region), config.stack_name)
    outputs = {one["OutputKey"]: str(one["OutputValue"]) for one in (stack or {}).get("Outputs", [])}
    return (outputs[GUARDRAIL_ID], outputs[GUARDRAIL_VERSION]) if GUARDRAIL_ID in outputs else None


def _name(config: Config, part: str) -> str:
    return f"/teachers_assistant/{config.environment}/bedrock_guardrail_{part}"


def _stored(ssm: Any, config: Config, part: str) -> str:
    found = ssm.get_parameters(Names=[_name(config, part)])["Parameters"]
    return str(found[0]["Value"]) if found else ""


def _store(ssm: Any, config: Config, part: str, value: str) -> None:
    ssm.put_parameter(Name=_name(config, part), Value=value, Type="String", Overwrite=True)

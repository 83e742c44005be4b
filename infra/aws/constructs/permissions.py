"""What the server may ask of AWS."""

from collections.abc import Mapping, Sequence

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from infra.aws.acknowledged import acknowledge_wildcard

_MODELS = ("inference-profile", "application-inference-profile", "custom-model-deployment")
# Bedrock asks for StartIngestionJob where one document is added.
_DOCUMENTS = ("IngestKnowledgeBaseDocuments", "DeleteKnowledgeBaseDocuments", "StartIngestionJob")


def allow(
    role: iam.IRole,
    sid: str,
    actions: Sequence[str],
    resources: Sequence[str],
    *,
    because: str | None = None,
    conditions: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Let a role do something with what is named.

    Args:
        role: Who.
        sid: What for.
        actions: What.
        resources: With what.
        because: Why a name ends in a star, where one does.
        conditions: When only.
    """
    statement = iam.PolicyStatement(
        sid=sid, actions=list(actions), resources=list(resources), conditions=conditions or None
    )
    role.add_to_principal_policy(statement)
    if because:
        for resource in resources:
            acknowledge_wildcard(role, resource, because)


def grant_parameters(role: iam.IRole, environment: str) -> None:
    """Let the server read its parameters."""
    arn = _arn(role, "ssm", f"parameter/teachers_assistant/{environment}")
    reason = "The operator adds parameters below the path."
    allow(role, "Parameters", ["ssm:GetParametersByPath"], [arn, f"{arn}/*"], because=reason)


def grant_bedrock(role: iam.IRole) -> None:
    """Let the server ask models: by the account's own names for them, and what these reach, in several regions."""
    models = [_arn(role, "bedrock", f"{kind}/*") for kind in _MODELS]
    anywhere = f"arn:{Stack.of(role).partition}:bedrock:*::foundation-model/*"
    actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    reason = "Which model answers is a parameter, and changes while the server runs."
    allow(role, "Models", actions, [*models, anywhere], because=reason)


def grant_knowledge_base(role: iam.IRole, identifier: str) -> None:
    """Let the server remember, recall and forget facts in one knowledge base."""
    verbs = ("Retrieve", "ListDataSources", *_DOCUMENTS)
    resource = _arn(role, "bedrock", f"knowledge-base/{identifier}")
    allow(role, "Memory", [f"bedrock:{verb}" for verb in verbs], [resource])


def grant_endpoints(role: iam.IRole, names: Sequence[str]) -> None:
    """Let the server ask models of our own on SageMaker."""
    kinds = ("endpoint", "inference-component")
    resources = [_arn(role, "sagemaker", f"{kind}/{name}") for name in names for kind in kinds]
    actions = ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"]
    allow(role, "Endpoints", actions, resources, because="The operator named the pattern in the context.")


def _arn(role: iam.IRole, service: str, resource: str) -> str:
    stack = Stack.of(role)
    return f"arn:{stack.partition}:{service}:{stack.region}:{stack.account}:{resource}"

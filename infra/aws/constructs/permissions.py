"""The permissions of the server's role."""

from collections.abc import Mapping, Sequence

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from infra.aws.accepted_findings import acknowledge_wildcard

_MODELS = ("inference-profile", "application-inference-profile", "custom-model-deployment")
# Bedrock asks for StartIngestionJob where one document is added.
_DOCUMENTS = ("IngestKnowledgeBaseDocuments", "DeleteKnowledgeBaseDocuments", "StartIngestionJob")

_PEOPLE = (
    "AdminAddUserToGroup",
    "AdminCreateUser",
    "AdminDisableUser",
    "AdminEnableUser",
    "AdminGetUser",
    "AdminListGroupsForUser",
    "AdminRemoveUserFromGroup",
    "AdminUserGlobalSignOut",
    "ListGroups",
    "ListUsers",
)


def allow(
    role: iam.IRole,
    sid: str,
    actions: Sequence[str],
    resources: Sequence[str],
    *,
    because: str | None = None,
    conditions: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Add one statement to a role's policy.

    Args:
        role: The role.
        sid: Id of the statement.
        actions: Allowed actions.
        resources: ARNs that the actions apply to.
        because: Reason for a wildcard, if there is one.
        conditions: IAM conditions.
    """
    statement = iam.PolicyStatement(
        sid=sid, actions=list(actions), resources=list(resources), conditions=conditions or None
    )
    role.add_to_principal_policy(statement)
    if because:
        for resource in resources:
            acknowledge_wildcard(role, resource, because)


def grant_parameters(role: iam.IRole, environment: str) -> None:
    """Grant reading the parameters."""
    arn = _arn(role, "ssm", f"parameter/teachers_assistant/{environment}")
    reason = "The operator adds parameters below the path."
    allow(role, "Parameters", ["ssm:GetParametersByPath"], [arn, f"{arn}/*"], because=reason)


def grant_bedrock(role: iam.IRole) -> None:
    """Grant invoking models through inference profiles, and the foundation models behind these in several regions."""
    models = [_arn(role, "bedrock", f"{kind}/*") for kind in _MODELS]
    anywhere = f"arn:{Stack.of(role).partition}:bedrock:*::foundation-model/*"
    actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    reason = "Which model answers is a parameter, and changes while the server runs."
    allow(role, "Models", actions, [*models, anywhere], because=reason)


def grant_guardrail(role: iam.IRole, arn: str) -> None:
    """Grant asking one guardrail."""
    allow(role, "Guardrail", ["bedrock:ApplyGuardrail"], [arn])


def grant_knowledge_base(role: iam.IRole, identifier: str) -> None:
    """Grant adding, retrieving and deleting documents of one knowledge base."""
    verbs = ("Retrieve", "ListDataSources", *_DOCUMENTS)
    resource = _arn(role, "bedrock", f"knowledge-base/{identifier}")
    allow(role, "Memory", [f"bedrock:{verb}" for verb in verbs], [resource])


def grant_endpoints(role: iam.IRole, names: Sequence[str]) -> None:
    """Grant invoking the configured SageMaker endpoints."""
    kinds = ("endpoint", "inference-component")
    resources = [_arn(role, "sagemaker", f"{kind}/{name}") for name in names for kind in kinds]
    actions = ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"]
    allow(role, "Endpoints", actions, resources, because="The operator named the pattern in the context.")


def grant_people(role: iam.IRole, pool_arn: str) -> None:
    """Grant what the page "People" does in one user pool: nothing deletes a person or changes an address."""
    allow(role, "People", [f"cognito-idp:{verb}" for verb in _PEOPLE], [pool_arn])


def grant_traces(role: iam.IRole) -> None:
    """Grant sending traces to X-Ray."""
    actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    allow(role, "Traces", actions, ["*"], because="X-Ray has no resources to name for these.")


def _arn(role: iam.IRole, service: str, resource: str) -> str:
    stack = Stack.of(role)
    return f"arn:{stack.partition}:{service}:{stack.region}:{stack.account}:{resource}"

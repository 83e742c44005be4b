"""The configuration of a deployment: the context of `cdk.json`, read and validated first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from infra.aws import context_values
from infra.aws.profiles import PROFILES
from infra.aws.provider import OidcProvider, Provider, SamlProvider

NO_CERTIFICATE = (
    "There is no certificate: the load balancer sends people to Cognito's login from an HTTPS listener only, and that "
    "needs one. Three ways out: domain_name and hosted_zone, and the certificate is made for you; domain_name and "
    "certificate_arn, a certificate that ACM already has for that name; or certificate_arn alone, for a "
    "demonstration on the load balancer's own address, where browsers warn of it."
)

# The managed prefix list `com.amazonaws.global.cloudfront.origin-facing`; each region has its own id for it.
ORIGIN_FACING = {
    "ap-northeast-1": "pl-58a04531",
    "ap-southeast-1": "pl-31a34658",
    "ap-southeast-2": "pl-b8a742d1",
    "eu-central-1": "pl-a3a144ca",
    "eu-west-1": "pl-4fa04526",
    "eu-west-2": "pl-93a247fa",
    "us-east-1": "pl-3b927c52",
    "us-east-2": "pl-b6a144df",
    "us-west-1": "pl-4ea04527",
    "us-west-2": "pl-82a045eb",
}
GUARDRAIL_ID, GUARDRAIL_VERSION = "GuardrailId", "GuardrailVersion"  # outputs of the stack
CLOUDFRONT_REGION = "us-east-1"  # where CloudFront's certificates and web ACLs live
SESSIONS_PER_VCPU = 50
ANSWERS_PER_VCPU = 120  # as chat/settings.py has it

_MEMORY = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4097, 1024)),
    1024: tuple(range(2048, 8193, 1024)),
    2048: tuple(range(4096, 16385, 1024)),
    4096: tuple(range(8192, 30721, 1024)),
}


class ConfigError(Exception):
    """The context cannot be deployed; the text says why, in one sentence."""


class EdgeKind(Enum):
    """How the load balancer is reached."""

    VPC_ORIGIN = "vpc-origin"
    PUBLIC_ALB = "public-alb"
    ALB_ONLY = "alb-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole context; `docs/context.md` says what each key means, and a test keeps the two in step."""

    environment: str
    profile: str
    region: str
    edge: EdgeKind
    domain_name: str | None
    hosted_zone: str | None
    certificate_arn: str | None
    cloudfront_certificate_arn: str | None
    cloudfront_prefix_list: str | None
    web_acl_arn: str | None
    enable_waf: bool
    vpc_cidr: str
    availability_zones: tuple[str, ...]
    nat_gateways: int
    container_port: int
    desired_count: int
    cpu: int
    memory: int
    enable_auto_scaling: bool
    min_capacity: int
    max_capacity: int
    sessions_per_task: int
    knowledge_base_id: str | None
    sagemaker_endpoints: tuple[str, ...]
    sign_in_provider: str | None
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret_name: str | None
    saml_metadata_url: str | None
    provider_groups_claim: str | None
    provider_groups: tuple[str, ...]
    cognito_domain_prefix: str | None
    enable_people_page: bool
    enable_tracing: bool
    enable_guardrail: bool
    alarm_email: str | None
    monthly_budget: int | None
    log_retention_days: int
    retain_data: bool
    base_image: str | None
    permissions_boundary: str | None

    @property
    def behind_cloudfront(self) -> bool:
        """Whether users reach CloudFront, and only CloudFront reaches the load balancer."""
        return self.edge is not EdgeKind.ALB_ONLY

    @property
    def provider(self) -> Provider | None:
        """With whom people may sign in as well as with a password of the pool."""
        if self.sign_in_provider and self.saml_metadata_url:
            return SamlProvider(self.sign_in_provider, self.saml_metadata_url, self.provider_groups_claim)
        if self.sign_in_provider and self.oidc_issuer and self.oidc_client_id and self.oidc_client_secret_name:
            return OidcProvider(
                self.sign_in_provider,
                self.oidc_issuer,
                self.oidc_client_id,
                self.oidc_client_secret_name,
                self.provider_groups_claim,
            )
        return None

    @property
    def stack_name(self) -> str:
        """The name of the stack."""
        return f"teachers-assistant-{self.environment}"


def read_config(context: Mapping[str, object], region: str | None = None) -> Config:
    """Read the context, fill in the profile's values, and check that all of it fits together.

    Args:
        context: The CDK context; CDK's own keys, which contain a colon or an @, are ignored.
        region: The region of the credentials, used where the context names none.

    Raises:
        ConfigError: If a key is unknown, malformed, or does not fit the others.
    """
    given = {key: value for key, value in context.items() if ":" not in key and "@" not in key and value is not None}
    if unknown := sorted(given.keys() - context_values.READERS.keys()):
        raise ConfigError(f"The context key {unknown[0]} is not known; docs/context.md lists those that are.")
    values: dict[str, object] = {name: _read(name, value) for name, value in given.items()}
    environment = values.get("environment", "dev")
    profile = values.get("profile", "prod" if environment == "prod" else "dev")
    defaults: dict[str, object] = dict.fromkeys(context_values.READERS) | PROFILES[str(profile)]
    defaults |= {"environment": environment, "profile": profile, "region": region or CLOUDFRONT_REGION}
    edge = _edge(values)
    if edge is not EdgeKind.VPC_ORIGIN and profile == "dev":
        defaults["nat_gateways"] = 0  # its tasks have public addresses
    merged = defaults | values | {"edge": edge}
    derived = {
        "min_capacity": merged["desired_count"],
        "max_capacity": max(_number(merged, "desired_count"), _number(merged, "max_capacity")),
        "sessions_per_task": max(1, SESSIONS_PER_VCPU * _number(merged, "cpu") // 1024),
        "cloudfront_prefix_list": ORIGIN_FACING.get(str(merged["region"])),
    }
    config = Config(**(merged | derived | values | {"edge": edge}))  # type: ignore[arg-type]
    if problem := _problem(config):
        raise ConfigError(problem)
    return config


def _read(name: str, value: object) -> object:
    try:
        return context_values.READERS[name](value)
    except (ValueError, TypeError) as reason:
        raise ConfigError(f"The context key {name} must be {reason}.") from None


def _number(values: Mapping[str, object], name: str) -> int:
    return int(str(values[name]))


def _edge(values: Mapping[str, object]) -> EdgeKind:
    if "edge" in values:
        return EdgeKind(values["edge"])
    return EdgeKind.VPC_ORIGIN if "domain_name" in values else EdgeKind.ALB_ONLY


def _problem(config: Config) -> str | None:
    """Return the first inconsistency as a sentence."""
    if config.certificate_arn is None and (config.domain_name is None or config.hosted_zone is None):
        return NO_CERTIFICATE
    if config.hosted_zone is not None and config.domain_name is None:
        return "hosted_zone is the zone of domain_name; give both."
    return _edge_problem(config) or _provider_problem(config) or _size_problem(config)


def _edge_problem(config: Config) -> str | None:
    if config.certificate_arn is not None and f":{config.region}:" not in config.certificate_arn:
        return f"certificate_arn must be of {config.region}, where the load balancer is."
    if not config.behind_cloudfront:
        unused = ("cloudfront_certificate_arn", "web_acl_arn")
        return next((f"{name} is of no use with edge alb-only." for name in unused if getattr(config, name)), None)
    if config.domain_name is None:
        return f"edge {config.edge.value} needs domain_name, the name for which CloudFront answers."
    if config.edge is EdgeKind.VPC_ORIGIN and config.nat_gateways == 0:
        return "edge vpc-origin needs a NAT gateway, through which its internal load balancer reaches Cognito."
    if config.cloudfront_prefix_list is None:
        return (
            f"The id of CloudFront's prefix list in {config.region} is not known here; give it as "
            "cloudfront_prefix_list, as `aws ec2 describe-managed-prefix-lists --filters "
            "Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing` prints it."
        )
    if config.region == CLOUDFRONT_REGION:
        return None
    if config.cloudfront_certificate_arn is None:
        return f"CloudFront takes certificates of {CLOUDFRONT_REGION} only; give one as cloudfront_certificate_arn."
    if config.enable_waf and config.web_acl_arn is None:
        return (
            f"CloudFront takes web ACLs of {CLOUDFRONT_REGION} only; give one as web_acl_arn, or set enable_waf to "
            "false."
        )
    return None


def _provider_problem(config: Config) -> str | None:
    of_oidc = ("oidc_issuer", "oidc_client_id", "oidc_client_secret_name")
    given = [name for name in (*of_oidc, "saml_metadata_url") if getattr(config, name)]
    of_groups = [name for name in ("provider_groups_claim", "provider_groups") if getattr(config, name)]
    if len(of_groups) == 1:
        return "provider_groups_claim and provider_groups need each other."
    if of_groups and config.sign_in_provider is None:
        return "provider_groups needs sign_in_provider, the name on the button of the login."
    if config.sign_in_provider is None:
        return f"{given[0]} needs sign_in_provider, the name on the button of the login." if given else None
    if given == ["saml_metadata_url"] or given == list(of_oidc):
        return None
    return f"sign_in_provider needs either saml_metadata_url, or all of {', '.join(of_oidc)}."


def _size_problem(config: Config) -> str | None:
    if config.memory not in _MEMORY[config.cpu]:
        fitting = ", ".join(str(memory) for memory in _MEMORY[config.cpu])
        return f"Fargate has no task with cpu {config.cpu} and memory {config.memory}; memory may be {fitting}."
    if not config.min_capacity <= config.desired_count <= config.max_capacity:
        return "desired_count must lie between min_capacity and max_capacity."
    if config.nat_gateways > max(2, len(config.availability_zones)):
        return "nat_gateways must not be more than the availability zones, which are two unless they are named."
    if len(config.availability_zones) == 1:
        return "availability_zones must name two or more: a load balancer stands in at least two."
    if config.monthly_budget is not None and config.alarm_email is None:
        return "monthly_budget needs alarm_email, the address that hears of it."
    return None

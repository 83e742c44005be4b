"""Readers of the context's keys; a value is JSON or, from `-c key=value`, text.

A reader raises ValueError whose text ends the sentence "The context key ... must be".
"""

import ipaddress
import re
from collections.abc import Callable

Reader = Callable[[object], object]

_HTTPS = r"(?=.{9,2048}$)https://([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(:\d{1,5})?"

# The retention periods of CloudWatch Logs below one year.
_RETENTIONS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)


def _matching(pattern: str, meaning: str) -> Reader:
    def read(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(meaning)
        return value

    return read


def _listing(one: Reader, meaning: str) -> Reader:
    def read(value: object) -> tuple[object, ...]:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            raise ValueError(meaning)
        try:
            return tuple(one(item.strip() if isinstance(item, str) else item) for item in items if item != "")
        except ValueError:
            raise ValueError(meaning) from None

    return read


def _whole(least: int, most: int) -> Reader:
    def read(value: object) -> int:
        text = "" if isinstance(value, bool) else str(value)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return read


def _one_of(*choices: int | str) -> Reader:
    def read(value: object) -> int | str:
        for choice in choices:
            if not isinstance(value, bool) and str(choice) == str(value):
                return choice
        raise ValueError("one of " + ", ".join(str(choice) for choice in choices))

    return read


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise ValueError("true or false")


def _private_network(value: object) -> str:
    meaning = "a private network from /16 to /24, such as 10.0.0.0/16"
    try:
        network = ipaddress.IPv4Network(str(value))
    except ValueError:
        raise ValueError(meaning) from None
    if not network.is_private or not 16 <= network.prefixlen <= 24:
        raise ValueError(meaning)
    return str(network)


READERS: dict[str, Reader] = {
    "environment": _matching(r"[a-z][a-z0-9-]{0,11}", "1 to 12 small letters, digits and dashes, such as dev"),
    "profile": _one_of("dev", "prod"),
    "region": _matching(r"[a-z]{2}-[a-z]+-\d", "a region such as us-east-1"),
    "edge": _one_of("vpc-origin", "public-alb", "alb-only"),
    "domain_name": _matching(
        r"(?=.{4,64}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}",
        "the name that people type, in small letters, such as chat.example.com",
    ),
    "hosted_zone": _matching(
        r"Z[A-Z0-9]{5,31}",
        "the id of the zone in Route 53, as `aws route53 list-hosted-zones` prints it after /hostedzone/",
    ),
    "certificate_arn": _matching(
        r"arn:aws:acm:[a-z0-9-]+:\d{12}:certificate/[0-9a-f-]+", "the ARN of a certificate in ACM"
    ),
    "cloudfront_certificate_arn": _matching(
        r"arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]+", "the ARN of a certificate in ACM of us-east-1"
    ),
    "cloudfront_prefix_list": _matching(r"pl-[0-9a-f]{8,17}", "the id of a prefix list, such as pl-3b927c52"),
    "web_acl_arn": _matching(
        r"arn:aws:wafv2:us-east-1:\d{12}:global/webacl/[\w-]+/[0-9a-f-]+",
        "the ARN of a web ACL for CloudFront, of us-east-1",
    ),
    "enable_waf": _yes_or_no,
    "vpc_cidr": _private_network,
    "availability_zones": _listing(
        _matching(r"[a-z]{2}-[a-z]+-\d[a-z]", ""), "a list of availability zones such as us-east-1a"
    ),
    "nat_gateways": _whole(0, 3),
    "container_port": _whole(1024, 65535),
    "desired_count": _whole(1, 100),
    "cpu": _one_of(256, 512, 1024, 2048, 4096),
    "memory": _whole(512, 30720),
    "enable_auto_scaling": _yes_or_no,
    "min_capacity": _whole(1, 100),
    "max_capacity": _whole(1, 100),
    "sessions_per_task": _whole(1, 10000),
    "knowledge_base_id": _matching(
        r"[0-9A-Z]{10}", "the id of a Bedrock knowledge base: ten capital letters and digits"
    ),
    "sagemaker_endpoints": _listing(
        _matching(r"[A-Za-z0-9][A-Za-z0-9-]{2,62}\*?", ""),
        "a list of endpoint names on SageMaker; one may end in *, after at least three characters",
    ),
    "sign_in_provider": _matching(
        r"(?!(Cognito|COGNITO|Facebook|Google|LoginWithAmazon|SignInWithApple)$)[A-Za-z][A-Za-z0-9-]{2,31}",
        "3 to 32 letters, digits and dashes, the name on a button, and none that Cognito keeps for itself",
    ),
    "oidc_issuer": _matching(
        rf"{_HTTPS}[\w.~/%-]*(?<!/)", "the provider's https address, without a slash at its end, a query or a password"
    ),
    "oidc_client_id": _matching(r"[\w.:/@-]{1,255}", "the client's id, as the provider shows it"),
    "oidc_client_secret_name": _matching(
        r"teachers-assistant-[A-Za-z0-9_-]{1,60}",
        "the name of a secret in Secrets Manager that begins with teachers-assistant-, and never the secret",
    ),
    "saml_metadata_url": _matching(
        rf"{_HTTPS}[\w.~/%-]*(\?[\w.~/%=&+-]*)?", "the https address of the provider's metadata, without a password"
    ),
    "provider_groups_claim": _matching(r"[\w.:/-]{1,256}", "the name of the claim or attribute that holds the groups"),
    "provider_groups": _listing(
        _matching(r'(?! )[^=,"\[\]\x00-\x1f]{1,128}=(?!admins$)[A-Za-z][\w-]{0,63}', ""),
        "a list of groups of the provider with a group here, such as Staff=teachers; none counts as admins",
    ),
    "cognito_domain_prefix": _matching(
        r"(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
        "small letters, digits and dashes, without aws, amazon or cognito",
    ),
    "enable_people_page": _yes_or_no,
    "enable_tracing": _yes_or_no,
    "enable_guardrail": _yes_or_no,
    "alarm_email": _matching(r"[^@\s'\"`$\\]+@[^@\s'\"`$\\]+\.[^@\s'\"`$\\]+", "an e-mail address"),
    "monthly_budget": _whole(1, 1000000),
    "log_retention_days": _one_of(*_RETENTIONS),
    "retain_data": _yes_or_no,
    "base_image": _matching(r"[\w./:@-]+", "the name of a container image"),
    "permissions_boundary": _matching(r"[\w+=,.@-]{1,128}", "the name of a policy in IAM"),
}

"""The checks before a deployment, in the order in which a deployment would fail."""

from infra.doctor import account_checks, domain_checks, model_checks, session_checks
from infra.doctor.account import AwsAccount
from infra.doctor.check import Check

ACCOUNT_CHECKS: tuple[Check[AwsAccount], ...] = (
    Check("credentials", account_checks.check_credentials),
    Check("region", account_checks.check_region),
    Check("context", account_checks.check_context),
    Check("bootstrap", account_checks.check_bootstrap),
    Check("quotas", account_checks.check_quotas),
    Check("certificate", domain_checks.check_certificate),
    Check("delegation", domain_checks.check_delegation),
    Check("parameters", model_checks.check_parameters),
    Check("model access", model_checks.check_model),
    Check("guardrail", model_checks.check_guardrail),
    Check("removal", session_checks.check_removal),
)

"""The checks before a deployment, in the order in which things fail."""

from infra.doctor.account import Account
from infra.doctor.before import (
    bootstrap,
    certificate,
    context,
    credentials,
    delegation,
    model,
    parameters,
    quotas,
    region,
)
from infra.doctor.check import Check

CHECKS: tuple[Check[Account], ...] = (
    Check("credentials", credentials.ask),
    Check("region", region.ask),
    Check("context", context.ask),
    Check("bootstrap", bootstrap.ask),
    Check("quotas", quotas.ask),
    Check("certificate", certificate.ask),
    Check("delegation", delegation.ask),
    Check("parameters", parameters.ask),
    Check("model access", model.ask),
)

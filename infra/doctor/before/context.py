"""What is going to be deployed."""

from infra.aws.config import ConfigError
from infra.doctor.account import Account
from infra.doctor.check import ToDo


def ask(account: Account) -> str:
    """Whether the context fits together; if not, its own sentence says why."""
    try:
        config = account.config
    except ConfigError as reason:
        raise ToDo(str(reason)) from None
    return f"{config.stack_name}, edge {config.edge.value}, profile {config.profile}"

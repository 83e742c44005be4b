"""Whether the parameters are there, and what is chosen is filled in."""

from infra.doctor.account import Account
from infra.doctor.check import ToDo

# What a choice of default_model_id leans on.
_NEEDED = {
    "sagemaker": ("sagemaker_model_endpoint",),
    "openai_compatible": ("openai_compatible_url", "openai_compatible_model"),
}


def ask(account: Account) -> str:
    """Whether a placeholder is in the way of the default model."""
    found, path = account.parameters, f"/teachers_assistant/{account.environment}/"
    if not found:
        raise ToDo(f"There are no parameters below {path}: deploy them first, see docs/deploy.md.")
    placeholders = sorted(name for name, value in found.items() if value.startswith("my-"))
    model = found.get("default_model_id", "")
    missing = [name for name in ("default_model_id", *_NEEDED.get(model, ())) if name in placeholders]
    if missing:
        raise ToDo(
            f"Still placeholders, and the default model needs them: {', '.join(path + name for name in missing)}."
        )
    unset = f"; placeholders, so not offered: {', '.join(placeholders)}" if placeholders else ""
    return f"{len(found)} below {path}{unset}"

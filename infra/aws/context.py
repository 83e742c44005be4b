"""Reads the context that a command line results in, without running CDK."""

import json
from collections.abc import Sequence

from infra.aws.cdk_cli import ROOT
from infra.aws.config import ConfigError


def read_context(arguments: Sequence[str]) -> dict[str, object]:
    """Return `cdk.json`'s context, overridden by `-c key=value` or `--context key=value`.

    Args:
        arguments: The arguments for the CDK CLI.

    Raises:
        ConfigError: If `cdk.json` cannot be read, or a `-c` has no `key=value`.
    """
    try:
        context: dict[str, object] = json.loads((ROOT / "cdk.json").read_text("utf-8")).get("context", {})
    except (OSError, ValueError) as reason:
        raise ConfigError(f"cdk.json cannot be read: {reason}.") from None
    words = iter(arguments)
    for word in words:
        if word in ("-c", "--context"):
            pair = next(words, "")
        elif word.startswith("--context="):
            pair = word.removeprefix("--context=")
        else:
            continue
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise ConfigError("After -c comes key=value.")
        context[key] = value
    return context

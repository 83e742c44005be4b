"""The `aws` command that speaks to the local APIs, of either version, whatever else this machine has configured."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from infra.local.aws_apis.credentials import PLACEHOLDER
from infra.local.storage import write_private

PROFILE = "local"


def write_config(path: Path, region: str, endpoint: str) -> None:
    """Writes a configuration of the AWS CLI with one profile.

    Version 1 of the CLI fetches a value that looks like an address and stores what it finds there: not with this one.
    """
    lines = (
        f"[profile {PROFILE}]",
        f"region = {region}",
        f"endpoint_url = {endpoint}",
        f"aws_access_key_id = {PLACEHOLDER}",
        f"aws_secret_access_key = {PLACEHOLDER}",
        "cli_follow_urlparam = false",
    )
    write_private(path, "".join(f"{line}\n" for line in lines).encode())


def aws_command(config: Path) -> str:
    """Returns the beginning of every command, as a shell takes it."""
    command = Path(sys.executable).with_name("aws")
    name = _short(command) if command.exists() else "aws"
    return f"AWS_CONFIG_FILE={shlex.quote(_short(config))} {shlex.quote(name)} --profile {PROFILE}"


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)

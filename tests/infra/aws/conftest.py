"""Every edge in both profiles, synthesised once, offline, in this process.

CDK and cfn-lint are imported where they are used: one starts a Node, both are large, and every worker collects these
tests, while one runs them.
"""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.aws.config import Config, read_config
from tests.support.aws_apis import every_service

ROOT = Path(__file__).parents[3]
ZONE = {"domain_name": "chat.example.com", "hosted_zone": "Z0123456789ABC"}
CERTIFICATE = {"certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-1111-2222-333344445555"}
EVERYTHING = {
    "knowledge_base_id": "ABCDE12345",
    "sagemaker_endpoints": ["our-models-*"],
    "alarm_email": "operator@example.com",
    "monthly_budget": 100,
}
EDGES = {"vpc-origin": ZONE, "public-alb": ZONE, "alb-only": CERTIFICATE}
KINDS = [f"{edge}-{profile}" for edge in EDGES for profile in ("dev", "prod")]


@dataclass(frozen=True)
class Synthesised:
    """A stack as CloudFormation would get it.

    Args:
        config: What it was made of.
        folder: Where its files are.
        template: The template.
    """

    config: Config
    folder: Path
    template: dict[str, Any]

    @property
    def path(self) -> Path:
        return self.folder / f"{self.config.stack_name}.template.json"

    def of_type(self, name: str) -> dict[str, dict[str, Any]]:
        """The properties of every resource of a type, by its logical id."""
        resources: dict[str, Any] = self.template["Resources"]
        return {key: one.get("Properties", {}) for key, one in resources.items() if one["Type"] == f"AWS::{name}"}

    def one(self, name: str) -> dict[str, Any]:
        """The properties of the only resource of a type."""
        (only,) = self.of_type(name).values()
        return only


Synthesise = Callable[..., Synthesised]
Stacks = Callable[[str], Synthesised]
Objections = Callable[[Synthesised], list[Any]]
RunAws = Callable[[str], str]


@pytest.fixture(scope="session")
def synthesise(tmp_path_factory: pytest.TempPathFactory) -> Synthesise:
    """Synthesise what a context says; `cdk.json` holds CDK's own switches."""
    from aws_cdk import App, Validations
    from cdk_nag import AwsSolutionsChecks

    from infra.aws.stack import TeachersAssistant

    own = json.loads((ROOT / "cdk.json").read_text())["context"]

    def make(context: dict[str, object], *, nag: bool = False) -> Synthesised:
        folder = tmp_path_factory.mktemp("cdk")
        app = App(analytics_reporting=False, outdir=str(folder), context=own)
        config = read_config(own | context)
        TeachersAssistant(app, config=config)
        if nag:
            Validations.of(app).add_plugins(AwsSolutionsChecks(app))
        app.synth()
        template = json.loads((folder / f"{config.stack_name}.template.json").read_text())
        return Synthesised(config, folder, template)

    return make


@pytest.fixture(scope="session")
def stacks(synthesise: Synthesise) -> Stacks:
    """The six kinds, each made when it is first asked for."""

    @cache
    def of(kind: str) -> Synthesised:
        edge, profile = kind.rsplit("-", 1)
        extra = EVERYTHING if profile == "prod" else {}
        # In production cdk-nag looks on: a finding that nobody acknowledged fails the synthesis.
        return synthesise(EDGES[edge] | extra | {"edge": edge, "environment": profile}, nag=profile == "prod")

    return of


@pytest.fixture(scope="session", params=KINDS)
def stack(request: pytest.FixtureRequest, stacks: Stacks) -> Synthesised:
    """Each of the six."""
    return stacks(request.param)


@pytest.fixture(scope="session")
def objections() -> Objections:
    """What cfn-lint has against a template. Its rules are loaded once, which takes as long as to apply them."""
    from cfnlint.config import ConfigMixIn
    from cfnlint.decode import cfn_json
    from cfnlint.runner import Runner

    linter = Runner(ConfigMixIn(regions=["us-east-1"]))
    return lambda stack: list(linter.validate_template(cfn_json.loads(stack.path.read_text())))


@pytest.fixture(scope="session")
def aws_url() -> Iterator[str]:
    """moto in this process, which other tests may use at the same time: nothing here may reset it."""
    with every_service() as url:
        yield url


@pytest.fixture
def run_aws(aws_url: str, monkeypatch: pytest.MonkeyPatch) -> RunAws:
    """Runs a command line with the real `aws`, and boto3 of this process, against an account that is empty."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "placeholder")
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    role = f"arn:aws:iam::{secrets.randbelow(10**12):012}:role/nobody-elses"
    keys = boto3.Session().client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys["SecretAccessKey"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", keys["SessionToken"])
    # boto3's own session would keep the credentials of the test before.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)

    def run(command: str) -> str:
        ended = subprocess.run(["bash", "-ec", command], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run

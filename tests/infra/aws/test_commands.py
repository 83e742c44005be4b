"""`make synth`, `deploy` and `destroy`: first what it is and what it costs, then the CDK CLI."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import boto3
import pytest

from infra.aws import __main__ as commands
from infra.aws.cdk_cli import CliMissing, fetch_cdk
from infra.aws.config import Config, ConfigError, read_config
from infra.aws.context import read_context
from infra.aws.cost import describe, items
from infra.aws.uploads import EmptyingFailed, empty_uploads
from tests.infra.aws.conftest import EDGES, KINDS, ROOT, RunAws

NAME = ["-c", "domain_name=chat.example.com", "-c", "hosted_zone=Z0123456789ABC"]
STACK = "teachers-assistant-dev"


def config(kind: str) -> Config:
    edge, profile = kind.rsplit("-", 1)
    return read_config(EDGES[edge] | {"edge": edge, "environment": profile})


def total(kind: str) -> float:
    return sum(item.dollars for item in items(config(kind)))


@pytest.fixture
def cdk(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What the CDK CLI was asked to do, instead of asking it."""
    asked: list[Sequence[str]] = []

    def run(arguments: Sequence[str], directory: Path = ROOT) -> int:
        asked.append(arguments)
        return 0

    monkeypatch.setattr(commands, "run_cdk", run)
    monkeypatch.setattr(commands, "fetch_cdk", lambda: None)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    return asked


@pytest.fixture
def fetched() -> None:
    """The CDK CLI, which comes from npm once."""
    try:
        fetch_cdk()
    except CliMissing as reason:
        pytest.skip(str(reason))


@pytest.mark.usefixtures("fetched")
def test_synthesis_runs_offline_with_the_pinned_cli(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "infra.aws", "synth", *NAME, "--output", str(tmp_path)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{STACK} in us-east-1, edge vpc-origin, profile dev:\n")
    assert (tmp_path / f"{STACK}.template.json").exists()


def test_the_cli_is_the_one_that_the_lock_names() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]["aws-cdk"]
    assert re.fullmatch(r"2\.\d+\.\d+", wanted)
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]["node_modules/aws-cdk"]
    assert locked["version"] == wanted
    assert locked["integrity"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_it_makes_and_what_that_costs(kind: str) -> None:
    told = describe(config(kind))
    prices = [float(price) for price in re.findall(r"\$([0-9.]+)$", told, re.MULTILINE)]
    assert prices[-1] == pytest.approx(sum(prices[:-1]), abs=0.05)
    assert ("NAT" in told) == (config(kind).nat_gateways > 0)
    assert ("Web ACL" in told) == config(kind).enable_waf


def test_the_cheapest_is_the_cheapest() -> None:
    dev = {kind: total(kind) for kind in KINDS if kind.endswith("dev")}
    assert max(dev, key=lambda kind: dev[kind]) == "vpc-origin-dev"
    assert all(total(kind) < total(kind.replace("dev", "prod")) for kind in dev)


@pytest.mark.parametrize("command", ["synth", "diff", "deploy"])
def test_what_was_told_is_what_is_made(
    command: str, cdk: list[Sequence[str]], run_aws: RunAws, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main([command, *NAME]) == 0
    ((first, *rest),) = cdk
    assert first == command
    assert rest[-6:] == ["--context", "region=us-east-1", *NAME]
    assert "About, a month" in capsys.readouterr().out


def test_without_a_certificate_nothing_is_asked_of_aws(
    cdk: list[Sequence[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["deploy"]) == 1
    assert cdk == []
    assert capsys.readouterr().err.startswith("There is no certificate")


@pytest.mark.parametrize("answer", ["", "yes\n", "prod\n"])
def test_nothing_is_destroyed_by_accident(
    answer: str, cdk: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert commands.main(["destroy", *NAME]) == 1
    assert cdk == []
    assert capsys.readouterr().out.endswith("Nothing was destroyed.\n")


def test_what_is_to_go_goes_with_its_attachments(
    cdk: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch, run_aws: RunAws
) -> None:
    client, bucket = boto3.client("s3"), made_uploads()
    monkeypatch.setattr("sys.stdin", io.StringIO("dev\n"))
    assert commands.main(["destroy", *NAME]) == 0
    assert client.list_objects_v2(Bucket=bucket)["KeyCount"] == 0
    assert [words[:2] for words in cdk] == [["destroy", "--force"]]


def test_what_is_kept_is_kept(
    cdk: list[Sequence[str]],
    monkeypatch: pytest.MonkeyPatch,
    run_aws: RunAws,
    capsys: pytest.CaptureFixture[str],
) -> None:
    client, bucket = boto3.client("s3"), made_uploads()
    monkeypatch.setattr("sys.stdin", io.StringIO("dev\n"))
    assert commands.main(["destroy", *NAME, "-c", "retain_data=true"]) == 0
    assert client.list_objects_v2(Bucket=bucket)["KeyCount"] == 1
    assert "--no-enable-termination-protection" in capsys.readouterr().out


def made_uploads() -> str:
    """A stack that has a bucket with a file in it."""
    template = {
        "Resources": {"Uploads": {"Type": "AWS::S3::Bucket"}},
        "Outputs": {"UploadsBucket": {"Value": {"Ref": "Uploads"}}},
    }
    stack = boto3.client("cloudformation")
    stack.create_stack(StackName=STACK, TemplateBody=json.dumps(template))
    (found,) = stack.describe_stacks(StackName=STACK)["Stacks"]
    bucket = str(found["Outputs"][0]["OutputValue"])
    boto3.client("s3").put_object(Bucket=bucket, Key="users/somebody/picture.png", Body=b"...")
    return bucket


def test_a_stack_that_is_not_there_has_nothing_to_empty(run_aws: RunAws) -> None:
    empty_uploads("teachers-assistant-none", "us-east-1")


def test_an_account_is_readied_without_a_certificate(cdk: list[Sequence[str]]) -> None:
    where = "aws://111122223333/us-east-1"
    assert commands.main(["bootstrap", where]) == 0
    assert cdk == [["bootstrap", where]]


def test_it_says_so_when_aws_does_not_answer(run_aws: RunAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(EmptyingFailed, match="could not be deleted"):
        empty_uploads(STACK, "us-east-1")


def test_the_command_line_lies_over_cdk_json() -> None:
    read = read_context(["--context", "environment=prod", "-c", "cpu=1024", "--context=memory=2048"])
    assert (read["environment"], read["cpu"], read["memory"]) == ("prod", "1024", "2048")
    assert read["vpc_cidr"] == "10.0.0.0/16"


@pytest.mark.parametrize("words", [["-c"], ["-c", "cpu"], ["--context", "=5"]])
def test_a_context_without_key_and_value_is_refused(words: list[str]) -> None:
    with pytest.raises(ConfigError, match="key=value"):
        read_context(words)


def test_every_finding_of_checkov_that_stays_has_a_reason() -> None:
    lines = (ROOT / "infra" / "aws" / "checkov.yaml").read_text().splitlines()
    skipped = [number for number, line in enumerate(lines) if line.startswith("  - CKV")]
    assert skipped
    for number in skipped:
        before = next(line for line in reversed(lines[:number]) if not line.startswith("  - CKV"))
        assert before.startswith("  # ")

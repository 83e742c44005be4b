"""Every command of docs/deploy.md is one: the real `aws` takes it, the Makefile has it, the CDK knows its context."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.aws.context_values import READERS
from infra.doctor.__main__ import parse
from tests.support.aws_apis import every_service

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "deploy.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]

# Runs the real CLI for each line of arguments on standard input, and writes the exit statuses to a file.
RUN = """
import json, pathlib, sys
from awscli.clidriver import create_clidriver
statuses, aws = [], create_clidriver()
for arguments in json.load(sys.stdin):
    try:
        statuses.append(aws.main(arguments))
    except SystemExit as wrong:
        statuses.append(wrong.code)
pathlib.Path(sys.argv[1]).write_text(json.dumps(statuses))
"""
DONE, REFUSED_BY_SERVICE = 0, 255  # what is not there yet cannot be described; a wrong word would be 2 or 252


def invocations() -> Iterator[str]:
    """The commands one by one, those inside `$( )` too."""
    for command in COMMANDS:
        yield from re.findall(r"\$\(([^)]*)\)", command)
        yield re.sub(r"\$\([^)]*\)", "captured", command)


def of(program: str) -> list[list[str]]:
    return [words[1:] for words in map(shlex.split, invocations()) if words[0] == program]


@pytest.fixture
def aws() -> Iterator[dict[str, str]]:
    """The environment in which `aws` talks to moto."""
    with every_service() as url:
        yield {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": "us-east-1",
        }


def test_the_shell_can_read_every_block() -> None:
    assert len(COMMANDS) > 20
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL):
        assert subprocess.run(["bash", "-n", "-c", block], capture_output=True, check=False).returncode == 0, block


def test_only_known_programs_are_used() -> None:
    assert {shlex.split(command)[0] for command in COMMANDS} == {"aws", "export", "make", "npx"}


def test_the_real_aws_takes_every_command(aws: dict[str, str], tmp_path: Path) -> None:
    names = {"$POOL": "us-east-1_Example12", "$TASK": "0123456789abcdef0123456789abcdef"}
    asked = [[names.get(word, word) for word in words] for words in of("aws")]
    ended = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "statuses")],
        input=json.dumps(asked),
        env=aws,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    statuses = json.loads((tmp_path / "statuses").read_text())
    wrong = [words for words, status in zip(asked, statuses, strict=True) if status not in (DONE, REFUSED_BY_SERVICE)]
    assert not wrong, ended.stderr
    assert ended.stderr.count("An error occurred (") == statuses.count(REFUSED_BY_SERVICE)
    assert statuses.count(DONE) > len(statuses) / 3


def test_make_knows_every_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {words[0] for words in of("make")}
    assert {"doctor", "image", "sbom"} <= told
    assert told <= targets


def test_the_context_has_every_key() -> None:
    used = set(re.findall(r"-c\s(\w+)=", TEXT))
    assert {"domain_name", "hosted_zone"} <= used
    assert used <= READERS.keys()


def test_the_doctor_takes_what_it_is_given() -> None:
    asked = [dict(word.split("=", 1) for word in words[1:]) for words in of("make") if words[0] == "doctor"]
    urls = [parse([*filter(None, [one.get("URL")]), *shlex.split(one.get("ARGS", ""))]).url for one in asked]
    assert None in urls
    assert len(urls) > 2


def test_the_cdk_is_the_one_that_is_pinned() -> None:
    (told,) = re.findall(r"aws-cdk@([\d.]+)", TEXT)
    assert f'"{told}"' in (ROOT / "package.json").read_text("utf-8")

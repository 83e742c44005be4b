"""The parameters' own stack, with the real `aws`, and what becomes of an operator's edits."""

import dataclasses
from pathlib import Path

import boto3
import pytest

from agents.parameters import ParameterValues, read_values
from infra.aws import parameters
from infra.local.aws_apis.parameters import default_parameters
from tests.infra.aws.conftest import RunAws, Synthesised

STACK = "teachers-assistant-params-dev"
DEPLOY = f"aws cloudformation deploy --stack-name {STACK} --template-file {{}} --parameter-overrides Environment=dev"
EDIT = "aws ssm put-parameter --overwrite --name /teachers_assistant/dev/temperature --value 0.5"

SECRET = "openai_compatible_key"  # CloudFormation makes no SecureString


def stored() -> dict[str, str]:
    pages = boto3.client("ssm").get_paginator("get_parameters_by_path").paginate(Path="/teachers_assistant/dev/")
    return {one["Name"].rsplit("/", 1)[1]: one["Value"] for page in pages for one in page["Parameters"]}


def test_it_is_made_updated_and_deleted_by_itself(run_aws: RunAws) -> None:
    run_aws(DEPLOY.format(parameters.TEMPLATE))
    seeded = stored()
    known = {field.name for field in dataclasses.fields(ParameterValues)} - {"problems", "mcp_secrets", SECRET}
    assert known <= set(seeded) <= known
    assert read_values(seeded, ParameterValues()) == ParameterValues(default_model_id="us.amazon.nova-2-lite-v1:0")

    run_aws(DEPLOY.format(parameters.TEMPLATE) + " MaxResults=5")
    assert stored() == seeded | {"max_results": "5"}

    run_aws(EDIT)
    parameters.deploy("dev", "us-east-1")
    assert stored() == seeded | {"max_results": "5", "temperature": "0.5"}

    run_aws(f"aws cloudformation delete-stack --stack-name {STACK}")
    assert stored() == {}


def test_the_cloud_and_the_laptop_begin_with_the_same_values(run_aws: RunAws) -> None:
    parameters.deploy("dev", "us-east-1")
    laptop = {name.rsplit("/", 1)[1]: value for name, value in default_parameters("").items()}
    del laptop["default_model_id"]
    assert laptop.items() <= stored().items()


def test_another_template_never_overwrites_an_edit(
    run_aws: RunAws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert parameters.deploy("dev", "us-east-1") == f"{STACK} was made."
    name = "/teachers_assistant/dev/temperature"
    boto3.client("ssm").put_parameter(Name=name, Value="0.5", Overwrite=True)
    before = stored()
    # Another default, a description that it did not have, and one parameter more.
    later = parameters.TEMPLATE.read_text().replace('Default: "0.3"', 'Default: "0.7"')
    later = later.replace(
        "      Type: String\n      Name: !Sub", "      Type: String\n      Description: new\n      Name: !Sub"
    )
    later += (
        "  MoreParameter:\n    Type: AWS::SSM::Parameter\n    Properties:\n      Type: String\n"
        '      Name: !Sub /teachers_assistant/${Environment}/more\n      Value: "1"\n'
    )
    monkeypatch.setattr(parameters, "TEMPLATE", tmp_path / "parameters.yaml")
    parameters.TEMPLATE.write_text(later)
    parameters.deploy("dev", "us-east-1")
    after = stored()
    assert {name: after[name] for name in before} == before
    assert after["temperature"] == "0.5"
    assert after["more"] == "1"


def test_the_command_says_what_it_did(run_aws: RunAws, capsys: pytest.CaptureFixture[str]) -> None:
    assert parameters.main(["staging"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "teachers-assistant-params-staging was made."
    assert parameters.main(["staging"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("teachers-assistant-params-staging was up")


def test_it_says_what_went_wrong(
    run_aws: RunAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert parameters.main(["dev"]) == 1
    assert capsys.readouterr().err.startswith("The parameters could not be deployed: ")


def test_the_application_s_stack_holds_none_of_them(stack: Synthesised) -> None:
    assert not stack.of_type("SSM::Parameter")

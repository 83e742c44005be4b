import gzip
import json
from pathlib import Path

import boto3
import botocore.session
import pytest
from botocore.client import BaseClient
from botocore.config import Config

from agents.aws import AwsSession
from agents.aws_descriptions import SERVICES, DescriptionReader

pytestmark = pytest.mark.guard

# Those of `agents` and `chat`, two of which botocore lists by another name or not at all, and what credentials call.
_CLIENTS = [
    "bedrock", "bedrock-agent", "bedrock-agent-runtime", "bedrock-runtime", "cognito-idp", "dynamodb", "s3",
    "sagemaker-runtime", "ssm", "sso", "sso-oidc", "sts",
]  # fmt: skip
_WHERE = [
    ("us-east-1", Config()),
    ("us-east-1", Config(use_fips_endpoint=True)),
    ("us-east-1", Config(use_dualstack_endpoint=True)),
    ("cn-north-1", Config()),
    ("us-gov-west-1", Config()),
]
_KEYS = {"aws_access_key_id": "id", "aws_secret_access_key": "secret"}


def _place(client: BaseClient) -> tuple[str, ...]:
    signer = client._request_signer
    return client.meta.endpoint_url, signer.signing_name, signer.region_name, client.meta.config.signature_version


def _operations(client: BaseClient) -> str:
    model = client.meta.service_model
    shapes = {name: model.shape_for(name) for name in model.shape_names}
    described = {name: [shape.type_name, shape.metadata, shape.serialization] for name, shape in shapes.items()}
    parameters = [[parameter.name, parameter.type] for parameter in model.client_context_parameters]
    return json.dumps([client.meta.method_to_api_mapping, described, parameters])


@pytest.mark.parametrize("service", _CLIENTS)
def test_client_is_as_botocore_makes_it(service: str) -> None:
    session = boto3.Session()
    stock = [session.client(service, region, config=config, **_KEYS) for region, config in _WHERE]
    ours = [AwsSession(region).client(service, config, **_KEYS) for region, config in _WHERE]
    assert [_place(client) for client in ours] == [_place(client) for client in stock]
    assert _operations(ours[0]) == _operations(stock[0])


def test_no_documentation_and_no_other_endpoint_is_kept() -> None:
    reader = botocore.session.get_session().get_component("data_loader")
    stock = reader.load_service_model("ssm", "service-2")
    reader = botocore.session.get_session().get_component("data_loader")
    reader.file_loader = DescriptionReader()
    ours = reader.load_service_model("ssm", "service-2")
    message = "botocore describes its services in another way: agents/aws_descriptions.py keeps what nobody reads"
    assert len(json.dumps(ours)) < len(json.dumps(stock)) / 2, message
    for partition in reader.load_data("endpoints")["partitions"]:
        assert SERVICES.issuperset(partition["services"]), message
        assert partition["partition"] != "aws" or set(partition["services"]) == SERVICES, message


def test_member_that_is_called_documentation_is_kept(tmp_path: Path) -> None:
    members = {"documentation": {"shape": "Text", "documentation": "What it says."}}
    with gzip.open(tmp_path / "service-2.json.gz", "wt") as file:
        json.dump({"members": members}, file)
    read = DescriptionReader().load_file(str(tmp_path / "service-2"))
    assert read == {"members": {"documentation": {"shape": "Text", "documentation": ""}}}
    assert DescriptionReader().load_file(str(tmp_path / "missing")) is None

"""The live parameters against moto's SSM over real HTTP."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from agents import settings
from agents.settings import Parameters, ParameterValues, read_values

PATH = "/teachers_assistant/test/"


@pytest.fixture(scope="module")
def moto_url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def ssm(moto_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", moto_url)
    client = boto3.client(
        "ssm", region_name="us-east-1", aws_access_key_id="seed", aws_secret_access_key="seed", endpoint_url=moto_url
    )
    yield client
    stored = client.get_paginator("get_parameters_by_path").paginate(Path=PATH)
    names = [parameter["Name"] for page in stored for parameter in page["Parameters"]]
    for start in range(0, len(names), 10):
        client.delete_parameters(Names=names[start : start + 10])


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question reads anew."""
    monkeypatch.setattr(settings, "FRESH_SECONDS", 0.0)


def put(ssm: Any, kind: str = "String", **values: str) -> None:
    for name, value in values.items():
        ssm.put_parameter(Name=PATH + name, Value=value, Type=kind, Overwrite=True)


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.name == "agents.settings"]


async def test_nothing_stored_gives_the_defaults(ssm: Any) -> None:
    values = await Parameters("us-east-1", "test").current()
    assert values == ParameterValues()
    assert (values.default_model_id, values.temperature, values.max_results, values.min_score) == (None, 0.3, 9, 1e-6)


async def test_a_change_is_in_force_without_a_restart(ssm: Any, impatient: None) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5", default_model_id="arn:aws:bedrock:us-east-1:1:custom-model-deployment/x")
    assert (await parameters.current()).temperature == 0.5
    put(ssm, temperature="0.7")
    values = await parameters.current()
    assert values.temperature == 0.7
    assert values.default_model_id == "arn:aws:bedrock:us-east-1:1:custom-model-deployment/x"


async def test_values_are_read_once_while_they_are_fresh(ssm: Any) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5")
    await parameters.current()
    put(ssm, temperature="0.7")
    assert (await parameters.current()).temperature == 0.5


async def test_more_than_a_page_and_secure_strings_are_read(ssm: Any) -> None:
    put(ssm, **{f"other_{number}": "x" for number in range(25)})
    put(ssm, kind="SecureString", xgboost_model_endpoint="loan-model")
    put(ssm, max_results="12")
    values = await Parameters("us-east-1", "test").current()
    assert (values.xgboost_model_endpoint, values.max_results) == ("loan-model", 12)


async def test_a_placeholder_and_a_deleted_value_count_as_unset(ssm: Any, impatient: None) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, sagemaker_model_endpoint="my-sagemaker-model-endpoint", temperature="0.5")
    values = await parameters.current()
    assert (values.sagemaker_model_endpoint, values.temperature) == (None, 0.5)
    ssm.delete_parameter(Name=PATH + "temperature")
    assert (await parameters.current()).temperature == 0.3


async def test_a_bad_value_keeps_the_last_good_one_and_is_reported(
    ssm: Any, impatient: None, caplog: pytest.LogCaptureFixture
) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5")
    await parameters.current()
    put(ssm, temperature="hot")
    with caplog.at_level(logging.WARNING, "agents"):
        values = await parameters.current()
        await parameters.current()
    assert values.temperature == 0.5
    assert values.problems == ("The parameter temperature is not a number from 0 to 1; 0.5 stays in force.",)
    assert logged(caplog) == ["parameters_unusable"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("temperature", "2"),
        ("temperature", "nan"),
        ("temperature", "-0.1"),
        ("max_results", "0"),
        ("max_results", "9.5"),
        ("max_results", "²"),
        ("max_results", "9" * 5000),
        ("min_score", "inf"),
        ("default_model_id", "two words"),
        ("default_model_id", "x" * 3000),
    ],
)
def test_unusable_values(name: str, text: str) -> None:
    values = read_values({name: text}, ParameterValues())
    assert getattr(values, name) == getattr(ParameterValues(), name)
    assert len(values.problems) == 1
    assert text not in values.problems[0] or len(text) == 1


async def test_ssm_down_leaves_the_last_good_values_and_is_logged_once(
    impatient: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", f"http://{host}:{port}")
    keys = {"aws_access_key_id": "seed", "aws_secret_access_key": "seed"}
    put(boto3.client("ssm", region_name="us-east-1", **keys), temperature="0.5")
    parameters = Parameters("us-east-1", "test")
    await parameters.current()
    server.stop()
    for _ in range(3):
        assert (await parameters.current()).temperature == 0.5
        assert parameters._reading is not None
        await parameters._reading
    assert logged(caplog) == ["parameters_unreachable"]


async def test_an_ssm_that_never_answers_delays_one_question_only(
    monkeypatch: pytest.MonkeyPatch, impatient: None
) -> None:
    """The server accepts and stays silent; the second question must not wait, although the first read still does."""
    monkeypatch.setattr(settings, "_PATIENCE_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", f"http://127.0.0.1:{silent.getsockname()[1]}")
        parameters = Parameters("us-east-1", "test")
        assert await parameters.current() == ParameterValues()
        reading = parameters._reading
        assert reading is not None
        assert not reading.done()
        assert await parameters.current() == ParameterValues()
        assert not reading.done()
        await reading


async def test_many_questions_at_once_read_once(ssm: Any) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5")
    values = await asyncio.gather(*(parameters.current() for _ in range(20)))
    assert {one.temperature for one in values} == {0.5}


async def test_without_credentials_and_endpoint_ssm_is_not_called(caplog: pytest.LogCaptureFixture) -> None:
    parameters = Parameters("us-east-1", "test")
    assert await parameters.current() == ParameterValues()
    assert parameters._client is None
    assert logged(caplog) == ["parameters_not_configured"]

"""The live parameters against moto's SSM over real HTTP."""

import asyncio
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from aiohttp import web
from moto.server import ThreadedMotoServer

from agents.models.factory import ModelFactory
from agents.parameters import Parameters, ParameterValues, read_values
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.support import ask
from tests.support.waiting import PATIENCE

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
    monkeypatch.setattr("agents.parameters._MAX_WAIT_SECONDS", PATIENCE)  # a busy machine reads for longer than 2 s
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
    """Makes every question read the parameters again."""
    monkeypatch.setattr("agents.parameters.FRESH_SECONDS", 0.0)


def put(ssm: Any, kind: str = "String", **values: str) -> None:
    for name, value in values.items():
        ssm.put_parameter(Name=PATH + name, Value=value, Type=kind, Overwrite=True)


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.name == "agents.parameters"]


async def test_empty_store_gives_the_defaults(ssm: Any) -> None:
    values = await Parameters("us-east-1", "test").current()
    assert values == ParameterValues()
    assert (values.default_model_id, values.temperature, values.max_results, values.min_score) == (None, 0.3, 9, 1e-6)


async def test_change_takes_effect_without_a_restart(ssm: Any, impatient: None) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5", default_model_id="arn:aws:bedrock:us-east-1:1:custom-model-deployment/x")
    assert (await parameters.current()).temperature == 0.5
    put(ssm, temperature="0.7")
    values = await parameters.current()
    assert values.temperature == 0.7
    assert values.default_model_id == "arn:aws:bedrock:us-east-1:1:custom-model-deployment/x"


async def test_fresh_values_are_not_read_again(ssm: Any) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5")
    await parameters.current()
    put(ssm, temperature="0.7")
    assert (await parameters.current()).temperature == 0.5


async def test_all_pages_and_secure_strings_are_read(ssm: Any) -> None:
    put(ssm, **{f"other_{number}": "x" for number in range(25)})
    put(ssm, kind="SecureString", xgboost_model_endpoint="loan-model")
    put(ssm, max_results="12")
    values = await Parameters("us-east-1", "test").current()
    assert (values.xgboost_model_endpoint, values.max_results) == ("loan-model", 12)


async def test_placeholder_and_deleted_value_count_as_unset(ssm: Any, impatient: None) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, sagemaker_model_endpoint="my-sagemaker-model-endpoint", temperature="0.5")
    values = await parameters.current()
    assert (values.sagemaker_model_endpoint, values.temperature) == (None, 0.5)
    ssm.delete_parameter(Name=PATH + "temperature")
    assert (await parameters.current()).temperature == 0.3


async def test_bad_value_keeps_the_last_good_one_and_is_reported(
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
        ("temperature", "0.1,0.2"),
        ("temperature", "true"),
        ("sagemaker_model_endpoint", "x" * 3000),
        ("bedrock_custom_model_family", "llama"),
        ("openai_compatible_url", "http://169.254.169.254/v1"),
        ("openai_compatible_url", "http://8.8.8.8/v1"),
        ("openai_compatible_url", "models.example/v1"),
        ("openai_compatible_key", "two words"),
    ],
)
def test_unusable_value_becomes_a_problem(name: str, text: str) -> None:
    values = read_values({name: text}, ParameterValues())
    assert getattr(values, name) == getattr(ParameterValues(), name)
    assert len(values.problems) == 1
    assert text not in values.problems[0] or len(text) == 1


async def test_unreachable_ssm_keeps_the_last_good_values_and_is_logged_once(
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


async def test_silent_ssm_delays_one_question_only(monkeypatch: pytest.MonkeyPatch, impatient: None) -> None:
    """The server accepts and sends nothing; the second question does not wait, although the first read still does."""
    monkeypatch.setattr("agents.parameters._FIRST_MAX_WAIT_SECONDS", 0.05)
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


class DelayedSsm(BedrockFake):
    """An SSM that answers once `free` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.free = asyncio.Event()

    async def _ssm(self, request: web.Request) -> web.Response:
        await self.free.wait()
        return await super()._ssm(request)


async def test_first_read_is_awaited_longer_than_later_ones(monkeypatch: pytest.MonkeyPatch, impatient: None) -> None:
    monkeypatch.setattr("agents.parameters._MAX_WAIT_SECONDS", 0.01)
    monkeypatch.setattr("agents.parameters._FIRST_MAX_WAIT_SECONDS", PATIENCE)
    async with DelayedSsm() as ssm:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", ssm.url)
        ssm.parameters["temperature"] = "0.5"
        parameters = Parameters("us-east-1", "test")
        first = asyncio.create_task(parameters.current())
        await asyncio.sleep(0.1)
        assert not first.done()
        ssm.free.set()
        assert (await first).temperature == 0.5

        ssm.free.clear()
        ssm.parameters["temperature"] = "0.7"
        assert (await parameters.current()).temperature == 0.5
        ssm.free.set()
        assert parameters._reading is not None
        await parameters._reading
        assert parameters._values.temperature == 0.7


async def test_concurrent_questions_share_one_read(ssm: Any) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temperature="0.5")
    values = await asyncio.gather(*(parameters.current() for _ in range(20)))
    assert {one.temperature for one in values} == {0.5}


async def test_without_credentials_and_endpoint_ssm_is_not_called(caplog: pytest.LogCaptureFixture) -> None:
    parameters = Parameters("us-east-1", "test")
    assert await parameters.current() == ParameterValues()
    assert parameters._client is None
    assert logged(caplog) == ["parameters_not_configured"]


async def test_secret_is_neither_shown_nor_logged(ssm: Any, impatient: None, caplog: pytest.LogCaptureFixture) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, kind="SecureString", openai_compatible_key="sk-first")
    assert (await parameters.current()).openai_compatible_key == "sk-first"
    put(ssm, kind="SecureString", openai_compatible_key="sk-second with a space")
    with caplog.at_level(logging.INFO):
        values = await parameters.current()
    assert values.openai_compatible_key == "sk-first"
    assert values.problems == (
        "The parameter openai_compatible_key is not a key without spaces; the last good one stays in force.",
    )
    logged = [{**record.__dict__, "taskName": None} for record in caplog.records]  # asyncio's, such as "Task-1"
    assert "sk-" not in f"{values!r}{logged}"


async def test_secret_in_plain_text_is_reported(ssm: Any) -> None:
    put(ssm, openai_compatible_key="sk-first")
    values = await Parameters("us-east-1", "test").current()
    assert values.openai_compatible_key == "sk-first"
    assert values.problems == (
        "The parameter openai_compatible_key is stored in plain text; store it as a SecureString.",
    )


@pytest.mark.parametrize(
    ("default", "missing"), [("sagemaker", "sagemaker_model_endpoint"), ("openai_compatible", "openai_compatible_url")]
)
def test_default_model_without_its_parameters_is_reported(default: str, missing: str) -> None:
    values = read_values({"default_model_id": default}, ParameterValues())
    assert values.default_model_id is None
    assert values.problems[0] == f"The parameter default_model_id is {default}, but {missing} is not set."


async def test_unknown_names_are_ignored_and_logged_once(
    ssm: Any, impatient: None, caplog: pytest.LogCaptureFixture
) -> None:
    parameters = Parameters("us-east-1", "test")
    put(ssm, temprature="0.5")
    for _ in range(3):
        assert await parameters.current() == ParameterValues()
    put(ssm, colour="blue")
    await parameters.current()
    names = [record.__dict__["names"] for record in caplog.records if record.message == "parameters_unknown"]
    assert names == [["temprature"], ["colour"]]


def aws(url: str, *arguments: str) -> None:
    subprocess.run(
        [str(Path(sys.executable).with_name("aws")), "--region", "us-east-1", "--endpoint-url", url, "ssm", *arguments],
        env={**os.environ, "AWS_ACCESS_KEY_ID": "operator", "AWS_SECRET_ACCESS_KEY": "operator"},
        capture_output=True,
        check=True,
    )


async def test_command_of_the_operator_takes_effect_on_the_next_question(
    ssm: Any, moto_url: str, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uses the real command, the real API, and the temperature in every request of the next answer."""
    clock = [0.0]
    monkeypatch.setattr("agents.parameters._now", lambda: clock[0])
    factory, parameters = ModelFactory("us-east-1"), Parameters("us-east-1", "test")
    context = TurnContext("o", "t", factory, parameters)

    async def temperatures() -> set[float]:
        bedrock.requests.clear()
        bedrock.on("You are the Teacher", calls(("m1", "math_assistant", {"query": "1 + 1"})))
        bedrock.on("patient mathematics teacher", says("2"))
        bedrock.on("You are the Teacher", says("2"))
        await ask("What is 1 + 1?", context)
        assert len(bedrock.requests) == 3
        return {body["inferenceConfig"]["temperature"] for body in bedrock.requests}

    assert await temperatures() == {0.3}
    put_parameter = ("put-parameter", "--overwrite", "--name")
    aws(moto_url, *put_parameter, f"{PATH}temperature", "--type", "String", "--value", "0.5")
    aws(moto_url, *put_parameter, f"{PATH}openai_compatible_key", "--type", "SecureString", "--value", "sk-test")
    clock[0] += 30
    assert await temperatures() == {0.5}
    assert (await parameters.current()).openai_compatible_key == "sk-test"
    put(ssm, temperature="hot")
    clock[0] += 30
    assert await temperatures() == {0.5}
    assert (await parameters.current()).problems
    aws(moto_url, "delete-parameter", "--name", f"{PATH}temperature")
    clock[0] += 30
    assert await temperatures() == {0.3}
    assert not (await parameters.current()).problems
    await factory.close()


async def test_unreachable_ssm_is_logged_once_a_minute(
    credentials: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("agents.parameters._now", lambda: clock[0])
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:1")
    parameters = Parameters("us-east-1", "test")
    for seconds, lines in ((0, 1), (30, 1), (29, 1), (2, 1), (30, 2)):
        clock[0] += seconds
        assert await parameters.current() == ParameterValues()
        assert parameters._reading is not None
        await parameters._reading
        assert logged(caplog) == ["parameters_unreachable"] * lines

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from agents.aws import AwsSession
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.connections import Connections
from agents.models.factory import DEFAULT_BEDROCK
from tests.agents.fakes.bedrock import BedrockFake, Refusal, says
from tests.agents.fakes.scripted import AnswerMessage
from tests.agents.models.serving import model_at, read_request, reply_text, serving


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Writes credentials into the file where people have theirs."""
    file = tmp_path / "credentials"

    def write(key: str) -> None:
        file.write_text(f"[default]\naws_access_key_id = {key}\naws_secret_access_key = secret\n")

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    write("old")
    return write


def key(headers: dict[str, str]) -> str:
    return headers["Authorization"].split("Credential=")[1].split("/")[0]


@pytest.mark.usefixtures("credentials")
async def test_expired_credentials_are_renewed_once(
    bedrock: BedrockFake, keys: Callable[[str], None], runtime: BedrockRuntime
) -> None:
    model = StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime)

    def brain(_: Any) -> AnswerMessage:
        if key(bedrock.headers[-1]) == "new":
            return says("Hi.")
        keys("new")
        return Refusal(403, "ExpiredTokenException")

    bedrock.think(brain)
    assert await reply_text(model) == await reply_text(model) == "Hi."
    assert [key(headers) for headers in bedrock.headers] == ["old", "new", "new"]


@pytest.mark.usefixtures("keys")
async def test_expired_credentials_without_others_are_a_refusal(runtime: BedrockRuntime, bedrock: BedrockFake) -> None:
    model = StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime)
    bedrock.think(lambda _: Refusal(403, "ExpiredTokenException"))
    with pytest.raises(ClientError):
        await reply_text(model)
    assert len(bedrock.requests) == 1


FETCH = """
import datetime, json, pathlib, sys, time
while not (key := pathlib.Path(sys.argv[1]).read_text()):
    time.sleep(0.02)
until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=5)
told = {"AccessKeyId": key, "SecretAccessKey": "s", "SessionToken": "t", "Expiration": until.isoformat()}
print(json.dumps(told | {"Version": 1}))
"""


@pytest.fixture
def fetched(credentials: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Credentials for five minutes come from a command, which waits until the key is in this file."""
    script, config, file = tmp_path / "fetch.py", tmp_path / "config", tmp_path / "key"
    file.touch()
    script.write_text(FETCH)
    config.write_text(f"[default]\ncredential_process = {sys.executable} {script} {file}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    return file


async def test_fetching_credentials_does_not_block_the_loop(
    bedrock: BedrockFake, fetched: Path, runtime: BedrockRuntime
) -> None:
    """Only a loop that is not blocked can write the key for which the command waits."""
    bedrock.think(lambda _: says("Hi."))
    made = asyncio.create_task(asyncio.to_thread(StreamingBedrockModel, DEFAULT_BEDROCK, 0.3, runtime))

    async def asking() -> str:
        return await reply_text(await made)

    for name in ("first", "second"):
        answer = asyncio.create_task(asking())
        await asyncio.sleep(0.05)
        await asyncio.to_thread(fetched.write_text, name)
        assert await answer == "Hi."
        await asyncio.to_thread(fetched.write_text, "")
    assert [key(headers) for headers in bedrock.headers] == ["first", "second"]
    assert bedrock.headers[0]["X-Amz-Security-Token"] == "t"


async def test_api_key_of_bedrock_is_sent(
    secured: BedrockFake, runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "abc")
    secured.think(lambda _: says("Hi."))
    assert await reply_text(StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime)) == "Hi."
    assert secured.headers[0]["Authorization"] == "Bearer abc"


@pytest.mark.parametrize(
    ("region", "fips", "host"),
    [
        ("us-east-1", "false", "bedrock-runtime.us-east-1.amazonaws.com"),
        ("us-gov-west-1", "true", "bedrock-runtime-fips.us-gov-west-1.amazonaws.com"),
        ("cn-north-1", "false", "bedrock-runtime.cn-north-1.amazonaws.com.cn"),
    ],
)
async def test_host_fits_region_and_partition_and_is_reached_by_the_proxy(
    credentials: None, monkeypatch: pytest.MonkeyPatch, region: str, fips: str, host: str
) -> None:
    wanted: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wanted.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", fips)
    connections = Connections()
    runtime = BedrockRuntime(AwsSession(region), connections)
    async with serving(refuse) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        with pytest.raises(EndpointConnectionError):
            await reply_text(StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime))
        await connections.close()
    runtime.close()
    assert wanted == [f"CONNECT {host}:443 HTTP/1.1".encode()]


async def test_redirection_is_not_followed(runtime: BedrockRuntime, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[bytes] = []

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await read_request(reader))
        writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")

    async with serving(elsewhere) as url:
        with pytest.raises(ClientError):
            await reply_text(await model_at(url, runtime, monkeypatch))
    assert len(requests) == 1

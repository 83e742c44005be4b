import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError

from agents.aws import AwsSession, LazyClient, error_code, run_blocking
from tests.support.waiting import PATIENCE


class RoomError(Exception):
    """The error of a room that calls AWS."""


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "GetObject")


def test_error_code_of_a_refusal_without_one_is_empty() -> None:
    assert error_code(refusal("NoSuchKey")) == "NoSuchKey"
    assert error_code(ClientError({}, "GetObject")) == ""


async def test_result_of_a_blocking_call_is_returned(executor: ThreadPoolExecutor) -> None:
    assert await run_blocking(executor, threading.get_ident, RoomError) != threading.get_ident()


@pytest.mark.parametrize(
    ("error", "message"), [(refusal("SlowDown"), "SlowDown"), (NoRegionError(), "NoRegionError")], ids=["code", "type"]
)
async def test_errors_of_the_sdk_become_the_error_of_the_room(
    executor: ThreadPoolExecutor, error: ClientError | BotoCoreError, message: str
) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(RoomError, match=f"^{message}$") as raised:
        await run_blocking(executor, fail, RoomError)
    assert raised.value.__cause__ is error


async def test_a_submitted_call_runs_to_its_end_when_the_caller_is_cancelled(executor: ThreadPoolExecutor) -> None:
    release, ended = threading.Event(), threading.Event()
    blocker = asyncio.create_task(run_blocking(executor, lambda: release.wait(PATIENCE), RoomError))
    waiting = asyncio.create_task(run_blocking(executor, ended.set, RoomError))
    await asyncio.sleep(0)  # both are submitted
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    release.set()
    await blocker
    assert await asyncio.to_thread(ended.wait, PATIENCE)


def test_client_is_created_once_and_shared_by_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    client = LazyClient(AwsSession("us-east-1"), "s3", Config())
    with ThreadPoolExecutor(8) as executor:
        assert len({id(found) for found in executor.map(lambda _: client.get(), range(32))}) == 1
    client.close()


def test_client_that_was_never_used_is_closed_without_being_created() -> None:
    LazyClient(AwsSession("us-east-1"), "no-such-service", Config()).close()

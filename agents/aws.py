"""The boto3 session that everything shares, and its credentials; nothing here calls a service of AWS."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from functools import cache
from typing import Any, TypeVar

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from agents.aws_descriptions import DescriptionReader

logger = logging.getLogger(__name__)

T = TypeVar("T")

_RETRY_SECONDS = 60.0


class AwsSession:
    """A boto3 session of one region, from which all clients are made.

    The methods may read files and call the container's credential endpoint, so call them in a thread.
    """

    def __init__(self, region: str) -> None:
        self.region = region
        self._lock = threading.RLock()
        self._session: boto3.Session | None = None
        self._has_credentials = False
        self._searched_at = float("-inf")

    @property
    def session(self) -> boto3.Session:
        """The boto3 session in force, made at its first use."""
        with self._lock:
            if self._session is None:
                self._session = _new_session(self.region)
            return self._session

    def has_credentials(self) -> bool:
        """Return whether there are credentials; while there are none, they are looked for once a minute."""
        with self._lock:
            if self.known_credentials() is None:
                try:
                    fresh = _new_session(self.region)
                    self._has_credentials = fresh.get_credentials() is not None
                    if self._has_credentials or self._session is None:
                        self._session = fresh
                except BotoCoreError as error:
                    logger.warning("credentials_unreadable", extra={"error_type": type(error).__name__})
                self._searched_at = time.monotonic()
            return self._has_credentials

    def known_credentials(self) -> bool | None:
        """Return whether there are credentials, without looking for them; None when they should be looked for."""
        if self._has_credentials:
            return True
        return None if time.monotonic() - self._searched_at > _RETRY_SECONDS else False

    def renew(self, expired: boto3.Session) -> bool:
        """Replace a session whose credentials AWS calls expired; return whether there are other credentials."""
        with self._lock:
            if self.session is expired:
                fresh = _new_session(self.region)
                if _frozen_credentials(fresh) != _frozen_credentials(expired):
                    self._session = fresh
            return self.session is not expired

    def client(self, service: str, config: Config | None = None, **keys: str) -> Any:
        """Return a new client; the lock is there because a session is not safe to use from several threads."""
        with self._lock:
            return self.session.client(service, config=config, **keys)

    def emulable_client(self, service: str, config: Config) -> Any:
        """Return a new client, which needs no credentials where an emulator replaces the service."""
        keys: dict[str, str] = {}
        if not self.has_credentials() and endpoint_is_overridden(service):
            # An emulator demands a signature and accepts any.
            keys = {"aws_access_key_id": "placeholder", "aws_secret_access_key": "placeholder"}
        return self.client(service, config, **keys)


class LazyClient:
    """A client of one service, which is created at its first use and which all threads share.

    Args:
        aws: Makes the client.
        service: The service, such as `s3`.
        config: How long it waits, and how often it tries.
    """

    def __init__(self, aws: AwsSession, service: str, config: Config) -> None:
        self._aws = aws
        self._service = service
        self._config = config
        self._lock = threading.Lock()
        self._client: Any = None

    def get(self) -> Any:
        """Return the client; the first call may read files and call the credential endpoint, so call it in a thread."""
        with self._lock:  # a client may be used by several threads, but not created by several
            if self._client is None:
                self._client = self._aws.emulable_client(self._service, self._config)
            return self._client

    def close(self) -> None:
        """Close the connections, if there are any."""
        with self._lock:
            if self._client is not None:
                self._client.close()


def _new_session(region: str) -> boto3.Session:
    """Return a session of its own credentials, whose clients share what botocore has read of AWS's descriptions."""
    core = botocore.session.get_session()
    session = boto3.Session(region_name=region, botocore_session=core)
    # After boto3's constructor, which adds a folder of its own to the reader that it finds, each time.
    core.register_component("data_loader", _descriptions())
    return session


@cache
def _descriptions() -> Any:
    """Return the one reader of the descriptions: its clients take a hundredth of a second to make, not an eighth."""
    reader = botocore.session.get_session().get_component("data_loader")
    reader.file_loader = DescriptionReader()
    return reader


def _frozen_credentials(session: boto3.Session) -> Any:
    credentials = session.get_credentials()
    return credentials and credentials.get_frozen_credentials()


def endpoint_is_overridden(service: str) -> bool:
    """Return whether the environment gives another endpoint for a service, as it does on a laptop."""
    name = service.upper().replace("-", "_")
    return bool(os.environ.get(f"AWS_ENDPOINT_URL_{name}") or os.environ.get("AWS_ENDPOINT_URL"))


def error_code(error: ClientError) -> str:
    """Return the code by which AWS names a refusal, such as `ThrottlingException`; empty if there is none."""
    return str(error.response.get("Error", {}).get("Code", ""))


async def run_blocking(executor: Executor, work: Callable[[], T], wrap: Callable[[str], Exception]) -> T:
    """Run a blocking call of AWS on a thread; once submitted it runs to its end, even if the caller is cancelled.

    Args:
        executor: The threads.
        work: Makes the call.
        wrap: Makes the room's own error from the code of a refusal, or from the name of the SDK's exception.

    Raises:
        Exception: What `wrap` returns, from the SDK's error.
    """
    try:
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(executor, work))
    except ClientError as error:
        raise wrap(error_code(error)) from error
    except BotoCoreError as error:
        raise wrap(type(error).__name__) from error

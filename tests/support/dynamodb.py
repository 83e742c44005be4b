"""A DynamoDB API on loopback, or the one that `TEST_DYNAMODB_URL` names; a new table for each test."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3

from chat.history.dynamodb.table import create_table
from tests.support.aws_apis import one_service

REGION = "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Endpoint:
    """Where the API is, and how to make tables there."""

    url: str

    @cache  # noqa: B019 (an endpoint is as old as its session; a client takes a tenth of a second to make)
    def client(self) -> Any:
        keys = {} if "AWS_ACCESS_KEY_ID" in os.environ else {name.lower(): key for name, key in KEYS.items()}
        return boto3.client("dynamodb", region_name=REGION, endpoint_url=self.url, **keys)

    @contextmanager
    def table(self) -> Iterator[str]:
        """A table of its own, which is gone afterwards."""
        name, client = f"history-{uuid.uuid4().hex[:12]}", self.client()
        create_table(client, name)
        try:
            yield name
        finally:
            client.delete_table(TableName=name)

    def environment(self) -> dict[str, str]:
        """What a process needs to reach it."""
        return {"AWS_ENDPOINT_URL_DYNAMODB": self.url, **KEYS}


@contextmanager
def dynamodb() -> Iterator[Endpoint]:
    """The API to test against: moto's, unless another is named."""
    if named := os.environ.get("TEST_DYNAMODB_URL"):
        yield Endpoint(named)
        return
    # One request at a time: moto copies the whole table for a transaction, and puts the copy back when it fails.
    with one_service("dynamodb", threaded=False) as url:
        endpoint = Endpoint(url)
        try:
            yield endpoint
        finally:
            endpoint.client().close()

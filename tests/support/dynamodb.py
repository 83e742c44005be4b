"""A DynamoDB API on loopback, or the one that `TEST_DYNAMODB_URL` names; a new table for each test."""

import logging
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import create_backend_app
from werkzeug.serving import make_server

from chat.history.dynamodb.table import create_table

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
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    # One request at a time: moto copies the whole table for a transaction, and puts the copy back when it fails.
    # Its one service, without the dispatcher, which looks through the folders of all services for each request.
    server = make_server("127.0.0.1", 0, create_backend_app("dynamodb"), threaded=False)
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.client().close()
        server.shutdown()
        thread.join()
        server.server_close()

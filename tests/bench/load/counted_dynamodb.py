"""A DynamoDB endpoint on loopback that counts calls and units, as AWS's price list defines units."""

import io
import json
import logging
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from moto.moto_server.werkzeug_app import create_backend_app
from werkzeug.serving import make_server

from tests.support.dynamodb import Endpoint
from tests.support.serving import serving

_WRITE_BYTES, _READ_BYTES = 1024, 4096  # of one unit
_INDEXES = 2  # each write is made in the table and, for most items, in its local index


@dataclass
class CountedDynamoDb:
    """The endpoint, and what was asked of it.

    Args:
        endpoint: Where it is.
    """

    endpoint: Endpoint
    calls: int = 0
    writes: int = 0
    reads: int = 0

    def forget(self) -> None:
        """Count from nothing."""
        self.calls = self.writes = self.reads = 0

    def count(self, operation: str, request: dict[str, Any], sent: int, received: int) -> None:
        """Count one call."""
        self.calls += 1
        if operation in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"):
            self.writes += _INDEXES * math.ceil(sent / _WRITE_BYTES)
        elif operation == "TransactWriteItems":
            items = request["TransactItems"]
            self.writes += 2 * _INDEXES * sum(math.ceil(len(json.dumps(item)) / _WRITE_BYTES) for item in items)
        elif operation in ("GetItem", "Query", "BatchGetItem", "TransactGetItems"):
            self.reads += math.ceil(received / _READ_BYTES)


@contextmanager
def counted_dynamodb() -> Iterator[CountedDynamoDb]:
    """Run the endpoint."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = create_backend_app("dynamodb")
    counted: CountedDynamoDb | None = None

    def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        answer = b"".join(application(environ, start_response))
        if counted is not None and body:
            operation = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")[2]
            counted.count(operation, json.loads(body), len(body), len(answer))
        return [answer]

    server = make_server("127.0.0.1", 0, counting, threaded=False)
    with serving(server) as url:
        counted = CountedDynamoDb(Endpoint(url))
        try:
            yield counted
        finally:
            counted.endpoint.client().close()

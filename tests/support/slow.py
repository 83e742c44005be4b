"""A proxy that makes an HTTP API slow and unreliable, in the same way each time."""

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.support.serving import serving

EVERY = 7  # one request in so many fails
DELAY = 0.002  # seconds for each request
IN_A_ROW = 3  # how often the same request fails at most: a client that tries more often gets through


@contextmanager
def slow(url: str, *, every: int = EVERY) -> Iterator[str]:
    """Run the proxy in front of an API; its failures take turns.

    It throttles; it makes the change, and loses the answer; it breaks with a status of 500.
    """
    counter, lock = itertools.count(1), threading.Lock()
    failed: Counter[bytes] = Counter()  # how often each request failed since it was last answered
    target = urlsplit(url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            time.sleep(DELAY)
            with lock:
                number = next(counter)
                fails = number % every == 0 and failed[body] < IN_A_ROW
                failed[body] = failed[body] + 1 if fails else 0
            failure = number // every % 3 if fails else None
            if failure == 0:
                self._answer(400, json.dumps({"__type": "com.amazonaws.dynamodb#ThrottlingException"}).encode())
            elif failure == 1:
                self._answer(500, b"{}")
            else:
                status, answer = self._forward(body)
                if failure == 2:
                    self.close_connection = True
                else:
                    self._answer(status, answer)

        def _forward(self, body: bytes) -> tuple[int, bytes]:
            assert target.hostname
            connection = http.client.HTTPConnection(target.hostname, target.port or 80)
            try:
                connection.request("POST", self.path, body, dict(self.headers.items()))
                response = connection.getresponse()
                return response.status, response.read()
            finally:
                connection.close()

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/x-amz-json-1.0")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield url

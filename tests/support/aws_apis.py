"""moto's AWS APIs on loopback: all of them, or one that answers faster."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from moto.moto_server.werkzeug_app import create_backend_app
from werkzeug.serving import make_server

from infra.local.aws_apis.server import AwsServer
from infra.local.ports import listen
from tests.support.serving import serving


@contextmanager
def every_service() -> Iterator[str]:
    """Run the laptop's APIs; return their address."""
    listening = listen(0)
    server = AwsServer(listening)
    server.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.stop()


@contextmanager
def one_service(name: Literal["dynamodb", "s3"], *, threaded: bool) -> Iterator[str]:
    """Run one API without the dispatcher, which looks through the folders of all services for each request.

    Args:
        name: The service.
        threaded: Whether it answers several requests at a time.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_backend_app(name), threaded=threaded)
    with serving(server) as url:
        yield url

"""The AWS APIs on loopback: Cognito and SSM, with a state that is saved between runs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Callable, Iterable, Mapping
from threading import Thread
from typing import TYPE_CHECKING, Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from infra.local.aws_apis.state import StateFile
from infra.local.ports import LOOPBACK

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from infra.local.aws_apis.account import EmulatedAccount

_LOG = logging.getLogger(__name__)


class AwsServer:
    """moto's server in a thread of this process.

    Args:
        listening: where it listens.
        documents: what it serves by path in place of moto's own: the user pool's keys and its discovery.
    """

    def __init__(self, listening: socket.socket, documents: Mapping[str, object] | None = None) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line a request
        self._listening = listening
        self._server = make_server(
            LOOPBACK,
            listening.getsockname()[1],
            refuse_web_pages(serve_documents(DomainDispatcherApplication(create_backend_app), documents or {})),
            threaded=True,
            request_handler=MotoRequestHandler,
            fd=listening.fileno(),
        )
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    def start(self) -> None:
        """Starts serving."""
        self._thread.start()

    def stop(self) -> None:
        """Stops serving and closes the socket."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._listening.close()


def refuse_web_pages(application: WSGIApplication) -> WSGIApplication:
    """Refuses requests of web pages, so that a site in the same browser cannot call the local APIs."""

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        origin = environ.get("HTTP_ORIGIN", f"http://{host}")
        site = environ.get("HTTP_SEC_FETCH_SITE", "none")
        ours = origin == f"http://{host}" and site in ("none", "same-origin")
        if not ours or host.rsplit(":", 1)[0] not in (LOOPBACK, "localhost"):
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"These APIs answer programs on this machine, not web pages.\n"]
        return application(environ, start_response)

    return guarded


def serve_documents(application: WSGIApplication, documents: Mapping[str, object]) -> WSGIApplication:
    """Answers the paths of documents with these as JSON."""
    bodies = {path: json.dumps(document).encode() for path, document in documents.items()}

    def serving(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = bodies.get(environ.get("PATH_INFO", ""))
        if body is None:
            return application(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return serving


async def keep_saved(account: EmulatedAccount, file: StateFile, tell: Callable[[str], Any], pause: float = 1.0) -> None:
    """Saves changes every second, and once more when cancelled."""
    failing = False
    try:
        while True:
            await asyncio.sleep(pause)
            try:
                file.save(account.snapshot())
                failing = False
            except OSError as error:
                _LOG.exception("state not saved")
                if not failing:
                    tell(f"Users and parameters could not be saved ({error.strerror}); trying again.")
                failing = True
    finally:
        with contextlib.suppress(OSError):
            file.save(account.snapshot())

"""Bodies that are too large."""

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.http.access_rules import AccessRules, OpenRoute
from chat.http.middleware.body_limit import BodyLimitMiddleware
from tests.chat.identity import forgeries
from tests.support.alb import Alb
from tests.support.raw import status_of
from tests.support.server import ChatServer


@pytest.mark.parametrize(
    "body",
    [
        ([], b"x" * (2 * 1024 * 1024)),
        ([("Content-Length", "99999999999")], b"x"),
        ([("Content-Length", "-1")], b"x"),
        ([("Transfer-Encoding", "chunked")], b"200000\r\n" + b"x" * 0x200000 + b"\r\n0\r\n\r\n"),
    ],
    ids=["2 MB", "says it is huge", "says it is negative", "2 MB in chunks"],
)
def test_large_body_is_refused(body: tuple[forgeries.Headers, bytes], server: ChatServer, server_alb: Alb) -> None:
    headers, content = body
    status = status_of(
        server.url,
        [*forgeries.signed(server_alb), *headers],
        method="POST",
        path="/project/threads",
        body=content,
    )
    assert status in {413, 400}


def limited(app: ASGIApp, chunks: list[bytes]) -> tuple[BodyLimitMiddleware, Receive]:
    """The middleware before an application, and a sender of these chunks; an upload may hold five bytes."""
    rules = AccessRules([OpenRoute(frozenset({"POST"}), "/upload", max_upload_bytes=5)])
    last = len(chunks) - 1
    messages = [{"type": "http.request", "body": c, "more_body": i < last} for i, c in enumerate(chunks)]

    async def receive() -> Message:
        return messages.pop(0)

    return BodyLimitMiddleware(app, rules=rules), receive


class Recorder:
    """An application that notes each message it receives, to the end of the body."""

    def __init__(self) -> None:
        self.received: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        more = True
        while more:
            self.received.append(await receive())
            more = self.received[-1].get("more_body", False)


async def ignore(message: Message) -> None:
    """Send nothing."""


async def test_upload_is_passed_on_as_it_arrives() -> None:
    app = Recorder()
    middleware, receive = limited(app, [b"ab", b"cde"])
    await middleware({"type": "http", "method": "POST", "path": "/upload", "headers": []}, receive, ignore)
    assert [message["body"] for message in app.received] == [b"ab", b"cde"]


async def test_upload_over_its_limit_ends_as_a_disconnect() -> None:
    app = Recorder()
    middleware, receive = limited(app, [b"abc", b"def"])
    await middleware({"type": "http", "method": "POST", "path": "/upload", "headers": []}, receive, ignore)
    assert [message["type"] for message in app.received] == ["http.request", "http.disconnect"]


async def test_other_body_is_read_whole_before_it_is_passed_on() -> None:
    app = Recorder()
    middleware, receive = limited(app, [b"ab", b"cdefgh"])
    await middleware({"type": "http", "method": "POST", "path": "/form", "headers": []}, receive, ignore)
    assert [message["body"] for message in app.received] == [b"abcdefgh"]

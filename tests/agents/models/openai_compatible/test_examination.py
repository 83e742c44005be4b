"""What is known of a server with OpenAI's chat API before a question is asked, for each answer that it may give."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web

from agents.errors import to_user_facing
from agents.models.factory import ModelFactory
from agents.parameters import OPENAI_COMPATIBLE, ParameterValues
from agents.user_messages import UserFacingError
from tests.agents.fakes.loopback import Loopback

PAGE = "<!doctype html><title>Welcome</title>"


@dataclass(frozen=True)
class Reply:
    """What an address answers."""

    status: int = 200
    text: str = ""
    type: str = "application/json"

    def response(self) -> web.Response:
        headers = {"Location": "/elsewhere"} if self.status in (301, 302) else {}
        return web.Response(status=self.status, text=self.text, content_type=self.type, headers=headers)


class Address(Loopback):
    """Answers the list of models and questions as it is told."""

    def __init__(self, listed: Reply, asked: Reply) -> None:
        self._listed, self._asked = listed, asked

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/v1/models", self._answer(self._listed))
        app.router.add_post("/v1/chat/completions", self._answer(self._asked))
        return app

    @staticmethod
    def _answer(reply: Reply) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(_: web.Request) -> web.Response:
            return reply.response()

        return answer


def names(*ids: object) -> Reply:
    return Reply(text=json.dumps({"object": "list", "data": [{"id": each} for each in ids]}))


@asynccontextmanager
async def examined(listed: Reply, asked: Reply) -> AsyncIterator[bool | str]:
    """Whether it is known that a question would be answered; the code of the failure if it would not."""
    async with Address(listed, asked) as address:
        factory = ModelFactory("us-east-1")
        values = ParameterValues(
            default_model_id=OPENAI_COMPATIBLE,
            openai_compatible_url=f"{address.url}/v1",
            openai_compatible_model="qwen3",
        )
        try:
            yield await factory.examine(values)
        except Exception as error:
            yield to_user_facing(error).code
        finally:
            await factory.close()


MALFORMED = Reply(400, '{"error": {"message": "messages must not be empty"}}')
WEB_PAGE = Reply(200, PAGE, "text/html")

TABLE: dict[str, tuple[Reply, Reply, bool | str]] = {
    "lists the model": (names("other", "qwen3"), MALFORMED, True),
    "lists the model, and answers to anything": (names("qwen3"), Reply(200, "data: [DONE]", "text/event-stream"), True),
    "answers to anything": (Reply(404), Reply(200, "data: [DONE]", "text/event-stream"), False),
    "lists it with Ollama's tag": (names("qwen3:latest"), MALFORMED, True),
    "lists others, and answers to any name": (names("gguf"), MALFORMED, False),
    "lists others, and not this one": (names("gguf"), Reply(404, '{"error": {"code": "model_not_found"}}'), "http_404"),
    "lists nothing": (Reply(404), MALFORMED, False),
    "may not be listed with this key": (Reply(403), Reply(422), False),
    "cannot list": (Reply(500), MALFORMED, False),
    "a list of another form": (Reply(text="[1, 2]"), MALFORMED, False),
    "a list with null": (Reply(text='{"data": null}'), MALFORMED, False),
    "names of another type": (names(7, None, ["qwen3"]), MALFORMED, False),
    "a list cut off": (Reply(text='{"data": [{"id": "qwe'), MALFORMED, False),
    "a list without end": (Reply(text="[" * 100_000), MALFORMED, False),
    "the key is refused": (Reply(401), Reply(401), "http_401"),
    "the key is refused, though anybody may list": (names("qwen3"), Reply(401), "http_401"),
    "no access to a model that is listed": (names("qwen3"), Reply(403), "http_403"),
    "no access": (Reply(403), Reply(403), "http_403"),
    "another address": (Reply(404), Reply(404), "http_404"),
    "another method": (Reply(405), Reply(405), "http_405"),
    "moved": (Reply(302), Reply(302), "http_302"),
    "busy": (Reply(429), Reply(429), "busy"),
    "out of service": (Reply(503), Reply(503), "busy"),
    "an error of its own": (Reply(500), Reply(500), "failing"),
    "a gateway without a server": (Reply(502, PAGE, "text/html"), Reply(502, PAGE, "text/html"), "failing"),
    "lists the model, and fails": (names("qwen3"), Reply(500), "failing"),
    "a web page": (WEB_PAGE, WEB_PAGE, "not_a_model"),
}


@pytest.mark.parametrize(("listed", "asked", "found"), TABLE.values(), ids=TABLE)
async def test_only_a_model_that_would_answer_is_said_to_work(listed: Reply, asked: Reply, found: bool | str) -> None:
    async with examined(listed, asked) as result:
        assert result == found


async def test_nothing_answers() -> None:
    factory = ModelFactory("us-east-1")
    values = ParameterValues(
        default_model_id=OPENAI_COMPATIBLE,
        openai_compatible_url="http://127.0.0.1:1/v1",
        openai_compatible_model="qwen3",
    )
    with pytest.raises(UserFacingError, match="Nothing answers"):
        await factory.examine(values)
    await factory.close()

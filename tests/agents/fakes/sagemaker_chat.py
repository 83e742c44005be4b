"""SageMaker's InvokeEndpointWithResponseStream: a chat server's bytes inside event-stream frames."""

from typing import Any

from aiohttp import web

from tests.agents.fakes.bedrock import frame
from tests.agents.fakes.scripted import Raw, ScriptedServer


def failure(kind: str, **payload: str) -> Raw:
    return Raw(frame(payload, exception_type=kind, message_type="exception"))


class SageMakerChatFake(ScriptedServer):
    """Answers for any endpoint."""

    content_type = "application/vnd.amazon.eventstream"

    def __init__(self) -> None:
        super().__init__()
        self.endpoints: list[str] = []

    def routes(self, router: web.UrlDispatcher) -> None:
        """Add the addresses."""
        router.add_post("/endpoints/{name}/invocations-response-stream", self._invoke)

    def asked(self, body: dict[str, Any]) -> list[Any]:
        """Return the system prompt and the last message of a request."""
        return [body["messages"][0], body["messages"][-1]]

    def encode(self, step: bytes) -> bytes:
        """Put a step on the wire."""
        return frame(step, event_type="PayloadPart", message_type="event")

    async def _invoke(self, request: web.Request) -> web.StreamResponse:
        self.endpoints.append(request.match_info["name"])
        return await self.answer(request)

"""A server with OpenAI's chat API, such as Ollama or vLLM."""

import ssl
from typing import Any

from aiohttp import web

from tests.agents.fakes.scripted import ScriptedServer


class OpenAIFake(ScriptedServer):
    """Answers chat completions, and lists its models."""

    def __init__(self, certificate: ssl.SSLContext | None = None) -> None:
        super().__init__(certificate)
        self.models = ["llama3.2:latest", "nomic-embed-text:latest"]
        self.looked = 0

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.url.rsplit(":", 1)[1])

    def routes(self, router: web.UrlDispatcher) -> None:
        """Add the addresses."""
        router.add_post("/v1/chat/completions", self.answer)
        router.add_get("/v1/models", self._models)

    def asked(self, body: dict[str, Any]) -> list[Any]:
        """Return the system prompt and the last message of a request."""
        return [body["messages"][0], body["messages"][-1]]

    async def _models(self, _: web.Request) -> web.Response:
        self.looked += 1
        return web.json_response({"object": "list", "data": [{"id": name} for name in self.models]})

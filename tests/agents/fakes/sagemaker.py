"""SageMaker's InvokeEndpoint over real HTTP, with a scripted answer."""

from dataclasses import dataclass

from aiohttp import web

from tests.agents.fakes.loopback import Loopback


@dataclass(frozen=True)
class AnswerMessage:
    """What the endpoint answers; `error` is the code of a refusal."""

    body: bytes = b"0.5"
    status: int = 200
    error: str = ""


class SageMakerFake(Loopback):
    """Serves on a loopback port, and records the requests."""

    def __init__(self) -> None:
        self.reply = AnswerMessage()
        self.requests: list[tuple[str, str, bytes]] = []

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/endpoints/{endpoint}/invocations", self._invoke)
        return app

    async def _invoke(self, request: web.Request) -> web.Response:
        self.requests.append((request.match_info["endpoint"], request.content_type, await request.read()))
        if self.reply.error:
            headers = {"x-amzn-ErrorType": self.reply.error}
            return web.json_response({"message": "secret details"}, status=self.reply.status, headers=headers)
        return web.Response(body=self.reply.body, status=self.reply.status, content_type="text/csv")

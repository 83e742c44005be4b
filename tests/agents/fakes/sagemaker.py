"""SageMaker's InvokeEndpoint over real HTTP, answering from a script."""

from dataclasses import dataclass
from typing import Self

from aiohttp import web


@dataclass(frozen=True)
class Reply:
    """What the endpoint answers; `error` is the code of a refusal."""

    body: bytes = b"0.5"
    status: int = 200
    error: str = ""


class SageMakerFake:
    """Serves on a loopback port and remembers what it was sent."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.requests: list[tuple[str, str, bytes]] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/endpoints/{endpoint}/invocations", self._invoke)
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _invoke(self, request: web.Request) -> web.Response:
        self.requests.append((request.match_info["endpoint"], request.content_type, await request.read()))
        if self.reply.error:
            headers = {"x-amzn-ErrorType": self.reply.error}
            return web.json_response({"message": "secret details"}, status=self.reply.status, headers=headers)
        return web.Response(body=self.reply.body, status=self.reply.status, content_type="text/csv")

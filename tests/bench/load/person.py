"""One person at a Chainlit page, as lean as can be: a WebSocket, and no more of Socket.IO than the page speaks."""

import asyncio
import json
import time
import uuid
from typing import Any

import aiohttp

from tests.bench.load.measured import Heard
from tests.bench.load.workload import Question

PATIENCE = 240  # seconds


class Person:
    """Connects, asks, and checks every token.

    Args:
        session: The connections.
        url: The server.
        headers: Who it is, as the load balancer says it.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str, headers: dict[str, str]) -> None:
        self._session = session
        self._url = url
        self._headers = headers

    async def connect(self, thread_id: str = "") -> None:
        """Open a page, with a conversation or without."""
        # With compression offered, as every browser does.
        self._socket = await self._session.ws_connect(
            f"{self._url}/ws/socket.io/?EIO=4&transport=websocket", headers=self._headers, compress=15
        )
        auth = {
            "clientType": "webapp",
            "sessionId": str(uuid.uuid4()),
            "threadId": thread_id,
            "userEnv": "{}",
            "chatProfile": "",
        }
        await self._socket.send_str("40" + json.dumps(auth))
        await self._until("connected")
        await self._socket.send_str('42["connection_successful"]')
        await self._until("task_end")

    async def close(self) -> None:
        await self._socket.close()

    async def ask(self, question: Question) -> Heard:
        """Ask, and hear the whole answer."""
        message = {
            "id": str(uuid.uuid4()),
            "type": "user_message",
            "name": "user",
            "output": question.text,
            "createdAt": "",
        }
        begun = time.monotonic()
        await self._socket.send_str("42" + json.dumps(["client_message", {"message": message, "fileReferences": []}]))
        first, sign, waited, final = 0.0, 0.0, False, ""
        streams: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            while True:
                event, data = await self._next()
                if event == "stream_token":
                    streams[data["id"]] += data["token"]
                elif event == "stream_start":
                    streams[data["id"]] = data["output"]
                elif event == "new_message" and data["type"] == "tool":
                    sign = sign or time.monotonic() - begun
                elif event == "new_message" and data["type"] == "assistant_message":
                    if data["id"] in streams or data.get("isError"):
                        final = data["output"]
                    else:
                        waited = True
                elif event == "task_end" and final:
                    break
                if not first and any(streams.values()):
                    first = time.monotonic() - begun
        # Two steps of the conversation may stream: what the specialist says and what the teacher says.
        right = final.strip() == question.answer and all(said.strip() == question.answer for said in streams.values())
        return Heard(first, time.monotonic() - begun, right, waited, sign)

    async def _until(self, wanted: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while (await self._next())[0] != wanted:
                pass

    async def _next(self) -> tuple[str, Any]:
        while True:
            text = await self._socket.receive_str()
            if text.startswith("42"):
                event, *data = json.loads(text[2:])
                return event, data[0] if data else None
            if text.startswith("40"):
                return "connected", None
            if text == "2":
                await self._socket.send_str("3")

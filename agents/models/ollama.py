"""Finds Ollama on this computer by its usual port."""

import asyncio
import os
import time

import httpx

from agents.models.connections import Connections
from agents.models.openai_compatible.model import Server
from agents.user_messages import TranslatableText

REFRESH_SECONDS = 30.0
TIMEOUT_SECONDS = 1.0
PORT = 11434
_MAX_MODELS = 8
_ON_AWS = ("AWS_EXECUTION_ENV", "ECS_CONTAINER_METADATA_URI_V4")  # AWS sets them wherever it runs a container


class Ollama:
    """Lists Ollama's models, at most 30 s old; on AWS there are none and nothing is connected to.

    Args:
        connections: The shared connections.
    """

    def __init__(self, connections: Connections) -> None:
        self.models: tuple[str, ...] = ()
        self._connections = connections
        self._stale_at = float("-inf")

    @property
    def server(self) -> Server:
        """The server, described for the owner of this computer."""
        return Server(
            f"http://127.0.0.1:{PORT}/v1",
            place=TranslatableText("Ollama on this computer"),
            remedy=TranslatableText("start it, or choose another model"),
            absent=TranslatableText("pull it, or choose another model"),
        )

    async def refresh(self) -> None:
        """Bring `models` up to date if they are old; takes a few milliseconds, at most about a second."""
        if time.monotonic() < self._stale_at or any(name in os.environ for name in _ON_AWS):
            return
        self._stale_at = time.monotonic() + REFRESH_SECONDS
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                _, writer = await asyncio.open_connection("127.0.0.1", PORT)  # mostly refused at once
            writer.close()
            client = await self._connections.checked()
            async with asyncio.timeout(TIMEOUT_SECONDS):
                reply = (await client.get(f"{self.server.url}/models")).raise_for_status().json()
                names = [str(model["id"]) for model in reply["data"] or []]
        except TimeoutError:
            pass  # it is busy, and still has the models it had
        except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError):
            self.models = ()
        else:
            self.models = tuple(name for name in names if "embed" not in name)[:_MAX_MODELS]

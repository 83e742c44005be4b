"""Ollama on this computer, found by looking at its usual port."""

import asyncio
import os
import time

import httpx

from agents.models.connections import Connections
from agents.models.openai_compatible.model import Server
from agents.user_messages import TranslatableText

PREFIX = "ollama/"
LOOK_AGAIN_SECONDS = 30.0
PATIENCE_SECONDS = 1.0
PORT = 11434
_MAX_MODELS = 8
_ON_AWS = ("AWS_EXECUTION_ENV", "ECS_CONTAINER_METADATA_URI_V4")  # AWS sets them wherever it runs a container


class Ollama:
    """Knows which models there are, from a look at most 30 s old; never looks on AWS.

    Args:
        connections: The shared connections.
    """

    def __init__(self, connections: Connections) -> None:
        self.models: tuple[str, ...] = ()
        self._connections = connections
        self._stale_at = float("-inf")

    @property
    def server(self) -> Server:
        """Where it is, in words for this computer's owner."""
        return Server(
            f"http://127.0.0.1:{PORT}/v1",
            place=TranslatableText("Ollama on this computer"),
            remedy=TranslatableText("start it, or choose another model"),
            absent=TranslatableText("pull it, or choose another model"),
        )

    async def look(self) -> None:
        """Bring `models` up to date; takes a few milliseconds, and a second at the very most."""
        if time.monotonic() < self._stale_at or any(name in os.environ for name in _ON_AWS):
            return
        self._stale_at = time.monotonic() + LOOK_AGAIN_SECONDS
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                _, writer = await asyncio.open_connection("127.0.0.1", PORT)  # most often that settles it
            writer.close()
            client = await self._connections.named()
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = (await client.get(f"{self.server.url}/models")).raise_for_status().json()
                names = [str(model["id"]) for model in found["data"] or []]
        except TimeoutError:
            pass  # it is busy, and has what it had
        except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError):
            self.models = ()
        else:
            self.models = tuple(name for name in names if "embed" not in name)[:_MAX_MODELS]

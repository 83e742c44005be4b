"""Runs SmolLM2 on llama.cpp inside this process."""

import asyncio
import math
import os
import secrets
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MAX_REPLIES = 4  # at once
_CONTEXT_TOKENS = 1024  # of each


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of generated text, its probability, and how many tokens the reply has cost so far."""

    text: str
    chance: float = 1.0
    finish: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0


class Engine:
    """Generates up to four replies at once; further ones wait.

    Loading takes about half a second, so make it in a thread; generating uses a whole core, in threads of its own.

    Args:
        weights: The .gguf file.
    """

    def __init__(self, weights: Path) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # idle threads must not spin beside the server
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(weights)
        params.cpuparams.n_threads = 1  # a model this small is slower on two threads than on one
        params.cpuparams_batch.n_threads = 1
        params.n_parallel = _MAX_REPLIES
        params.n_ctx = _CONTEXT_TOKENS * _MAX_REPLIES
        params.cache_ram_mib = 0
        params.verbosity = -1
        params.api_keys = [secrets.token_hex()]  # llama.cpp also listens on loopback; a random key keeps others out
        self._server = xllamacpp.Server(params)
        self._threads = ThreadPoolExecutor(_MAX_REPLIES, thread_name_prefix="embedded")

    async def generate(
        self, messages: list[dict[str, str]], max_tokens: int, temperature: float
    ) -> AsyncGenerator[Piece, None]:
        """Stream a reply; leaving the generator stops it at the next token."""
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[Piece | None] = asyncio.Queue()
        abandoned = threading.Event()
        request = {
            "messages": messages,
            "max_tokens": max_tokens,
            "temperature": temperature,
            "repeat_penalty": 1.1,
            "stream": True,
            "logprobs": True,
            "timings_per_token": True,  # whoever leaves early knows what it cost
        }

        def publish(piece: Piece | None) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(pieces.put_nowait, piece)

        def receive(chunk: dict[str, Any]) -> bool:
            choice = chunk["choices"][0]
            timings = chunk.get("timings") or {}
            publish(
                Piece(
                    choice["delta"].get("content") or "",
                    _chance(choice),
                    choice["finish_reason"],
                    timings.get("prompt_n", 0) + timings.get("cache_n", 0),
                    timings.get("predicted_n", 0),
                )
            )
            return abandoned.is_set()

        def generate() -> None:
            try:
                if not abandoned.is_set():
                    self._server.handle_chat_completions(request, receive)
            finally:
                publish(None)

        generating = loop.run_in_executor(self._threads, generate)
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await generating
        finally:
            abandoned.set()

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _chance(choice: dict[str, Any]) -> float:
    tokens = (choice.get("logprobs") or {}).get("content") or ()
    return min((math.exp(token["logprob"]) for token in tokens), default=1.0)

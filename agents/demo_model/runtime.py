"""Loads the weights of the embedded model once, for all learners."""

import asyncio
import threading
from functools import cached_property

from agents.demo_model import weights
from agents.demo_model.engine import Engine
from agents.demo_model.router import Router
from agents.embeddings.weights import find_minilm


class DemoRuntime:
    """Loads the router and the engine when they are first needed, each once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._router: Router | None = None
        self._engine: Engine | None = None

    @cached_property
    def installed(self) -> bool:
        """Whether the weights and libraries are installed."""
        return weights.is_installed()

    async def router(self) -> Router:
        """Return the router, loaded."""
        if self._router is None:
            return await asyncio.to_thread(self._load_router)
        return self._router

    async def engine(self) -> Engine:
        """Return the engine, loaded."""
        if self._engine is None:
            return await asyncio.to_thread(self._load_engine)
        return self._engine

    async def warm(self) -> None:
        """Load both."""
        await self.router()
        await self.engine()

    def close(self) -> None:
        """Close the engine."""
        if self._engine is not None:
            self._engine.close()

    def _load_router(self) -> Router:
        with self._lock:
            if self._router is None:
                from agents.embeddings.minilm import Embeddings

                folder = find_minilm()
                assert folder is not None  # noqa: S101 - the factory checks `installed`
                self._router = Router(Embeddings(folder).embed)
            return self._router

    def _load_engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                path = weights.find_smollm2()
                assert path is not None  # noqa: S101 - the factory checks `installed`
                self._engine = Engine(path)
            return self._engine

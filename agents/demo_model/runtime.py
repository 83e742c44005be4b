"""What the embedded models of all learners share: loaded once, when it is first needed."""

import asyncio
import threading
from functools import cached_property

from agents.demo_model.engine import Engine
from agents.demo_model.router import Router
from agents.embeddings import weights


class DemoRuntime:
    """Loads the router and the engine lazily, each once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._router: Router | None = None
        self._engine: Engine | None = None

    @cached_property
    def installed(self) -> bool:
        """Whether the weights and libraries are there."""
        return weights.installed()

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

                folder = weights.embeddings()
                assert folder is not None  # noqa: S101 - the factory has looked
                self._router = Router(Embeddings(folder).embed)
            return self._router

    def _load_engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                path = weights.language_model()
                assert path is not None  # noqa: S101 - the factory has looked
                self._engine = Engine(path)
            return self._engine

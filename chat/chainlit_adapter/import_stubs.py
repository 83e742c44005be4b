"""Spares the process what Chainlit and strands bring along and nobody here uses.

Each stand-in is for one import that is made for a type, a guard or a tracer. `make bench` shows what that saves.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any


class _Unused:
    """Stands in for a class that is only named."""

    def instrument(self) -> None:
        """Leave the process's threads as they are: strands would wrap each of them for traces that nobody collects."""


# What is imported by name, and which names. Chainlit: a client of its vendor's that we never make brings half a hundred
# tracing packages; a type of a protocol that is switched off brings a whole server. boto3 and strands: ways to transfer
# large files, to read agents, skills and sessions from files, and to export traces.
_NAMED = {
    "literalai": ("BaseGeneration", "ChatGeneration", "CompletionGeneration", "GenerationMessage"),
    "literalai.observability.step": ("MessageStepType", "StepType", "TrueStepType"),
    "mcp": ("ClientSession",),
    "opentelemetry.instrumentation.threading": ("ThreadingInstrumentor",),
    "s3transfer.manager": ("TransferConfig",),
    "strands.experimental.agent_config": ("config_to_agent",),
    "strands.session.snapshot_session_manager": (
        "BidiAgentSaveLatestStrategy",
        "MultiAgentSaveLatestStrategy",
        "SaveLatestStrategy",
        "SnapshotSessionManager",
        "SnapshotTrigger",
    ),
    "strands.telemetry.config": ("StrandsTelemetry",),
    "strands.tools.watcher": ("ToolWatcher",),
    "strands.vended_plugins.skills": ("AgentSkills", "Skill"),
    "traceloop": (),
    "traceloop.sdk": ("Traceloop",),
}
# What is done without where it is missing: engineio's clients, which no server needs, and FastAPI's look at each route
# for models of the last pydantic.
_GUARDED = ("aiohttp", "pydantic.v1", "requests")


@contextmanager
def imports() -> Iterator[None]:
    """Import Chainlit and strands within it. Whoever asks for the same modules later gets them."""
    given: dict[str, ModuleType | None] = {name: _stand_in(name, names) for name, names in _NAMED.items()}
    given |= dict.fromkeys(_GUARDED)
    given = {name: module for name, module in given.items() if name not in sys.modules}
    modules: dict[str, Any] = sys.modules
    modules.update(given)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # there are none; to see that, it reads each package's metadata
    gc.disable()
    try:
        with _compiled_when_used():
            yield
    finally:
        for name in given:
            del modules[name]
        gc.freeze()  # what is imported stays: to look through it again and again stalls every answer
        gc.enable()


def without_naps() -> None:
    """Keep Chainlit from stopping the whole process for a millisecond with each message and step it makes.

    It does so to tell them apart by their time of creation; the history keeps their order by itself.
    """
    for name in ("chainlit.message", "chainlit.step"):
        vars(import_module(name))["time"] = SimpleNamespace(sleep=lambda _: None)


def without_copies() -> None:
    """Keep Chainlit from remembering every message of every page, while the process lives; the history does."""
    vars(import_module("chainlit.chat_context"))["chat_context"].add = lambda message: message


@contextmanager
def _compiled_when_used() -> Iterator[None]:
    """Let pydantic compile a model when the first of it is made; most of the models here describe what nobody asks."""
    from pydantic import BaseModel, ConfigDict  # not before the collector of garbage is off

    BaseModel.model_config = ConfigDict(defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_config = ConfigDict()


def _stand_in(name: str, names: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(dict.fromkeys(names, _Unused))
    return module

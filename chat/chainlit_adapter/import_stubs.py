"""Replaces modules that Chainlit 2.12 and strands 1.62 import and that nothing here uses, while they are imported.

Each stub stands for an import that is made for a type, for a check or for tracing. The real modules can be imported
afterwards. Pydantic compiles the models and dataclasses of both libraries when the first instance of each is made.
`make bench` shows what this saves.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

from chat.chainlit_adapter.dataclass_code import stored_code

# New objects until they are searched for cycles. With Python's 700, a sixth of a question's CPU goes into searches that
# find nearly everything still in use.
_NEW_OBJECTS = 5_000


class _StandIn:
    """Replaces a class that is only named."""

    def instrument(self) -> None:
        """Do nothing: strands would wrap every thread of the process for traces that are not collected."""


# Modules, and the names that are imported from each. Chainlit: the client of a hosted service that is not used imports
# about fifty tracing packages; one type of MCP, which is switched off, imports a whole server. boto3 and strands:
# transfer of large files; agents, skills and sessions read from files; export of traces.
STUBS = {
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
# Modules whose absence the importer expects: what engineio's clients need, which no server needs, and the command line
# of httpx with its colours.
OPTIONAL = ("aiohttp", "httpx._main", "requests")
# The same, for as long as the process runs: pydantic 1, for whose models FastAPI searches each route that is made.
ABSENT = ("pydantic.v1",)


@contextmanager
def imports() -> Iterator[None]:
    """Stub the modules within the `with` block; a later import of those that are not `ABSENT` gets the real ones."""
    stubs: dict[str, ModuleType | None] = {name: _stub(name, names) for name, names in STUBS.items()}
    stubs |= dict.fromkeys(OPTIONAL)
    stubs = {name: module for name, module in stubs.items() if name not in sys.modules}
    modules: dict[str, Any] = sys.modules
    modules.update(stubs | dict.fromkeys(ABSENT))
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # there are none; the search reads all metadata
    gc.disable()
    try:
        with stored_code(), _deferred_models():
            yield
    finally:
        for name in stubs:
            del modules[name]
        gc.freeze()  # imported modules stay for ever: searching them in each collection would delay answers
        gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
        gc.enable()


@contextmanager
def _deferred_models() -> Iterator[None]:
    """Make pydantic compile a class when its first instance is made; most classes imported here never have one."""
    from pydantic import BaseModel, ConfigDict, dataclasses  # imported once the garbage collector is off

    deferred, dataclass = ConfigDict(defer_build=True), dataclasses.dataclass
    BaseModel.model_config = deferred
    dataclasses.dataclass = partial(dataclass, config=deferred)  # type: ignore[assignment]  # it has many signatures
    try:
        yield
    finally:
        BaseModel.model_config = ConfigDict()
        dataclasses.dataclass = dataclass


def _stub(name: str, names: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(dict.fromkeys(names, _StandIn))
    return module

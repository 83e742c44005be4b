"""Spares the process what Chainlit and strands bring along and nobody here uses.

Each stand-in is for one import that is made for a type, a guard or a tracer. `make bench` shows what that saves.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any


class _Unused:
    """Stands in for a class that is only named."""

    def instrument(self) -> None:
        """Leave the process's threads as they are: strands would wrap each of them for traces that nobody collects."""


# What is imported by name, and which names. Chainlit: a client of its vendor's that we never make brings half a hundred
# tracing packages; a type of a protocol that is switched off brings a whole server.
_NAMED = {
    "mcp": ("ClientSession",),
    "opentelemetry.instrumentation.threading": ("ThreadingInstrumentor",),
    "traceloop": (),
    "traceloop.sdk": ("Traceloop",),
}
_GUARDED = ("requests",)  # engineio's client, which no server needs, does without it
_LITERALAI = ("BaseGeneration", "ChatGeneration", "CompletionGeneration", "GenerationMessage")


@contextmanager
def imports() -> Iterator[None]:
    """Import Chainlit and strands within it. Whoever asks for the same modules later gets them."""
    given: dict[str, ModuleType | None] = {name: _stand_in(name, names) for name, names in _NAMED.items()}
    given |= dict.fromkeys(_GUARDED)
    given = {name: module for name, module in given.items() if name not in sys.modules}
    modules: dict[str, Any] = sys.modules
    modules.update(given)
    gc.disable()
    try:
        _shell_of_literalai()
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


def _stand_in(name: str, names: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(dict.fromkeys(names, _Unused))
    return module


def _shell_of_literalai() -> None:
    """Make the package without running what it begins with, which imports its clients; Chainlit wants four types."""
    spec = find_spec("literalai")
    if "literalai" in sys.modules or spec is None:
        return
    package = ModuleType("literalai")
    package.__path__ = spec.submodule_search_locations or []
    sys.modules["literalai"] = package
    generation = vars(import_module("literalai.observability.generation"))
    vars(package).update({name: generation[name] for name in _LITERALAI})

"""Spares the process what Chainlit brings along and nobody here uses."""

import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace


class _Traceloop:
    """Stands in for a tracing client that only literalai's own client would start; we make none."""


def without_tracing() -> None:
    """Keep literalai, which Chainlit imports for a few types, from importing half a hundred tracing packages.

    They take more than half of Chainlit's import and wrap every thread of the process. Must run before that import.
    """
    package, sdk = ModuleType("traceloop"), ModuleType("traceloop.sdk")
    sdk.Traceloop = _Traceloop  # type: ignore[attr-defined]
    package.sdk = sdk  # type: ignore[attr-defined]
    sys.modules.setdefault("traceloop", package)
    sys.modules.setdefault("traceloop.sdk", sdk)


def without_naps() -> None:
    """Keep Chainlit from stopping the whole process for a millisecond with each message and step it makes.

    It does so to tell them apart by their time of creation; the history keeps their order by itself.
    """
    for name in ("chainlit.message", "chainlit.step"):
        vars(import_module(name))["time"] = SimpleNamespace(sleep=lambda _: None)

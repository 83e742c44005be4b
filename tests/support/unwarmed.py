"""The chat server without its warm-up: SymPy and the embedded model load when they are first asked, which is seldom."""

import sys

from chat.__main__ import main
from chat.chainlit_adapter import import_stubs

with import_stubs.imports():
    from agents import lifecycle
    from agents.models.factory import ModelFactory
    from agents.parameters import ParameterValues


async def nothing(factory: ModelFactory, values: ParameterValues) -> None:
    """Load nothing."""


if __name__ == "__main__":
    lifecycle.start = nothing
    sys.exit(main())

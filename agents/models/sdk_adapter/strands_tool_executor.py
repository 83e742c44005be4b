"""Makes a single tool call in the task of its agent, and several at once as strands does.

Relies on strands-agents 1.62, private: `_execute` of `ConcurrentToolExecutor` and `SequentialToolExecutor`, of which an
agent has one or the other. A task of its own and the queue of its events put a call behind everything else that is
ready, at each step: in a burst the first specialist would be asked as late as the last one.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from strands.tools.executors import ConcurrentToolExecutor, SequentialToolExecutor
from strands.types.tools import ToolUse

_SEQUENTIAL = SequentialToolExecutor()


class ToolCallExecutor(ConcurrentToolExecutor):
    """Makes the tool calls of one reply."""

    async def _execute(
        self, agent: Any, tool_uses: list[ToolUse], *given: Any, **named: Any
    ) -> AsyncGenerator[Any, None]:
        execute = _SEQUENTIAL._execute if len(tool_uses) == 1 else super()._execute
        async with aclosing(execute(agent, tool_uses, *given, **named)) as events:
            async for event in events:
                yield event

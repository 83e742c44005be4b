"""A single tool call runs in the task of its agent, several run beside each other, and all end with their question."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from strands import Agent, tool

from agents.models.sdk_adapter.strands_tool_executor import ToolCallExecutor
from tests.agents.models.sdk_adapter.test_strands_events import Scripted, block, call, reply
from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

STRANDS = Upstream("strands-agents", "agents/models/sdk_adapter/strands_tool_executor.py")


class _Calls(Scripted):
    """Calls the tool so many times at once, then ends."""

    def __init__(self, count: int) -> None:
        self.replies = [
            reply([piece for _ in range(count) for piece in call("wait")], "tool_use"),
            reply(block(text="Done."), "end_turn"),
        ]
        self.failures = 0


class _Waiting:
    """A tool that waits until so many calls of it run, and notes their tasks."""

    def __init__(self, count: int) -> None:
        self.tasks: list[asyncio.Task[Any] | None] = []
        self.cancelled = 0
        self.begun = asyncio.Semaphore(0)
        self._count = count
        self._all = asyncio.Event()

    async def run(self) -> str:
        self.tasks.append(asyncio.current_task())
        self.begun.release()
        if len(self.tasks) == self._count:
            self._all.set()
        try:
            await self._all.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return "done"

    def agent(self, calls: int) -> Agent:
        @tool(name="wait")
        async def wait(word: str) -> str:
            """Wait.

            Args:
                word: Any.
            """
            return await self.run()

        return Agent(model=_Calls(calls), tools=[wait], callback_handler=None, tool_executor=ToolCallExecutor())


def test_executors_are_there() -> None:
    for name in ("ConcurrentToolExecutor", "SequentialToolExecutor"):
        path = f"strands.tools.executors:{name}._execute"
        STRANDS.require_parameters(path, "agent", "tool_uses", "tool_results")


async def test_single_call_runs_in_the_task_of_its_agent() -> None:
    waiting = _Waiting(1)
    result = await waiting.agent(1).invoke_async("Go.")
    assert str(result).strip() == "Done."
    STRANDS.require(waiting.tasks == [asyncio.current_task()], "an executor that makes a call without a task")


async def test_several_calls_run_beside_each_other() -> None:
    waiting = _Waiting(3)
    await waiting.agent(3).invoke_async("Go.")
    assert len(set(waiting.tasks)) == 3


@pytest.mark.parametrize("calls", [1, 2])
async def test_calls_end_with_their_question(calls: int) -> None:
    waiting = _Waiting(calls + 1)  # one that never comes
    asking = asyncio.create_task(waiting.agent(calls).invoke_async("Go."))
    for _ in range(calls):
        await waiting.begun.acquire()
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking
    assert waiting.cancelled == calls

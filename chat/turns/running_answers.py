"""The answers in progress in this process: each can be stopped, and the process waits for them before it ends."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

_SAVE_SECONDS = 5.0  # how long an interrupted answer may take to be saved
_END_SECONDS = 1.0  # until the pages have heard that their answers have ended, which Chainlit says last


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """A conversation, by its owner and id."""

    owner: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class _Running:
    conversation: ConversationKey
    stop: Callable[[], None]
    interrupt: Callable[[], None]


class RunningAnswers:
    """Runs each answer in a task of its own, which the end of its page does not end."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[None], _Running] = {}
        self.draining = False

    def __len__(self) -> int:
        return len(self._running)

    def __contains__(self, conversation: ConversationKey) -> bool:
        return any(running.conversation == conversation for running in self._running.values())

    def start(
        self,
        answer: Coroutine[None, None, None],
        conversation: ConversationKey,
        stop: Callable[[], None],
        interrupt: Callable[[], None],
    ) -> "asyncio.Task[None]":
        """Run an answer.

        Args:
            answer: The work.
            conversation: The conversation that it belongs to.
            stop: Stops it for its owner.
            interrupt: Stops it for the server; it saves what there is and ends.
        """
        task = asyncio.create_task(answer)
        self._running[task] = _Running(conversation, stop, interrupt)
        task.add_done_callback(self._running.pop)
        return task

    def stop(self, conversation: ConversationKey) -> None:
        """Stop the answers of a conversation, whichever page asked."""
        for running in list(self._running.values()):
            if running.conversation == conversation:
                running.stop()

    async def drain(self, seconds: float) -> None:
        """Refuse new answers, wait up to `seconds` for those in progress, then interrupt the rest."""
        self.draining = True
        if not self._running:
            return
        await asyncio.wait(self._running, timeout=seconds)
        for running in list(self._running.values()):
            running.interrupt()
        if self._running:
            await asyncio.wait(self._running, timeout=_SAVE_SECONDS)
        await asyncio.sleep(_END_SECONDS)

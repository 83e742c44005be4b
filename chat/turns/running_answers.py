"""The answers being made in this process, so that the process can wait for them before it ends."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

_PUT_AWAY_SECONDS = 5.0  # how long an interrupted answer may take to be put away


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """Where an answer is being made."""

    owner: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class _Running:
    conversation: ConversationKey
    stop: Callable[[], None]
    interrupt: Callable[[], None]


class RunningAnswers:
    """Keeps every running answer alive, whoever stopped looking at it."""

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
        """Run an answer on its own, so that the end of what asked for it does not end it.

        Args:
            answer: What makes it.
            conversation: Where.
            stop: Ends it, as its owner wishes.
            interrupt: Asks it to put away what it has, and end.
        """
        task = asyncio.create_task(answer)
        self._running[task] = _Running(conversation, stop, interrupt)
        task.add_done_callback(self._running.pop)
        return task

    def stop(self, conversation: ConversationKey) -> None:
        """End what is being answered in a conversation, whichever page asked."""
        for running in list(self._running.values()):
            if running.conversation == conversation:
                running.stop()

    async def drain(self, seconds: float) -> None:
        """Take no new answers, wait at most so long for those that run, and interrupt the rest."""
        self.draining = True
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        for running in list(self._running.values()):
            running.interrupt()
        if self._running:
            await asyncio.wait(self._running, timeout=_PUT_AWAY_SECONDS)

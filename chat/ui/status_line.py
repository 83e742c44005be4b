"""Transient lines on the page, which are shown and never saved: the current activity, and the position in the queue."""

import uuid

import chainlit as cl
from chainlit.context import context
from chainlit.step import StepDict
from chainlit.utils import utc_now

from chat.i18n.language import translate


class StatusLine:
    """The current activity of a turn, in the place of the next step.

    Args:
        parent_id: The run step of the answer.
    """

    def __init__(self, parent_id: str | None) -> None:
        self._parent_id = parent_id
        self._shown: StepDict | None = None

    async def show(self, text: str) -> None:
        """Show a text in place of the last one."""
        await self.clear()
        now = utc_now()
        self._shown = {
            "id": str(uuid.uuid4()),
            "threadId": context.session.thread_id,
            "parentId": self._parent_id,
            "name": text,
            "type": "tool",
            "input": "",
            "output": "",
            "createdAt": now,
            "start": now,
            "streaming": False,
            "metadata": {"icon": "ellipsis"},
        }
        await context.emitter.send_step(self._shown)

    async def clear(self) -> None:
        """Remove the line."""
        if self._shown is not None:
            shown, self._shown = self._shown, None
            await context.emitter.delete_step(shown)


class QueuePosition:
    """A person's position in the admission queue, below their question."""

    def __init__(self) -> None:
        self._message: cl.Message | None = None

    async def show(self, number: int) -> None:
        """Show the position, from 1."""
        if self._message is None:
            self._message = cl.Message(content="")
        self._message.content = translate("You are number {number} in line.", number=number)
        # Sent as a new step each time: the page replaces it by its id, and a page opened meanwhile gets it too.
        await context.emitter.send_step(self._message.to_dict())

    async def clear(self) -> None:
        """Remove the line."""
        if self._message is not None:
            await context.emitter.delete_step(self._message.to_dict())
            self._message = None

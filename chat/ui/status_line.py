"""What happens just now, said where the next step will stand; it is shown and not kept."""

import uuid

from chainlit.context import context
from chainlit.step import StepDict
from chainlit.utils import utc_now


class StatusLine:
    """A line that is there while nothing else moves.

    Args:
        parent_id: The step below which the answer hangs.
    """

    def __init__(self, parent_id: str | None) -> None:
        self._parent_id = parent_id
        self._shown: StepDict | None = None

    async def say(self, text: str) -> None:
        """Show the line, or say something else in it."""
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
        """Take the line away."""
        if self._shown is not None:
            shown, self._shown = self._shown, None
            await context.emitter.delete_step(shown)

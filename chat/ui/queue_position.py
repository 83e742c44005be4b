"""A person's place in line, shown below their question until it is their turn. It is not part of the conversation."""

import chainlit as cl
from chainlit.context import context

from chat.i18n.language import translate


class QueuePosition:
    """One message on the page that is shown, changed and taken away, and never saved."""

    def __init__(self) -> None:
        self._message: cl.Message | None = None

    async def show(self, number: int) -> None:
        """Show the number in line."""
        if self._message is None:
            self._message = cl.Message(content="")
        self._message.content = translate("You are number {number} in line.", number=number)
        # Sent as new each time: the page puts it where it was, and one that has been opened anew has it too.
        await context.emitter.send_step(self._message.to_dict())

    async def take_away(self) -> None:
        """Take it off the page, if it is there."""
        if self._message is not None:
            await context.emitter.delete_step(self._message.to_dict())
            self._message = None

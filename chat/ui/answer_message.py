"""The teacher's answer as a message of the page, from its first piece of text to its end."""

from collections.abc import Sequence

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer

from agents.events import Image
from chat.history.images import image_metadata
from chat.history.step_metadata import PARTIAL, QUESTION
from chat.ui.autosave import Autosave
from chat.ui.math_markdown import Typesetter
from chat.ui.step_view import elements

_FIRST_SAVE_SECONDS = 0.5


class AnswerMessage:
    """One message of the teacher, which is saved while it grows.

    Args:
        question_id: The id of the question.
    """

    def __init__(self, question_id: str) -> None:
        self.has_text = False
        self._question = {QUESTION: question_id}
        self._message = cl.Message(content="", metadata={**self._question, PARTIAL: True})
        self._typesetter = Typesetter()
        self._autosave = Autosave(self._save, first_after=_FIRST_SAVE_SECONDS)

    @property
    def id(self) -> str:
        """The message's id."""
        return self._message.id

    async def add(self, text: str) -> None:
        """Show more text."""
        text = text if self.has_text else text.lstrip("\n")
        self.has_text = self.has_text or bool(text)
        self._autosave.mark_changed()
        await self._stream(self._typesetter.feed(text))

    async def _stream(self, text: str) -> None:
        if text:
            await self._message.stream_token(text)

    async def _save(self) -> None:
        layer = get_data_layer()
        if layer is not None:
            await layer.update_step({**self._message.to_dict(), "streaming": False})

    async def withdraw(self) -> None:
        """Remove the text, because the model is called again."""
        self._typesetter = Typesetter()
        self._message.content = ""
        await context.emitter.update_step(self._message.to_dict())

    async def finish(self, facts: dict[str, object], images: Sequence[Image]) -> None:
        """Complete and save the message.

        Args:
            facts: Its metadata.
            images: Its pictures.
        """
        self._autosave.stop()
        await self._stream(self._typesetter.flush())
        self._message.metadata = {**self._question, **facts, **image_metadata(images)}
        self._message.elements = elements(self._message.metadata)
        await self._message.send()

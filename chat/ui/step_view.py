"""The call of a specialist or a tool as a step on the page, from its start to its end."""

import time
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer
from chainlit.utils import utc_now

from agents.events import Image, ToolStart
from chat.history.images import image_elements, image_metadata
from chat.i18n.language import translate
from chat.ui.autosave import INTERVAL_SECONDS, Autosave
from chat.ui.display_names import title
from chat.ui.footnote import finished_step_name
from chat.ui.math_markdown import Typesetter, typeset
from chat.ui.tool_input import format_tool_input


class StepView:
    """One step; created by `start`."""

    def __init__(self, step: cl.Step, *, nested: bool) -> None:
        self.step = step
        self.title = step.name
        self.running = True
        self.text = ""  # as the model wrote it, not typeset
        self.tokens = 0
        self.images: list[Image] = []
        self._nested = nested
        self._started = time.monotonic()
        self._typesetter = Typesetter()
        self._stopped = False
        self._autosave = Autosave(self._save, first_after=INTERVAL_SECONDS)

    @classmethod
    async def start(cls, event: ToolStart, parent_id: str | None, *, nested: bool) -> "StepView":
        """Show a step, unfolded.

        Args:
            event: The start of the call.
            parent_id: The id of the parent step.
            nested: Whether the parent is a step of a specialist. A nested step folds when it ends, others when the
                answer begins.
        """
        step = cl.Step(
            name=title(event.name, event.title),
            type="tool",
            parent_id=parent_id,
            icon=event.icon,
            default_open=True,
            show_input=True,
            metadata={"tool": event.name},
        )
        step.start = utc_now()
        await step.send()
        return cls(step, nested=nested)

    async def add(self, text: str) -> None:
        """Show more text."""
        self.text += text
        self._autosave.mark_changed()
        await self._stream(self._typesetter.feed(text))

    async def _stream(self, text: str) -> None:
        if text:
            await self.step.stream_token(text)

    async def show_input(self, given: dict[str, object]) -> None:
        """Show the input of the call."""
        self.step.input = format_tool_input(given)
        self._autosave.mark_changed()
        await context.emitter.update_step(self.step.to_dict())

    async def _save(self) -> None:
        layer = get_data_layer()
        if layer is not None:
            await layer.update_step({**self.step.to_dict(), "streaming": False})

    async def withdraw(self) -> None:
        """Remove the text, because the model is called again."""
        self._typesetter, self.text = Typesetter(), ""
        self.step.output = ""
        await context.emitter.update_step(self.step.to_dict())

    async def finish(self, output: str, *, ok: bool) -> None:
        """Show the output, the time and the tokens."""
        await self._stream(self._typesetter.flush())
        if output:
            self.text, self.step.output = output, typeset(output)
        self.step.is_error = not ok
        await self._end(closed=self._nested)

    async def stop(self) -> None:
        """Keep the text so far, and note that the call was stopped."""
        await self._stream(self._typesetter.flush())
        self._stopped = True
        self.step.output = f"{self.step.output}\n\n{translate('*Stopped.*')}".strip()
        await self._end(closed=self._nested)

    async def _end(self, *, closed: bool) -> None:
        self._autosave.stop()
        self.running = False
        self.step.end = utc_now()
        self.step.name = finished_step_name(self.title, time.monotonic() - self._started, self.tokens)
        self.step.metadata |= image_metadata(self.images)
        self.step.elements = elements(self.step.metadata)
        self._close(closed)
        await self.step.update()

    async def fold(self) -> None:
        """Fold the step when the answer begins; a stopped step stays unfolded, for its text is all there is."""
        if not self.step.auto_collapse and not self._stopped:
            self._close(True)
            await self.step.update()

    def _close(self, closed: bool) -> None:
        self.step.auto_collapse, self.step.default_open = closed, not closed


def elements(metadata: dict[str, object]) -> Any:
    """Return the image elements of a step or an answer."""
    return [cl.Image(**picture) for picture in image_elements(metadata)]

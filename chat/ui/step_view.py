"""A specialist or a tool at work, as a step on the page."""

import time
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer
from chainlit.utils import utc_now

from agents.events import Image, ToolStart
from chat.history.images import image_elements, image_metadata
from chat.i18n.language import translate
from chat.ui.autosave import Autosave
from chat.ui.display_names import title
from chat.ui.footnote import finished
from chat.ui.math_markdown import Typesetter, typeset
from chat.ui.tool_input import format_tool_input


class StepView:
    """One step from its start to its fold. Make it with `start`."""

    def __init__(self, step: cl.Step, *, nested: bool) -> None:
        self.step = step
        self.title = step.name
        self.running = True
        self.said = ""  # by the one at work, as models are told of it
        self.tokens = 0
        self.images: list[Image] = []
        self._nested = nested
        self._begun = time.monotonic()
        self._setter = Typesetter()
        self._stopped = False
        self._autosave = Autosave(self._keep, patient=True)

    @classmethod
    async def start(cls, event: ToolStart, parent_id: str | None, *, nested: bool) -> "StepView":
        """Show the step, open.

        Args:
            event: What begins.
            parent_id: The step in which it happens.
            nested: Whether that is another's step; a nested step folds when it ends, others when the answer begins.
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
        """Show more of what it says."""
        self.said += text
        self._autosave.touch()
        await self._stream(self._setter.feed(text))

    async def _stream(self, text: str) -> None:
        if text:
            await self.step.stream_token(text)

    async def show_input(self, given: dict[str, object]) -> None:
        """Show what it was given."""
        self.step.input = format_tool_input(given)
        self._autosave.touch()
        await context.emitter.update_step(self.step.to_dict())

    async def _keep(self) -> None:
        layer = get_data_layer()
        if layer is not None:
            await layer.update_step({**self.step.to_dict(), "streaming": False})

    async def withdraw(self) -> None:
        """Take back what it has said."""
        self._setter, self.said = Typesetter(), ""
        self.step.output = ""
        await context.emitter.update_step(self.step.to_dict())

    async def finish(self, output: str, *, ok: bool) -> None:
        """Show what came out, and what it took."""
        await self._stream(self._setter.rest())
        if output:
            self.said, self.step.output = output, typeset(output)
        self.step.is_error = not ok
        await self._end(closed=self._nested)

    async def stop(self) -> None:
        """Keep what it has said, and say that it was stopped."""
        await self._stream(self._setter.rest())
        self._stopped = True
        self.step.output = f"{self.step.output}\n\n{translate('*Stopped.*')}".strip()
        await self._end(closed=self._nested)

    async def _end(self, *, closed: bool) -> None:
        self._autosave.stop()
        self.running = False
        self.step.end = utc_now()
        self.step.name = finished(self.title, time.monotonic() - self._begun, self.tokens)
        self.step.metadata |= image_metadata(self.images)
        self.step.elements = elements(self.step.metadata)
        self._close(closed)
        await self.step.update()

    async def fold(self) -> None:
        """Make room for the answer; what was stopped stays to be read, for there is no more of it."""
        if not self.step.auto_collapse and not self._stopped:
            self._close(True)
            await self.step.update()

    def _close(self, closed: bool) -> None:
        self.step.auto_collapse, self.step.default_open = closed, not closed


def elements(metadata: dict[str, object]) -> Any:
    """The pictures of a step or an answer."""
    return [cl.Image(**picture) for picture in image_elements(metadata)]

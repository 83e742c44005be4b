"""A specialist or a tool at work, as a step on the page."""

import time
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.utils import utc_now

from agents.events import Image, ToolStart
from chat import pictures
from chat.footnote import finished
from chat.titles import title
from chat.told import told
from chat.typeset import Typesetter, typeset


class StepView:
    """One step from its start to its fold. Make it with `start`."""

    def __init__(self, step: cl.Step, *, nested: bool) -> None:
        self.step = step
        self.title = step.name
        self.running = True
        self.tokens = 0
        self.images: list[Image] = []
        self._nested = nested
        self._begun = time.monotonic()
        self._setter = Typesetter()

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
        await self._stream(self._setter.feed(text))

    async def _stream(self, text: str) -> None:
        if text:
            await self.step.stream_token(text)

    async def show_input(self, given: dict[str, object]) -> None:
        """Show what it was given."""
        self.step.input = told(given)
        await context.emitter.update_step(self.step.to_dict())

    async def withdraw(self) -> None:
        """Take back what it has said."""
        self._setter = Typesetter()
        self.step.output = ""
        await context.emitter.update_step(self.step.to_dict())

    async def finish(self, output: str, *, ok: bool) -> None:
        """Show what came out, and what it took."""
        await self._stream(self._setter.rest())
        self.running = False
        self.step.output = typeset(output) if output else self.step.output
        self.step.is_error = not ok
        self.step.end = utc_now()
        self.step.name = finished(self.title, time.monotonic() - self._begun, self.tokens)
        self.step.metadata |= pictures.kept(self.images)
        self.step.elements = elements(self.step.metadata)
        self._close(self._nested)
        await self.step.update()

    async def fold(self) -> None:
        """Make room for the answer."""
        if not self.step.auto_collapse:
            self._close(True)
            await self.step.update()

    def _close(self, closed: bool) -> None:
        self.step.auto_collapse, self.step.default_open = closed, not closed


def elements(metadata: dict[str, object]) -> Any:
    """The pictures of a step or an answer."""
    return [cl.Image(**picture) for picture in pictures.shown(metadata)]

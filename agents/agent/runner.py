"""Runs one agent within its limits and tells what it does; the teacher and every specialist go through here."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from strands import Agent
from strands.hooks import AfterToolCallEvent, BeforeToolCallEvent, HookProvider, HookRegistry
from strands.models import Model
from strands.types.content import Messages
from strands.types.exceptions import MaxTokensReachedException

from agents import errors
from agents.agent.event_translator import EventTranslator
from agents.agent.retry import AnnouncedRetry
from agents.agent.text_tap import TextTap
from agents.documents.attachments import Prompt
from agents.events import Emit, Path, StopReason
from agents.specialists import Limits
from agents.tools.base import Tool
from agents.user_messages import TranslatableText


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an agent said, and why it stopped."""

    text: str
    stop_reason: StopReason


class _ToolBudget(HookProvider):
    """Refuses the tool calls beyond the limit, and passes each end on."""

    def __init__(self, allowed: int, translator: EventTranslator) -> None:
        self._allowed = allowed
        self._left = allowed
        self._narrator = translator

    def register_hooks(self, registry: HookRegistry, **_: object) -> None:
        registry.add_callback(BeforeToolCallEvent, self._before)
        registry.add_callback(AfterToolCallEvent, self._after)

    def _before(self, event: BeforeToolCallEvent) -> None:
        if self._left == 0:
            event.cancel_tool = (
                f"The limit of {self._allowed} tool calls for one question is reached; answer with what is known."
            )
        else:
            self._left -= 1

    def _after(self, event: AfterToolCallEvent) -> None:
        if event.exception is not None:  # strands would show the exception's own text
            error_event = (
                "The tool was called with an input that does not fit its description."
                if isinstance(event.exception, ValueError)
                else f"The tool failed; try it another way. (Reference: {errors.report(event.exception)})"
            )
            event.result = {**event.result, "status": "error", "content": [{"text": error_event}]}
        self._narrator.tool_ended(event)


async def run_agent(
    model: Model,
    prompt: str,
    tools: Sequence[Tool],
    limits: Limits,
    question: Prompt,
    *,
    path: Path,
    emit: Emit,
    history: Messages | None = None,
    state: dict[str, Any] | None = None,
) -> Outcome:
    """Let a fresh agent answer one question.

    Args:
        model: The model the learner has chosen.
        prompt: Who the agent is.
        tools: What it may call.
        limits: How far it may go.
        question: What it is asked.
        path: Where its events stand.
        emit: Takes the events.
        history: The conversation so far.
        state: What the tools find beside their input.

    Returns:
        The agent's text; a limit that was reached is said in its last sentence.

    Raises:
        Exception: Whatever the model failed with, after the retries.
    """
    displays = {tool.implementation.tool_name: tool.display for tool in tools}
    translator = EventTranslator(path, displays, emit)
    agent = Agent(
        model=TextTap(model, translator.say),
        system_prompt=prompt,
        tools=[tool.implementation for tool in tools],
        messages=history,
        callback_handler=None,
        retry_strategy=AnnouncedRetry(translator.retry),
        hooks=[_ToolBudget(limits.tool_calls, translator)],
    )
    stop_reason: StopReason = "end_turn"
    try:
        async with asyncio.timeout(limits.seconds) as clock:
            stream = agent.stream_async(question, invocation_state=state, limits={"turns": limits.turns})
            async with aclosing(cast(AsyncGenerator[dict[str, Any], None], stream)) as items:
                async for item in items:
                    translator.hear(item)
                    if "result" in item and item["result"].stop_reason.startswith("limit"):
                        stop_reason = "limit"
                        translator.note(
                            TranslatableText(
                                "I stopped here: {count} steps for one question are the limit.", count=limits.turns
                            )
                        )
    except MaxTokensReachedException:
        stop_reason = "max_tokens"
    except TimeoutError:
        if not clock.expired():
            raise
        stop_reason = "limit"
        translator.note(
            TranslatableText(
                "I stopped here: {count} seconds for one question are the limit.", count=f"{limits.seconds:g}"
            )
        )
    finally:
        translator.finish()
    text = translator.text
    return Outcome(text if isinstance(text, TranslatableText) else text.strip(), stop_reason)

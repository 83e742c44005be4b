"""Runs one agent within its limits; the teacher and every specialist run here."""

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
from agents.agent.output import AgentOutput
from agents.agent.retry import AnnouncedRetry
from agents.agent.shorter_history import ShorterHistory
from agents.agent.spend_guard import SpendRefused
from agents.agent.text_tap import TextTap
from agents.agent.traced_model import TracedModel
from agents.documents.attachments import Prompt
from agents.events import StopReason
from agents.models.sdk_adapter import strands_agent
from agents.models.sdk_adapter.strands_tool_executor import ToolCallExecutor
from agents.specialists import Limits
from agents.tools.base import Tool
from agents.user_messages import TranslatableText

# The results of calls that cannot be made, for the model and for the person.
NO_SUCH_TOOL = TranslatableText("There is no tool of this name; use one of those that are offered.")
MALFORMED_CALL = TranslatableText("The input of this call was no JSON object; call again with one.")
strands_agent.install()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole text of an agent, and why it stopped."""

    text: str
    stop_reason: StopReason


class _ToolCallHooks(HookProvider):
    """Refuses the tool calls beyond the limit, and sends the end of each call as soon as it happens.

    Without the hook a fast call would seem to run until the slowest one beside it ends.
    """

    def __init__(self, limit: int, translator: EventTranslator, tap: TextTap) -> None:
        self._limit = limit
        self._left = limit
        self._translator = translator
        self._tap = tap

    def register_hooks(self, registry: HookRegistry, **_: object) -> None:
        registry.add_callback(BeforeToolCallEvent, self._before)
        registry.add_callback(AfterToolCallEvent, self._after)

    def _before(self, event: BeforeToolCallEvent) -> None:
        if self._left == 0:
            event.cancel_tool = (
                f"The limit of {self._limit} tool calls for one question is reached; answer with what is known."
            )
        elif event.selected_tool is None:
            event.cancel_tool = NO_SUCH_TOOL
        elif event.tool_use["toolUseId"] in self._tap.malformed_calls:
            event.cancel_tool = MALFORMED_CALL
        else:
            self._left -= 1

    def _after(self, event: AfterToolCallEvent) -> None:
        if event.exception is not None:  # strands would show the exception's own text
            sentence = (
                "The tool was called with an input that does not fit its description."
                if isinstance(event.exception, ValueError)
                else f"The tool failed; try it another way. (Reference: {errors.report(event.exception)})"
            )
            event.result = {**event.result, "status": "error", "content": [{"text": sentence}]}
        self._translator.end_tool_call(event.result)


async def run_agent(
    model: Model,
    prompt: str,
    tools: Sequence[Tool],
    limits: Limits,
    question: Prompt,
    *,
    output: AgentOutput,
    history: Messages | None = None,
    state: dict[str, Any] | None = None,
) -> Outcome:
    """Answer one question with a fresh agent.

    Args:
        model: The model the learner has chosen.
        prompt: The agent's system prompt.
        tools: The tools it may call.
        limits: How far it may go.
        question: The question, with its files.
        output: Takes what the agent writes, calls and uses.
        history: The conversation so far.
        state: The invocation state that the tools read.

    Returns:
        The agent's text; its last sentence names the limit or the budget that was reached, if one was.

    Raises:
        Exception: Whatever the model failed with, after the retries.
    """
    displays = {tool.implementation.tool_name: tool.display for tool in tools}
    translator = EventTranslator(displays, output)
    if output.trace is not None:
        model = TracedModel(model, output.trace, output.path)
    tap = TextTap(model, output)
    agent = Agent(
        model=tap,
        system_prompt=prompt,
        tools=[tool.implementation for tool in tools],
        messages=history,
        callback_handler=None,
        retry_strategy=AnnouncedRetry(translator.retry),
        conversation_manager=ShorterHistory(len(history or ()), output.announce_shorter_history),
        hooks=[_ToolCallHooks(limits.tool_calls, translator, tap)],
        tool_executor=ToolCallExecutor(),
    )
    stop_reason: StopReason = "end_turn"
    try:
        async with asyncio.timeout(limits.seconds) as clock:
            stream = agent.stream_async(question, invocation_state=state, limits={"turns": limits.turns})
            async with aclosing(cast(AsyncGenerator[dict[str, Any], None], stream)) as items:
                async for item in items:
                    translator.translate(item)
                    if "result" in item and item["result"].stop_reason.startswith("limit"):
                        stop_reason = "limit"
                        output.write_note(
                            TranslatableText(
                                "I stopped here: {count} steps for one question are the limit.", count=limits.turns
                            )
                        )
        if translator.is_blocked:
            stop_reason = "guardrail"
    except MaxTokensReachedException:
        stop_reason = "max_tokens"
    except TimeoutError:
        if not clock.expired():
            raise
        stop_reason = "limit"
        output.write_note(
            TranslatableText(
                "I stopped here: {count} seconds for one question are the limit.", count=f"{limits.seconds:g}"
            )
        )
    except Exception as error:
        refusal = errors.cause(error)
        if not isinstance(refusal, SpendRefused):
            raise
        stop_reason = "budget"
        output.write_note(refusal.sentence)
    finally:
        translator.finish()
    text = output.text
    return Outcome(text if isinstance(text, TranslatableText) else text.strip(), stop_reason)

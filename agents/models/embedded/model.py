"""The embedded model: routes, calls the real tools, prints their results word for word, and writes little else."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel
from strands.models import Model
from strands.types.content import Message, Messages, SystemContentBlock
from strands.types.event_loop import StopReason
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolChoice, ToolSpec

from agents.models.embedded import expression, honesty
from agents.models.embedded.runtime import EmbeddedRuntime

MOST_TOKENS = 160
_CALCULATOR = "calculator"
_PROMPT_CHARACTERS = 1200
_DECIDING_CHARACTERS = 2000  # patterns are matched against no more than this
_SYSTEM = "You are a helpful teacher. Answer briefly and in plain words."
_FOLLOW_UP = re.compile(r"^\s*(?:and|what about|why)\b|\b(?:it|its|that|they|them|the same)\b", re.IGNORECASE)
_LONGEST_FOLLOW_UP = 8
_REQUEST = re.compile(
    r"(?:what|who|when|where|why|how|which|solve|translate|write|explain|correct|find|factor|simplify)\b|.*\?$",
    re.IGNORECASE | re.DOTALL,
)

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    input: dict[str, object]


@dataclass(slots=True)
class _Ledger:
    """What a reply has cost and why it ended."""

    input_tokens: int = 0
    output_tokens: int = 0
    stop_reason: StopReason = "end_turn"


class EmbeddedModel(Model):
    """A small demonstration model behind the interface of every other model.

    It decides from the messages and the tool specs alone: a calculator is called with what can be calculated, and
    among tools that take a `query` the examples in their descriptions decide.

    Args:
        runtime: What all embedded models share.
        temperature: How freely the prose is worded.
        max_tokens: The length at which a reply counts as cut; None keeps replies short by themselves.
    """

    def __init__(self, runtime: EmbeddedRuntime, temperature: float = 0.3, max_tokens: int | None = None) -> None:
        self._runtime = runtime
        self.config: dict[str, Any] = {
            "model_id": "embedded",
            "temperature": temperature,
            "max_tokens": max_tokens,
            "context_window_limit": 1024,
        }

    def update_config(self, **model_config: Any) -> None:
        """Change the configuration."""
        self.config.update(model_config)

    def get_config(self) -> dict[str, Any]:
        """Return the configuration."""
        return self.config

    def structured_output(
        self, output_model: type[T], prompt: Messages, system_prompt: str | None = None, **kwargs: Any
    ) -> AsyncGenerator[dict[str, T | Any], None]:
        """Refuse: a model of this size does not keep to a schema."""
        raise NotImplementedError("The embedded model gives no structured output.")

    async def stream(
        self,
        messages: Messages,
        tool_specs: list[ToolSpec] | None = None,
        system_prompt: str | None = None,
        *,
        tool_choice: ToolChoice | None = None,
        system_prompt_content: list[SystemContentBlock] | None = None,
        **_: Any,
    ) -> AsyncGenerator[StreamEvent, None]:
        """Stream one reply; leaving the generator stops it."""
        ledger = _Ledger(input_tokens=sum(_size(message) for message in messages))
        writing = False
        yield {"messageStart": {"role": "assistant"}}
        async with aclosing(self._reply(messages, tool_specs or [], ledger)) as parts:
            async for part in parts:
                if isinstance(part, str):
                    if not writing:
                        yield {"contentBlockStart": {"start": {}}}
                    writing = True
                    yield {"contentBlockDelta": {"delta": {"text": part}}}
                    await asyncio.sleep(0)
                    continue
                if writing:
                    yield {"contentBlockStop": {}}
                writing = False
                ledger.stop_reason = "tool_use"
                use_id = f"embedded_{uuid.uuid4().hex[:12]}"
                yield {"contentBlockStart": {"start": {"toolUse": {"toolUseId": use_id, "name": part.name}}}}
                yield {"contentBlockDelta": {"delta": {"toolUse": {"input": json.dumps(part.input)}}}}
                yield {"contentBlockStop": {}}
        if writing:
            yield {"contentBlockStop": {}}
        yield {"messageStop": {"stopReason": ledger.stop_reason}}
        usage = (ledger.input_tokens, ledger.output_tokens)
        yield {
            "metadata": {
                "usage": {"inputTokens": usage[0], "outputTokens": usage[1], "totalTokens": sum(usage)},
                "metrics": {"latencyMs": 0},
            }
        }

    async def _reply(
        self, messages: Messages, tools: Sequence[ToolSpec], ledger: _Ledger
    ) -> AsyncGenerator[str | _Call, None]:
        asked = _text(messages[-1])
        question = asked[:_DECIDING_CHARACTERS]
        earlier = [text for message in messages[:-1] if message["role"] == "user" and (text := _text(message))]
        fixed = _results_in_words(messages) or honesty.courtesy(question) or honesty.recall(question, earlier)
        calls = [] if fixed else await self._calls(asked, earlier, tools)
        fixed = fixed or ("" if calls else honesty.refusal(question))
        for call in calls:
            ledger.output_tokens += len(json.dumps(call.input)) // 4
            yield call
        for piece in re.findall(r"\S+\s*|\s+", fixed):
            ledger.output_tokens += 1
            yield piece
        if not calls and not fixed:
            async with aclosing(self._generate(question, ledger)) as pieces:
                async for piece in pieces:
                    yield piece

    async def _calls(self, question: str, earlier: Sequence[str], tools: Sequence[ToolSpec]) -> list[_Call]:
        """Choose the tools for a question, and what to give them."""
        if any(tool["name"] == _CALCULATOR for tool in tools):
            task = expression.find(question)
            if task is not None:
                return [_Call(_CALCULATOR, {"operation": task.operation, "expression": task.expression})]
        routed = [tool for tool in tools if "query" in tool["inputSchema"]["json"].get("properties", {})]
        if not routed:
            return []
        router = await self._runtime.router()
        if earlier and _follows_up(question):
            question = f"{question} (This follows the question: {earlier[-1]})"
        parts = _requests(question)
        names = [await asyncio.to_thread(router.choose, part, routed) for part in parts]
        if len(set(names)) == len(parts) > 1:
            return [_Call(name, {"query": part}) for name, part in zip(names, parts, strict=True)]
        return [_Call(await asyncio.to_thread(router.choose, question, routed), {"query": question})]

    async def _generate(self, question: str, ledger: _Ledger) -> AsyncGenerator[str, None]:
        yield f"{honesty.CAUTION}\n\n"
        engine = await self._runtime.engine()
        limit = self.config["max_tokens"]
        prompt = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": question[:_PROMPT_CHARACTERS]}]
        written = ""
        generating = engine.generate(prompt, min(limit or MOST_TOKENS, MOST_TOKENS), self.config["temperature"])
        async with aclosing(generating) as pieces:
            async for piece in pieces:
                if piece.text:
                    written += piece.text
                    yield piece.text
                if piece.finish:
                    ledger.input_tokens = piece.input_tokens
                    ledger.output_tokens += piece.output_tokens
                if piece.finish == "length":
                    yield " …"
                    if limit is not None:
                        ledger.stop_reason = "max_tokens"
        if written.count("```") % 2:
            yield "\n```"


def _text(message: Message) -> str:
    return "\n".join(block["text"] for block in message["content"] if "text" in block).strip()


def _results_in_words(messages: Messages) -> str:
    """Return the tool results of the last message word for word, with a sentence where they need one."""
    if len(messages) < 2:
        return ""
    names = {
        block["toolUse"]["toolUseId"]: block["toolUse"]["name"]
        for block in messages[-2]["content"]
        if "toolUse" in block
    }
    told = []
    for block in messages[-1]["content"]:
        if "toolResult" in block:
            result = block["toolResult"]
            text = "\n".join(part["text"] for part in result["content"] if "text" in part)
            if names.get(result["toolUseId"]) == _CALCULATOR:
                failed = result["status"] == "error"
                opening = "The calculator needs something else:" if failed else "Here is the calculation, step by step."
                text = f"{opening}\n\n{text}"
            told.append(text)
    return "\n\n---\n\n".join(told)


def _follows_up(question: str) -> bool:
    short = len(question.split()) <= _LONGEST_FOLLOW_UP and ":" not in question
    return short and bool(_FOLLOW_UP.search(question)) and not expression.has_expression(question)


def _requests(question: str) -> list[str]:
    """Cut a message into its requests, if every part clearly is one."""
    parts = [part.strip() for part in re.split(r"(?<=[?.!])\s+(?=[A-Z])|;\s+|,? and (?:also|then) ", question)]
    clear = 1 < len(parts) <= 3 and all(_REQUEST.match(part) and len(part.split()) > 2 for part in parts)
    return parts if clear else [question]


def _size(message: Message) -> int:
    return sum(len(str(block)) for block in message["content"]) // 4

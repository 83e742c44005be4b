"""The embedded model: routes a question, calls the tools, repeats their results, and writes little else."""

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

from agents.demo_model import MODEL_ID, canned_replies, follow_up, text_generation, tool_calls
from agents.demo_model.file_passages import show_passages
from agents.demo_model.introductions import introduce
from agents.demo_model.refusals import refuse
from agents.demo_model.runtime import DemoRuntime
from agents.demo_model.text_generation import MAX_TOKENS, TokenCount
from agents.demo_model.tool_calls import ToolCall
from agents.documents.attachments import ReadFile, best_in, files_in
from agents.lazy_pattern import LazyPattern
from agents.user_messages import TranslatableText, joined

_MAX_INLINE_CHARACTERS = 500  # a shorter file is read as a part of the question
_MAX_MATCHED_CHARACTERS = 2000  # patterns are slow on long texts
_OPENINGS = {
    "base_form": "Here is what the word lists have.",
    "calculator": "Here is the calculation, step by step.",
    "conjugate": "Here is the verb table.",
    "identify_language": "Here is which language it is.",
    "loan_score": "Here is the prediction.",
    "number_in_words": "Here is the number.",
    "plot": "Here is the picture.",
    "plural": "Here is the plural.",
    "proofread": "Here is what the checker found.",
    "run_python": "I ran it in the sandbox.",
    "transliterate": "Here is how it is written.",
}
_PROGRAM = re.compile(
    r"\b(?:write|implement|create|make|code|program|function|script|class|snippet|query)\b", re.IGNORECASE
)
_REQUEST = LazyPattern(
    r"(?:(?:then|also|please|después|danach|dann|por favor|bitte|y|und) )*(?:what|who|when|where|why|how|which|solve|"
    r"translate|write|explain|correct|find|factor|simplify|resuelve|traduce|escribe|explica|corrige|calcula|encuentra|"
    r"löse|übersetze?|schreibe?|erkläre?|korrigiere?|berechne|finde)\b|"
    r"(?:然后|再|请)*(?:解|把|翻译|写|解释|改正|计算|求)|.*[?\uff1f]$",
    re.IGNORECASE | re.DOTALL,
)
_REQUEST_ENDS = LazyPattern(
    r"(?<=[?.!])\s+(?=[A-ZÁÉÍÓÚÄÖÜ¿¡])|(?<=[\u3002\uff1f\uff01])|;\s+|,? and (?:also|then) ", flags=0
)

T = TypeVar("T", bound=BaseModel)


@dataclass(slots=True)
class _ReplyUsage(TokenCount):
    """The tokens that a reply costs, and why it ended."""

    stop_reason: StopReason = "end_turn"


class DemoModel(Model):
    """A small demonstration model with the interface of every model.

    It decides by the messages and the tools' specifications alone: among tools that take a `query`, the examples in
    their descriptions decide; other tools are called if the question holds their input.

    Args:
        runtime: The weights that all embedded models share.
        temperature: The sampling temperature of prose.
        max_tokens: The length at which a reply counts as cut; None sets no limit beside the model's own.
    """

    def __init__(self, runtime: DemoRuntime, temperature: float = 0.3, max_tokens: int | None = None) -> None:
        self._runtime = runtime
        self.config: dict[str, Any] = {
            "model_id": MODEL_ID,
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
        """Refuse: a model of this size cannot follow a schema."""
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
        spent = _ReplyUsage(input_tokens=sum(_estimate_tokens(message) for message in messages))
        writing = False
        yield {"messageStart": {"role": "assistant"}}
        async with aclosing(self._reply(messages, tool_specs or [], system_prompt or "", spent)) as parts:
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
                spent.stop_reason = "tool_use"
                use_id = f"embedded_{uuid.uuid4().hex[:12]}"
                yield {"contentBlockStart": {"start": {"toolUse": {"toolUseId": use_id, "name": part.name}}}}
                yield {"contentBlockDelta": {"delta": {"toolUse": {"input": json.dumps(part.input)}}}}
                yield {"contentBlockStop": {}}
        if writing:
            yield {"contentBlockStop": {}}
        yield {"messageStop": {"stopReason": spent.stop_reason}}
        usage = (spent.input_tokens, spent.output_tokens)
        yield {
            "metadata": {
                "usage": {"inputTokens": usage[0], "outputTokens": usage[1], "totalTokens": sum(usage)},
                "metrics": {"latencyMs": 0},
            }
        }

    async def _reply(
        self, messages: Messages, tools: Sequence[ToolSpec], prompt: str, spent: _ReplyUsage
    ) -> AsyncGenerator[str | ToolCall, None]:
        asked, files = _text(messages[-1]), _files(messages[-1])
        question = asked[:_MAX_MATCHED_CHARACTERS]
        earlier = [text for message in messages[:-1] if message["role"] == "user" and (text := _text(message))]
        fixed = _repeat_results(messages) or introduce(question) or canned_replies.repeat_question(question, earlier)
        calls = [] if fixed else await self._choose_calls(asked, [file.text for file in files], earlier, tools)
        if not fixed and not calls:
            fixed = show_passages(question, files, _best(messages[-1])) or canned_replies.refuse_translation(
                question, prompt
            )
        for call in calls:
            spent.output_tokens += len(json.dumps(call.input)) // 4
            yield call
        for piece in [fixed] if isinstance(fixed, TranslatableText) else re.findall(r"\S+\s*|\s+", fixed):
            spent.output_tokens += 1
            yield piece
        if not calls and not fixed:
            async with aclosing(self._write(question, tools, prompt, spent)) as parts:
                async for part in parts:
                    yield part

    async def _choose_calls(
        self, question: str, material: Sequence[str], earlier: Sequence[str], tools: Sequence[ToolSpec]
    ) -> list[ToolCall]:
        """Return the calls of tools for a question; empty if no tool fits."""
        specialists = [tool for tool in tools if "query" in tool["inputSchema"]["json"].get("properties", {})]
        if earlier:
            question = follow_up.join_questions(question, earlier[-1])
        if not specialists:
            variants = [question, *(_append(question, text) for text in material)]
            return await asyncio.to_thread(
                lambda: next(filter(None, (tool_calls.choose(each, tools) for each in variants)), [])
            )
        router = await self._runtime.router()
        own, before = follow_up.split_questions(question)
        if before:
            chosen = await asyncio.to_thread(router.choose, f"{before}\n{own}", specialists)
            return [ToolCall(chosen, {"query": question})]
        parts = _split_requests(question)
        names = [await asyncio.to_thread(router.choose, part, specialists) for part in parts]
        if len(set(names)) == len(parts) > 1:
            return [ToolCall(name, {"query": part}) for name, part in zip(names, parts, strict=True)]
        chosen = await asyncio.to_thread(router.choose, _append(question, "\n".join(material)), specialists)
        return [ToolCall(chosen, {"query": question})]

    async def _write(
        self, question: str, tools: Sequence[ToolSpec], prompt: str, spent: _ReplyUsage
    ) -> AsyncGenerator[str | ToolCall, None]:
        if any(tool["name"] == "proofread" for tool in tools) and tool_calls.wants_proofreading(question):
            yield canned_replies.NO_TEXT
            return
        engine = await self._runtime.engine()
        limit = min(self.config["max_tokens"] or MAX_TOKENS, MAX_TOKENS)
        if canned_replies.PROGRAMMER in prompt and _PROGRAM.search(question):
            block = await text_generation.write_code(engine, question, limit, spent)
            yield f"{canned_replies.CAUTION}\n\n{block}\n\n" if block else canned_replies.NO_CODE
            if block.startswith("```python") and any(tool["name"] == "run_python" for tool in tools):
                yield ToolCall("run_python", {"code": block.removeprefix("```python\n").removesuffix("```").rstrip()})
        elif text_generation.is_creative(question):
            yield f"{canned_replies.CAUTION}\n\n"
            async with aclosing(
                text_generation.write_prose(engine, question, self.config["temperature"], limit, spent)
            ) as pieces:
                async for piece in pieces:
                    yield piece
            if spent.cut:
                yield " …"
        else:
            sentence = await text_generation.write_fact(engine, question, limit, spent)
            yield f"{canned_replies.CAUTION}\n\n{sentence}" if sentence else refuse(question)
        if spent.cut and self.config["max_tokens"] is not None:
            spent.stop_reason = "max_tokens"


def _text(message: Message) -> str:
    texts = [block["text"] for block in message["content"] if "text" in block]
    return "\n".join(text for text in texts if not files_in(text)).strip()


def _files(message: Message) -> list[ReadFile]:
    return [file for block in message["content"] if "text" in block for file in files_in(block["text"])]


def _best(message: Message) -> list[int]:
    return [number for block in message["content"] if "text" in block for number in best_in(block["text"])]


def _append(question: str, material: str) -> str:
    return f"{question}\n{material}" if 0 < len(material) <= _MAX_INLINE_CHARACTERS else question


def _repeat_results(messages: Messages) -> str:
    """Return the tool results of the last message word for word, each after its opening sentence."""
    if len(messages) < 2:
        return ""
    names = {
        block["toolUse"]["toolUseId"]: block["toolUse"]["name"]
        for block in messages[-2]["content"]
        if "toolUse" in block
    }
    texts = []
    for block in messages[-1]["content"]:
        if "toolResult" in block:
            result = block["toolResult"]
            text = joined("\n", [part["text"] for part in result["content"] if "text" in part])
            opening = _OPENINGS.get(names.get(result["toolUseId"], ""))
            if opening and result["status"] == "success":
                text = f"{opening}\n\n{text}"
            texts.append(text)
    return joined("\n\n---\n\n", texts)


def _split_requests(question: str) -> list[str]:
    """Return the requests of a message, or the whole message if a part of it is not clearly a request."""
    parts = [part.strip() for part in _REQUEST_ENDS.split(question) if part.strip()]
    clear = 1 < len(parts) <= 3 and all(_REQUEST.match(part) and _is_long_enough(part) for part in parts)
    return parts if clear else [question]


def _is_long_enough(request: str) -> bool:
    return len(request.split()) > 2 or (not request.isascii() and len(request) > 4)


def _estimate_tokens(message: Message) -> int:
    return sum(len(str(block)) for block in message["content"]) // 4

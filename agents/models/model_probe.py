"""One short question, which shows whether a model answers as a learner's question needs it."""

import asyncio
from contextlib import aclosing

from strands.models import Model
from strands.types.content import Messages
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolSpec

from agents.errors import UserFacingError, to_user_facing

MAX_SECONDS = 60
_SYSTEM = "Answer with one word."
_QUESTION: Messages = [{"role": "user", "content": [{"text": "Is five more than four?"}]}]
# Every question of a learner comes with tools, which some models refuse.
_TOOL: ToolSpec = {
    "name": "note",
    "description": "Notes a text. It is not needed now.",
    "inputSchema": {"json": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}},
}


async def probe_model(model: Model) -> None:
    """Ask a model a question, and return when it has answered.

    Raises:
        UserFacingError: It did not.
    """
    stream = model.stream(_QUESTION, [_TOOL], _SYSTEM)
    has_answered = False
    try:
        async with asyncio.timeout(MAX_SECONDS), aclosing(stream) as events:  # type: ignore[type-var]
            async for event in events:
                has_answered = has_answered or _has_content(event)
    except TimeoutError as error:
        raise UserFacingError(
            "The model did not answer within {seconds} seconds.", code="slow", seconds=MAX_SECONDS
        ) from error
    except Exception as error:
        raise to_user_facing(error) from error
    if not has_answered:
        raise UserFacingError(
            "The model gave an empty answer; ask again, or choose another model.", code="empty_answer"
        )


def _has_content(event: StreamEvent) -> bool:
    delta = event.get("contentBlockDelta", {}).get("delta", {})
    return "toolUse" in event.get("contentBlockStart", {}).get("start", {}) or bool(delta.get("text", "").strip())

"""The proofreader: mistakes in English text with their rules, a mended text, and how easy it is to read."""

from typing import Any

from strands import tool

from agents.agent.event_translator import ToolDisplay
from agents.agent.runner import Tool
from agents.tools.errors import ToolError
from agents.workers.pool import WorkerPool

MAX_LENGTH = 5_000

proofreader = WorkerPool("agents.tools.proofreading.worker", 1)


@tool
async def proofread(text: str) -> dict[str, Any]:
    """Check English text for spelling, grammar and punctuation, and tell how easy it is to read.

    The checker finds typical mistakes and not all of them, and some of its suggestions are wrong: judge each one.

    Args:
        text: The learner's text exactly as it was written, and nothing else.
    """
    try:
        if len(text) > MAX_LENGTH:
            raise ToolError(f"The text has {len(text):,} characters; at most {MAX_LENGTH:,} can be checked at once.")
        if not text.strip():
            raise ToolError("There is no text to check; give the sentence or paragraph.")
        answer = await proofreader.ask({"text": text.strip()})
    except ToolError as error:
        return {"status": "error", "content": [{"text": str(error)}]}
    return {"status": "success", "content": [{"text": answer["text"]}]}


PROOFREAD = Tool(proofread, ToolDisplay("Proofreader", "spell-check"))

"""The proofreader: finds mistakes in English text, corrects them, and rates how easy the text is to read."""

from strands import tool

from agents.tools.base import Tool, ToolDisplay, text_tool
from agents.user_messages import ToolError
from agents.workers.pool import WorkerPool

MAX_TEXT_CHARACTERS = 5_000

proofreader = WorkerPool("agents.tools.proofreading.worker", 1)


@tool
@text_tool
async def proofread(text: str) -> str:
    """Check English text for spelling, grammar and punctuation, and tell how easy it is to read.

    The checker finds typical mistakes and not all of them. Its corrections are nearly always right; what it lists as
    worth a look is often not a mistake: judge each one.

    Args:
        text: The learner's text exactly as it was written, and nothing else.
    """
    if len(text) > MAX_TEXT_CHARACTERS:
        raise ToolError(
            f"The text has {len(text):,} characters; at most {MAX_TEXT_CHARACTERS:,} can be checked at once."
        )
    if not text.strip():
        raise ToolError("There is no text to check; give the sentence or paragraph.")
    return (await proofreader.ask({"text": text.strip()}))["text"]


PROOFREAD = Tool(proofread, ToolDisplay("Proofreader", "spell-check"))

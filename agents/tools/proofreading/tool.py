"""The proofreader finds mistakes in English text and rates how easy it is to read; the plurals are of English nouns."""

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


@tool
@text_tool
async def plural(noun: str) -> str:
    """Tell the plural of an English noun; a form is stated only if a list of English words has it.

    Args:
        noun: One English noun in the singular, such as leaf.
    """
    answer = await proofreader.ask({"noun": noun})
    return f"{answer['text']}\n\n{answer['confirmed']}"


PLURAL = Tool(plural, ToolDisplay("Plural", "list-plus"))
PROOFREAD = Tool(proofread, ToolDisplay("Proofreader", "spell-check"))

"""Marks on a learner's own English text, which the learner corrects themselves."""

from agents.demo_model.tool_calls import text_to_proofread
from agents.tools.proofreading.marks import Mark, decode_marks
from agents.tools.proofreading.tool import MAX_TEXT_CHARACTERS, proofreader
from agents.user_messages import ToolError, TranslatableText, joined

_MARKED = TranslatableText(
    "Here something is not right yet. The better words are yours to find; then write the text again."
)
_NOTHING_FOUND = TranslatableText(
    "I find no typical mistake here. What it means, and how it sounds, only a reader can tell."
)
_KINDS = {
    "spelling": TranslatableText("spelling"),
    "capitals": TranslatableText("a capital letter"),
    "punctuation": TranslatableText("a sign or a space"),
    "grammar": TranslatableText("grammar"),
}
_SOMEWHERE = TranslatableText("between the other places")


async def marks_on(message: str) -> str | None:
    """Return the marks on the text that a message asks to correct; None if it asks for nothing of the kind."""
    text = text_to_proofread(message)
    if not text or len(text) > MAX_TEXT_CHARACTERS:
        return None
    try:
        marks = decode_marks((await proofreader.ask({"text": text, "marks": "yes"}))["marks"])
    except ToolError:
        return None
    if not marks:
        return _NOTHING_FOUND
    return joined("\n", [_MARKED, "", *(_line(mark) for mark in marks)])


def _line(mark: Mark) -> str:
    words = f"“{mark.words}”" if mark.words else _SOMEWHERE
    return joined(": ", [joined("", ["- ", words]), _KINDS[mark.kind]])

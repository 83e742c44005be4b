"""A step as it is stored: a message, or a part of an answer that a specialist or a tool made."""

import json
from typing import Required, TypedDict

from agents.agent.reasoning_tags import without_reasoning
from chat.history.step_metadata import PARTIAL, STOP_REASON, StepMetadata, read_metadata
from chat.i18n.language import translate

_CUT_OFF = ("max_tokens", "cancelled", "limit")  # stop reasons of an answer that can be continued


class FeedbackRecord(TypedDict, total=False):
    """A rating; the ids are added for the page and are not stored."""

    value: Required[int]
    comment: Required[str | None]
    id: str
    forId: str
    threadId: str


class StepRecord(TypedDict, total=False):
    """A step in Chainlit's form, as JSON stores it. Moments are ISO 8601, UTC."""

    id: Required[str]
    threadId: str
    parentId: str | None
    type: str
    name: str
    input: str
    output: str
    createdAt: str | None
    start: str | None
    end: str | None
    isError: bool | None
    streaming: bool
    waitForAnswer: bool | None
    metadata: StepMetadata
    feedback: FeedbackRecord
    modes: dict[str, str] | None
    command: str | None
    tags: list[str] | None
    generation: dict[str, object] | None
    showInput: bool | str | None
    defaultOpen: bool | None
    autoCollapse: bool | None
    language: str | None
    icon: str | None


def load_step(record: str) -> StepRecord:
    """Return a step from its stored JSON, without the reasoning that answers were once stored with."""
    step: StepRecord = json.loads(record)
    is_specialist = str((step.get("metadata") or {}).get("tool", "")).endswith("_assistant")
    if (step.get("type") == "assistant_message" or is_specialist) and (output := step.get("output")):
        step["output"] = without_reasoning(output)
    return step


def is_message(step: StepRecord) -> bool:
    """Tell whether a step is a message of the person or of the teacher."""
    return str(step.get("type", "")).endswith("_message")


def is_partial(step: StepRecord) -> bool:
    """Tell whether a step is an answer that was not finished when it was last saved."""
    return bool(read_metadata(step).get(PARTIAL))


def is_unfinished(step: StepRecord) -> bool:
    """Tell whether an answer ended before its end, so that it can be continued."""
    return is_partial(step) or read_metadata(step).get(STOP_REASON) in _CUT_OFF


def with_interruption_note(step: StepRecord) -> StepRecord:
    """Return a step for the page, with a note if it is partial; what is stored and sent to a model has no note."""
    if is_partial(step):
        note = translate("*This answer was interrupted.*")
        return {**step, "output": f"{step.get('output') or ''}\n\n{note}".strip()}
    return step


def without_feedback(step: StepRecord) -> StepRecord:
    """Return a step without its rating, which stores keep beside the step."""
    copy = step.copy()
    copy.pop("feedback", None)
    return copy


def searchable_text(step: StepRecord) -> str:
    """Return the text of a step that a search looks through: that of messages only, with its case folded."""
    text = step.get("output") or "" if is_message(step) else ""
    # Half a surrogate pair (an emoji cut in two) is valid JSON but cannot be stored as UTF-8.
    return fold_case(text.encode("utf-8", "replace").decode("utf-8"))


def fold_case(text: str) -> str:
    """Return text without differences of case, in any language."""
    return text.casefold()


def clip_text(text: str, characters: int) -> str:
    """Shorten a text to so many characters, with an ellipsis at its end."""
    return text if len(text) <= characters else f"{text[: characters - 2].rstrip()} …"

"""What every store derives from a record in the same way."""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

from chat.history.store import Counts, Record, Thread
from chat.i18n.language import translate

TOMBSTONE_DAYS = 30  # how long a deleted conversation keeps late writes from bringing it back
_CUT = ("max_tokens", "cancelled", "limit")


def now() -> str:
    """This moment, as conversations carry it."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def seconds() -> int:
    """This moment, as expiry counts it."""
    return int(datetime.now(UTC).timestamp())


def expiry(days: int | None) -> int | None:
    """When something that is written now will have had its time."""
    return None if days is None else seconds() + int(timedelta(days=days).total_seconds())


def text(step: Record) -> str:
    """What a search finds in a step: what was said, not what a tool put out, with all case taken away."""
    said = step.get("output") or "" if is_message(step) else ""
    # Half a surrogate pair (an emoji cut in two) is valid JSON, and text nowhere else.
    return fold(said.encode("utf-8", "replace").decode("utf-8"))


def is_message(step: Record) -> bool:
    """Whether a step is something that a person or the teacher said."""
    return str(step.get("type", "")).endswith("_message")


def is_partial(step: Record) -> bool:
    """Whether a step is an answer that was still growing when it was saved last."""
    return bool((step.get("metadata") or {}).get("partial"))


def marked(step: Record) -> Record:
    """Say of an answer that was cut off that it was; what is kept, and told to the model, does not say so."""
    if is_partial(step):
        note = translate("*This answer was interrupted.*")
        step = {**step, "output": f"{step.get('output') or ''}\n\n{note}".strip()}
    return step


def could_go_on(step: Record) -> bool:
    """Whether an answer ended before its end."""
    return is_partial(step) or (step.get("metadata") or {}).get("stop_reason") in _CUT


def fold(said: str) -> str:
    """Text without its case, in any language."""
    return said.casefold()


def count(steps: list[Record]) -> Counts:
    """How much there is in a conversation's steps."""
    return Counts(0, sum(map(is_message, steps)), sum("feedback" in step for step in steps))


def encode_cursor(thread: Thread) -> str:
    """The place after a conversation in the list."""
    return base64.urlsafe_b64encode(json.dumps([thread.active_at, thread.id]).encode()).decode()


def decode_cursor(cursor: str | None) -> tuple[str, str] | None:
    """The place that a cursor names; `None`, the beginning, when it names none."""
    try:
        active_at, thread_id = json.loads(base64.urlsafe_b64decode(cursor or ""))
    except (binascii.Error, ValueError, TypeError):
        return None
    return str(active_at), str(thread_id)

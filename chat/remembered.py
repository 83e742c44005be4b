"""The conversation so far, rebuilt from the store for the model."""

from agents.turn import Message
from chat.history.store import Record, Store
from chat.history.writer import Writer

_ROLES = {"user_message": "user", "assistant_message": "assistant"}


async def conversation(store: Store, writer: Writer, owner: str, thread_id: str, question_id: str) -> list[Message]:
    """Return what was said before this question.

    Args:
        store: Where it is kept.
        writer: What is still being written.
        owner: Whose conversation.
        thread_id: Which.
        question_id: The message that asks; it and what follows it are left out.
    """
    await writer.flush(thread_id)
    messages: list[Message] = []
    for step in await store.get_steps(owner, thread_id):
        if step["id"] == question_id:
            break
        if (message := _message(step)) is not None:
            messages.append(message)
    return messages


def _message(step: Record) -> Message | None:
    text = step.get("output") or ""
    if step.get("isError") or not text.strip():
        return None
    match _ROLES.get(step.get("type", "")):
        case "user":
            return Message("user", text)
        case "assistant":
            return Message("assistant", text)
    return None

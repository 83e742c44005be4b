"""Conversations of any length, as turns store them."""

import uuid
from typing import Any, cast

from chat.history.step import StepRecord
from chat.history.store import ConversationStore


def turn(number: int) -> list[StepRecord]:
    """A question, its run, the step of a specialist and its answer."""
    question, run, tool, answer = (identifier(f"{part} {number}") for part in ("question", "run", "tool", "answer"))
    moment = {"createdAt": "2026-01-01T00:00:00Z", "start": "2026-01-01T00:00:00Z", "end": "2026-01-01T00:00:01Z"}
    said = f"The roots are $x_1 = {number}$ and $x_2 = -{number}$. " + "They are found by factoring. " * 8
    steps: list[dict[str, Any]] = [
        {"id": question, "type": "user_message", "name": "user", "output": f"Question {number}?"},
        {"id": run, "type": "run", "name": "on_message", "parentId": question, "output": ""},
        {"id": tool, "type": "tool", "name": "Math", "parentId": run, "output": "solved"},
        {"id": answer, "type": "assistant_message", "name": "Teacher", "parentId": run, "output": said},
    ]
    steps[-1]["metadata"] = {"question": question}
    return [cast(StepRecord, {**step, **moment}) for step in steps]


def identifier(name: str) -> str:
    """An id of Chainlit's form, the same for the same name."""
    data = uuid.uuid5(uuid.NAMESPACE_URL, name).bytes
    return str(uuid.UUID(bytes=data, version=4))


async def put_turns(store: ConversationStore, owner: str, thread_id: str, turns: int) -> None:
    """Store a conversation of so many turns."""
    await store.put_thread(owner, thread_id, name=f"{turns} turns")
    for number in range(turns):
        for step in turn(number):
            await store.put_step(owner, thread_id, step)

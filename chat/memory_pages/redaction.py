"""Takes what was forgotten out of the conversations too."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Literal

from agents.memory.fact import Fact
from chat.history.step import StepRecord, without_feedback
from chat.history.step_metadata import BEFORE, question_id, saved_fact_ids
from chat.history.store import ConversationStore, StoreError, Thread
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.memory_pages.wordings import FORGOTTEN, Wordings
from chat.my_data.archive import threads

_SAID: tuple[Literal["input", "output"], ...] = ("input", "output")


async def redact(owner: str, facts: Sequence[Fact], store: ConversationStore, writer: WriteQueue) -> None:
    """Take facts out of all conversations of their owner, and the turns in which they were told as a whole.

    Raises:
        StoreError: Not all could be written.
    """
    if not facts:
        return
    wordings = Wordings(facts)
    note = translate("What stood here was forgotten, as you asked.")
    async for thread in threads(owner, store):
        await writer.flush(thread.id)
        steps = await store.get_steps(owner, thread.id)
        name, without = await asyncio.to_thread(_without, thread, steps, wordings, note)
        written = [
            await writer.submit(thread.id, partial(_put, owner, thread.id, new, store))
            for old, new in zip(steps, without, strict=True)
            if new != old
        ]
        if name != thread.name:
            written.append(await writer.submit(thread.id, partial(store.put_thread, owner, thread.id, name=name)))
        if not all(written):
            raise StoreError("not redacted")
    await store.purge()


def _without(
    thread: Thread, steps: list[StepRecord], wordings: Wordings, note: str
) -> tuple[str | None, list[StepRecord]]:
    """Return a conversation's name and steps without the facts."""
    said = [thread.name or "", *(step[part] for step in steps for part in _SAID if isinstance(step.get(part), str))]
    known = wordings.known(thread.id, said)
    telling = _telling(steps, wordings.ids)
    first = next((step["id"] for step in steps if step.get("type") == "user_message"), None)
    name = FORGOTTEN if thread.name and first in telling else thread.name and wordings.taken_out_of(thread.name, known)
    without = []
    for step in steps:
        new = wordings.verbatim_out_of(step)
        for part in _SAID:
            if new.get(part) and step["id"] in telling:
                new[part] = note if step.get("type") == "assistant_message" else FORGOTTEN
            elif isinstance(new.get(part), str):
                new[part] = wordings.taken_out_of(new[part], known)
        if before := (new.get("metadata") or {}).get(BEFORE):
            gone = step["id"] in telling
            told = [[who, FORGOTTEN if gone else wordings.taken_out_of(text, known)] for who, text in before]
            new["metadata"] = {**new["metadata"], BEFORE: told}
        without.append(new)
    return name, without


def _telling(steps: list[StepRecord], fact_ids: set[str]) -> set[str]:
    """Return the steps of the turns that saved a fact: what was asked, what was done and what was answered."""
    answers = [step for step in steps if fact_ids.intersection(saved_fact_ids(step))]
    questions = {question_id(answer) for answer in answers}
    telling, inside = {answer["id"] for answer in answers}, False
    for step in steps:
        if step.get("type") == "user_message":
            inside = step["id"] in questions
        if inside:
            telling.add(step["id"])
    return telling


async def _put(owner: str, thread_id: str, step: StepRecord, store: ConversationStore) -> None:
    await store.put_step(owner, thread_id, without_feedback(step))
    if feedback := step.get("feedback"):
        await store.put_feedback(owner, thread_id, step["id"], feedback["value"], feedback["comment"])

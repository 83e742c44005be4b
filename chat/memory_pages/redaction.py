"""Takes forgotten facts out of the conversations."""

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
from chat.memory_pages.fact_matcher import FORGOTTEN, FactMatcher
from chat.my_data.archive import iterate_threads

_TEXTS: tuple[Literal["input", "output"], ...] = ("input", "output")


async def redact(owner: str, facts: Sequence[Fact], store: ConversationStore, writer: WriteQueue) -> None:
    """Take facts out of all conversations of their owner, and the turns that saved them as a whole.

    Raises:
        StoreError: Not all could be written.
    """
    if not facts:
        return
    matcher = FactMatcher(facts)
    note = translate("What stood here was forgotten, as you asked.")
    async for thread in iterate_threads(owner, store):
        await writer.flush(thread.id)
        steps = await store.get_steps(owner, thread.id)
        name, redacted = await asyncio.to_thread(_redact_thread, thread, steps, matcher, note)
        written = [
            await writer.submit(thread.id, partial(_put, owner, thread.id, new, store))
            for old, new in zip(steps, redacted, strict=True)
            if new != old
        ]
        if name != thread.name:
            written.append(await writer.submit(thread.id, partial(store.put_thread, owner, thread.id, name=name)))
        if not all(written):
            raise StoreError("not redacted")
    await store.purge()


def _redact_thread(
    thread: Thread, steps: list[StepRecord], matcher: FactMatcher, note: str
) -> tuple[str | None, list[StepRecord]]:
    """Return a conversation's name and steps without the facts."""
    texts = [thread.name or "", *(step[part] for step in steps for part in _TEXTS if isinstance(step.get(part), str))]
    known = matcher.find_known(thread.id, texts)
    saving = _steps_of_saving_turns(steps, matcher.ids)
    first = next((step["id"] for step in steps if step.get("type") == "user_message"), None)
    name = FORGOTTEN if thread.name and first in saving else thread.name and matcher.redact_text(thread.name, known)
    redacted = []
    for step in steps:
        is_saving = step["id"] in saving
        new = matcher.redact_verbatim(step)
        for part in _TEXTS:
            if new.get(part) and is_saving:
                new[part] = note if step.get("type") == "assistant_message" else FORGOTTEN
            elif isinstance(new.get(part), str):
                new[part] = matcher.redact_text(new[part], known)
        if before := (new.get("metadata") or {}).get(BEFORE):
            texts_before = [[who, FORGOTTEN if is_saving else matcher.redact_text(text, known)] for who, text in before]
            new["metadata"] = {**new["metadata"], BEFORE: texts_before}
        redacted.append(new)
    return name, redacted


def _steps_of_saving_turns(steps: list[StepRecord], fact_ids: set[str]) -> set[str]:
    """Return the ids of the steps of each turn that saved a fact: its question, its tools and its answer."""
    answers = [step for step in steps if fact_ids.intersection(saved_fact_ids(step))]
    questions = {question_id(answer) for answer in answers}
    saving, inside = {answer["id"] for answer in answers}, False
    for step in steps:
        if step.get("type") == "user_message":
            inside = step["id"] in questions
        if inside:
            saving.add(step["id"])
    return saving


async def _put(owner: str, thread_id: str, step: StepRecord, store: ConversationStore) -> None:
    await store.put_step(owner, thread_id, without_feedback(step))
    if feedback := step.get("feedback"):
        await store.put_feedback(owner, thread_id, step["id"], feedback["value"], feedback["comment"])

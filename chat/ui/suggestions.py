"""The buttons that an answer offers: to save what the person said, and to ask an example with one click."""

import logging
from collections.abc import Sequence

import chainlit as cl
from chainlit.context import context

from agents.memory.errors import MemoryRefused, MemoryUnavailable
from agents.memory.formatting import format_saved
from agents.memory.service import MemoryService
from chat.history.step_metadata import SAVED, StepMetadata, read_metadata, saved_fact_ids
from chat.history.store import ConversationStore, StoreError
from chat.i18n.agent_messages import translate_text
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.ui.saved_facts import add_paragraph, offer_undo, read_answer

logger = logging.getLogger(__name__)

REMEMBER, EXAMPLE = "remember_offered", "ask_example"
_MAX_LABEL_CHARACTERS = 60


async def offer_to_remember(texts: Sequence[str], answer_id: str) -> None:
    """Show a button below an answer for each sentence that can be saved."""
    for text in texts:
        label = translate("Remember this: {fact}", fact=_short(text))
        payload = {"text": text, "answer": answer_id}
        await cl.Action(name=REMEMBER, payload=payload, label=label, icon="bookmark").send(for_id=answer_id)


async def offer_examples(questions: Sequence[str], answer_id: str) -> None:
    """Show a button below an answer for each question that can be asked next."""
    for question in questions:
        action = cl.Action(name=EXAMPLE, payload={"question": question}, label=_short(question), icon="message-square")
        await action.send(for_id=answer_id)


class Remember:
    """Handles the button that saves a sentence.

    Args:
        memory: The memory of all people.
        store: The store of conversations.
    """

    def __init__(self, memory: MemoryService, store: ConversationStore) -> None:
        self._memory = memory
        self._store = store

    async def remember(self, action: cl.Action) -> None:
        """Save the sentence of a button, and note it in the answer, with a button to undo it."""
        owner, thread_id = current_caller.get().sub, context.session.thread_id
        try:
            saved = await self._memory.save(owner, str(action.payload.get("text")), thread_id)
        except MemoryRefused as refusal:
            await context.emitter.send_toast(translate_text(refusal.sentence), "error")
            return
        except MemoryUnavailable as error:
            logger.warning("offer_not_saved", extra={"reason": str(error)})
            sentence = translate("Your memory cannot be reached just now; try again in a minute.")
            await context.emitter.send_toast(sentence, "error")
            return
        await action.remove()
        note = translate_text(format_saved(saved.fact, is_new=saved.is_new, replaced=saved.replaced))
        await context.emitter.send_toast(translate("Saved to your memory."), "info")
        if saved.is_new:
            try:
                await self._add_note(str(action.payload.get("answer")), saved.fact.id, note)
            except StoreError as error:
                logger.warning("note_not_added", extra={"reason": str(error)})

    async def _add_note(self, answer_id: str, fact_id: str, note: str) -> None:
        """Add what was saved to the answer, so that it is there when the conversation is opened again."""
        step = await read_answer(self._store, answer_id)
        if step is not None:
            metadata: StepMetadata = {**read_metadata(step), SAVED: [*saved_fact_ids(step), fact_id]}
            await add_paragraph({**step, "metadata": metadata}, note)
            await offer_undo([fact_id], answer_id)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LABEL_CHARACTERS else f"{text[:_MAX_LABEL_CHARACTERS].rsplit(' ', 1)[0]} …"

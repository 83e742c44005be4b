"""What happens to files when their question is sent."""

from collections.abc import Sequence

import chainlit as cl
from chainlit.context import context

from agents.documents.attachments import Attachment, told_in_part
from chat.attachments.file_store import FileStoreError
from chat.attachments.service import KEY, AttachmentService, shown
from chat.history.store import Record
from chat.i18n.language import format_number, translate

UPLOADED = "uploaded"  # key in a new question's metadata: ids of the files that were uploaded for it


async def attach(attachments: AttachmentService, owner: str, question: cl.Message) -> bool:
    """Keep what was uploaded for a question, and show it there; false, after a sentence, when something is missing."""
    uploaded = (question.metadata or {}).pop(UPLOADED, [])
    if not uploaded:
        return True
    thread_id = context.session.thread_id
    try:
        kept = await attachments.keep(owner, thread_id, uploaded)
    except FileStoreError:
        await _refuse(translate("The attached file could not be saved just now; attach it again in a minute."))
        return False
    question.metadata = {**(question.metadata or {}), KEY: kept}
    await question.update()
    for element in shown(thread_id, [{"id": question.id, "metadata": question.metadata}]):
        await context.emitter.send_element(element)
    if len(kept) < len(uploaded):
        await _refuse(translate("The server no longer has the file that you attached; attach it again."))
        return False
    return True


def attached(question: cl.Message) -> Record:
    """The question as a step, as far as its files go."""
    return {"id": question.id, "metadata": question.metadata}


async def tell_cut(files: Sequence[Attachment]) -> None:
    """Say of which files only the beginning is read."""
    for file, characters in told_in_part(files):
        sentence = translate(
            "Only the beginning of {name} is read: its first {characters} characters.",
            name=file.name,
            characters=format_number(characters),
        )
        await cl.Message(content=sentence, type="system_message").send()


async def _refuse(sentence: str) -> None:
    await cl.ErrorMessage(content=sentence).send()

"""Attaches the uploads of a question that is sent, and shows them with it."""

from collections.abc import Iterator, Sequence
from typing import cast

import chainlit as cl
from chainlit.context import context

from agents.documents.attachments import PAGE_END, Attachment, is_searched
from chat.attachments.file_store import FileStoreError
from chat.attachments.service import AttachmentService, attachment_elements
from chat.history.step import StepRecord
from chat.history.step_metadata import ATTACHMENTS, UPLOADED, StepMetadata
from chat.i18n.language import format_number, translate, translate_plural


async def attach(attachments: AttachmentService, owner: str, question: cl.Message) -> bool:
    """Store the uploads of a question and show them with it.

    Returns:
        False if an upload is missing or cannot be stored; an error message on the page says so.
    """
    upload_ids = (question.metadata or {}).pop(UPLOADED, [])
    if not upload_ids:
        return True
    thread_id = context.session.thread_id
    try:
        records = await attachments.keep(owner, thread_id, upload_ids)
    except FileStoreError:
        await _refuse(translate("The attached file could not be saved just now; attach it again in a minute."))
        return False
    question.metadata = {**(question.metadata or {}), ATTACHMENTS: records}
    await question.update()
    for element in attachment_elements(thread_id, [{"id": question.id, "metadata": question.metadata}]):
        await context.emitter.send_element(element)
    if len(records) < len(upload_ids):
        await _refuse(translate("The server no longer has the file that you attached; attach it again."))
        return False
    return True


def question_step(question: cl.Message) -> StepRecord:
    """Return the id and the metadata of a question in the form of a stored step."""
    return {"id": question.id, "metadata": cast(StepMetadata, question.metadata)}


async def show_reading_notes(files: Sequence[Attachment]) -> None:
    """Show a message for each file whose encoding was assumed, or of which the model does not get everything."""
    for file in files:
        if file.assumed_encoding and not file.earlier:
            sentence = translate(
                "{name} was read as {encoding}; if letters are wrong, save it as UTF-8 and attach it again.",
                name=file.name,
                encoding=file.assumed_encoding,
            )
            await cl.Message(content=sentence, type="system_message").send()
        for sentence in _notes_of_length(file, searched=is_searched(files)):
            await cl.Message(content=sentence, type="system_message").send()


def _notes_of_length(file: Attachment, *, searched: bool) -> Iterator[str]:
    """Yield the sentences about what a model does not get of a file."""
    if file.earlier:
        return
    if not file.whole and (pages := file.text.count(PAGE_END) + 1) > 1:
        yield translate("Of {name}, pages 1 to {pages} are read.", name=file.name, pages=format_number(pages))
    elif not file.whole:
        yield translate_plural(
            "Only the beginning of {name} is read: its first {count} character.",
            "Only the beginning of {name} is read: its first {count} characters.",
            count=len(file.text),
            name=file.name,
        )
    if searched and file.text:
        yield translate(
            "{name} is long: it is searched for each question, and the best passages are read.", name=file.name
        )


async def _refuse(sentence: str) -> None:
    await cl.ErrorMessage(content=sentence).send()

"""The attachments of conversations: stored with a question, loaded for the model, and shown on the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from agents.documents.attachments import Attachment
from chat.attachments.file_store import FileStore, FileStoreError
from chat.attachments.pending_uploads import PendingUpload, PendingUploads
from chat.history.step_metadata import AttachmentRecord, attachment_records

READING = "/reading"  # where passages are shown
MAX_ATTACHMENTS = 10  # of one question
_MAX_EARLIER_ATTACHMENTS = 5  # of earlier questions that the model gets again
_TEXT_SUFFIX = ".txt"  # of the stored text of a file


class AttachmentService:
    """The files of all people; as `PersonalData` it returns and erases those of one person.

    Args:
        files: Stores the files; None if nothing can be attached.
    """

    name = "attachments"

    def __init__(self, files: FileStore | None) -> None:
        self.files = files
        self.pending = PendingUploads()

    async def keep(self, owner: str, thread_id: str, ids: Sequence[str]) -> list[AttachmentRecord]:
        """Store the uploads of a question, and return their records; unknown ids are left out.

        Raises:
            FileStoreError: They cannot be stored.
        """
        return [
            await self._store(owner, thread_id, upload) for upload in self.pending.take(owner, ids[:MAX_ATTACHMENTS])
        ]

    async def load(
        self, owner: str, thread_id: str, asked: Sequence[AttachmentRecord], earlier: Sequence[AttachmentRecord]
    ) -> list[Attachment]:
        """Return the files for the model: those of the question, then the latest of earlier questions.

        Raises:
            FileStoreError: They cannot be read.
        """
        loaded = [await self._load(owner, thread_id, record, earlier=False) for record in asked]
        loaded += [
            await self._load(owner, thread_id, record, earlier=True) for record in earlier[:_MAX_EARLIER_ATTACHMENTS]
        ]
        return [each for each in loaded if each is not None]

    async def content(self, owner: str, thread_id: str, file_id: str) -> bytes | None:
        """Return the content of a file; None if the person has no such file."""
        return None if self.files is None else await self.files.get(owner, thread_id, file_id)

    async def text(self, owner: str, thread_id: str, file_id: str) -> str | None:
        """Return the text of a file; None if the person has no such file.

        Raises:
            FileStoreError: It cannot be read.
        """
        content = await self.content(owner, thread_id, file_id + _TEXT_SUFFIX)
        return None if content is None else content.decode("utf-8", "replace")

    async def forget(self, owner: str, thread_id: str) -> None:
        """Delete the files of a conversation."""
        if self.files is not None:
            await self.files.delete(owner, thread_id)

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        return [] if self.files is None else [{"file": name, "bytes": n} async for name, n in self.files.sizes(owner)]

    async def erase(self, owner: str) -> int:
        """See `PersonalData`."""
        if self.files is None:
            return 0
        keys = [key async for key, _ in self.files.sizes(owner)]
        await self.files.erase(owner)
        return sum(not key.endswith(_TEXT_SUFFIX) for key in keys)

    def close(self) -> None:
        """Discard the pending uploads and close the store."""
        self.pending.close()
        if self.files is not None:
            self.files.close()

    async def _store(self, owner: str, thread_id: str, upload: PendingUpload) -> AttachmentRecord:
        if self.files is None:
            raise FileStoreError("there is no file store")
        try:
            await self.files.put(owner, thread_id, upload.id, upload.content.read_bytes())
            if upload.text is not None:
                await self.files.put(owner, thread_id, upload.id + _TEXT_SUFFIX, upload.text.read_bytes())
        finally:
            self.pending.discard(upload)
        record: AttachmentRecord = {
            "id": upload.id,
            "name": upload.name,
            "type": upload.media_type,
            "whole": upload.whole,
        }
        if upload.assumed_encoding:
            record["encoding"] = upload.assumed_encoding
        return record

    async def _load(self, owner: str, thread_id: str, record: AttachmentRecord, *, earlier: bool) -> Attachment | None:
        if self.files is None:
            return None
        picture = is_picture(record)
        content = await self.files.get(owner, thread_id, record["id"] + ("" if picture else _TEXT_SUFFIX))
        if content is None:
            return None  # expired
        text, image = ("", content) if picture else (content.decode("utf-8", "replace"), b"")
        return Attachment(
            record["name"],
            record["type"],
            text,
            image,
            earlier,
            bool(record.get("whole", True)),
            str(record.get("encoding", "")),
            address="" if picture else reading_address(thread_id, record["id"]),
        )


def attachment_elements(thread_id: str, steps: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return Chainlit's elements for the files of a conversation, each with the id of its question."""
    return [
        {
            "id": record["id"],
            "threadId": thread_id,
            "forId": step["id"],
            "type": "image" if is_picture(record) else "file",
            "name": record["name"],
            "mime": record["type"],
            "url": attachment_url(thread_id, record),
            "display": "inline",
            "size": "medium",
        }
        for step in steps
        for record in attachment_records(step)
    ]


def attachment_url(thread_id: str, record: AttachmentRecord) -> str:
    """Return the path of a file of a question."""
    return file_address(thread_id, record["id"], record["name"])


def file_address(thread_id: str, file_id: str, name: str) -> str:
    """Return the path of a file; it ends with the name under which the browser saves it."""
    return f"/attachments/{quote(thread_id, safe='')}/{file_id}/{quote(name, safe='')}"


def reading_address(thread_id: str, file_id: str) -> str:
    """Return the path below which the passages of a file are shown, each under its place and the name."""
    return f"{READING}/{quote(thread_id, safe='')}/{file_id}"


def is_picture(record: AttachmentRecord) -> bool:
    """Tell whether a file is shown as a picture."""
    return str(record["type"]).startswith("image/")

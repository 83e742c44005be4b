"""The attachments of conversations: sent with a question, told to the model, shown again, and given back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from agents.documents.attachments import Attachment
from chat.attachments.file_store import FileStore, FileStoreError
from chat.attachments.pending_uploads import PendingUpload, PendingUploads
from chat.history.step_metadata import AttachmentRecord, attachment_records

MAX_COUNT = 10  # files of one question
_MAX_EARLIER = 5  # files of earlier questions that go along with a new one
_TEXT = ".txt"


class AttachmentService:
    """What becomes of files. As a `Holding` it tells and erases what is kept of a person.

    Args:
        files: Where they are kept; None when nothing can be attached.
    """

    name = "attachments"

    def __init__(self, files: FileStore | None) -> None:
        self.files = files
        self.tray = PendingUploads()

    async def keep(self, owner: str, thread_id: str, ids: Sequence[str]) -> list[AttachmentRecord]:
        """Keep the files that were uploaded for a question, and return their records.

        Raises:
            FilesError: If they cannot be kept just now.
        """
        return [await self._keep(owner, thread_id, waiting) for waiting in self.tray.take(owner, ids[:MAX_COUNT])]

    async def load(
        self, owner: str, thread_id: str, asked: Sequence[AttachmentRecord], earlier: Sequence[AttachmentRecord]
    ) -> list[Attachment]:
        """Return the files that go along with a question: its own, then the latest that came before.

        Raises:
            FilesError: If they cannot be read just now.
        """
        loaded = [await self._load(owner, thread_id, record, earlier=False) for record in asked]
        loaded += [await self._load(owner, thread_id, record, earlier=True) for record in earlier[:_MAX_EARLIER]]
        return [each for each in loaded if each is not None]

    async def content(self, owner: str, thread_id: str, file_id: str) -> bytes | None:
        """What a file holds, if this person has it."""
        return None if self.files is None else await self.files.get(owner, thread_id, file_id)

    async def forget(self, owner: str, thread_id: str) -> None:
        """Delete the files of a conversation."""
        if self.files is not None:
            await self.files.delete(owner, thread_id)

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `Holding`."""
        return [] if self.files is None else [{"file": name, "bytes": n} async for name, n in self.files.sizes(owner)]

    async def erase(self, owner: str) -> int:
        """See `Holding`."""
        if self.files is None:
            return 0
        kept = [name async for name, _ in self.files.sizes(owner)]
        await self.files.erase(owner)
        return sum(not name.endswith(_TEXT) for name in kept)

    def close(self) -> None:
        """Let go of everything."""
        self.tray.close()
        if self.files is not None:
            self.files.close()

    async def _keep(self, owner: str, thread_id: str, waiting: PendingUpload) -> AttachmentRecord:
        if self.files is None:
            raise FileStoreError("there is no place for files")
        try:
            await self.files.put(owner, thread_id, waiting.id, waiting.content.read_bytes())
            if waiting.text is not None:
                await self.files.put(owner, thread_id, waiting.id + _TEXT, waiting.text.read_bytes())
        finally:
            self.tray.let_go(waiting)
        return {"id": waiting.id, "name": waiting.name, "type": waiting.media_type, "whole": waiting.whole}

    async def _load(self, owner: str, thread_id: str, record: AttachmentRecord, *, earlier: bool) -> Attachment | None:
        if self.files is None:
            return None
        picture = is_picture(record)
        content = await self.files.get(owner, thread_id, record["id"] + ("" if picture else _TEXT))
        if content is None:
            return None  # its time was over
        text, image = ("", content) if picture else (content.decode("utf-8", "replace"), b"")
        return Attachment(record["name"], record["type"], text, image, earlier, bool(record.get("whole", True)))


def shown(thread_id: str, steps: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return Chainlit's elements for the files of a conversation, each at its question."""
    return [
        {
            "id": record["id"],
            "threadId": thread_id,
            "forId": step["id"],
            "type": "image" if is_picture(record) else "file",
            "name": record["name"],
            "mime": record["type"],
            "url": address(thread_id, record),
            "display": "inline",
            "size": "medium",
        }
        for step in steps
        for record in attachment_records(step)
    ]


def address(thread_id: str, record: AttachmentRecord) -> str:
    """Where the page finds a file; the name at its end is what the browser saves it under."""
    return f"/attachments/{quote(thread_id, safe='')}/{record['id']}/{quote(record['name'], safe='')}"


def is_picture(record: AttachmentRecord) -> bool:
    """Whether a file is shown as a picture."""
    return str(record["type"]).startswith("image/")

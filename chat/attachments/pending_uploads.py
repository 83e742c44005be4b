"""Files that were uploaded and not yet sent with a question."""

import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_UPLOADS = 20  # of one person; the oldest are discarded
MAX_TOTAL_BYTES = 200_000_000  # of all people
_MAX_AGE_SECONDS = 3600.0
_MAX_NAME_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class PendingUpload:
    """An uploaded file.

    Args:
        id: The id by which the page names it.
        owner: The person who uploaded it.
        name: The name of the file.
        media_type: Its media type.
        whole: Whether its text is complete.
        content: The path of its content.
        text: The path of its text; None for a picture.
        size: Bytes of content and text.
        uploaded_at: `time.monotonic()` of the upload.
    """

    id: str
    owner: str
    name: str
    media_type: str
    whole: bool
    content: Path
    text: Path | None
    size: int
    uploaded_at: float


class PendingUploads:
    """The uploads of this process, in a temporary folder that is removed with it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="uploads-")
        self._uploads: dict[str, PendingUpload] = {}  # the oldest first

    def new_path(self) -> Path:
        """Return a path for a new file."""
        return Path(self._folder.name) / uuid.uuid4().hex

    def add(self, owner: str, name: str, media_type: str, content: Path, text: Path | None, *, whole: bool) -> str:
        """Add an upload, and return its id."""
        size = content.stat().st_size + (text.stat().st_size if text else 0)
        upload = PendingUpload(str(uuid.uuid4()), owner, name, media_type, whole, content, text, size, time.monotonic())
        self._uploads[upload.id] = upload
        self._discard_excess(owner)
        return upload.id

    def take(self, owner: str, ids: Sequence[str]) -> list[PendingUpload]:
        """Remove and return the uploads with these ids, as far as they are this person's; `discard` them after use."""
        own = [each for each in ids if each in self._uploads and self._uploads[each].owner == owner]
        return [self._uploads.pop(each) for each in dict.fromkeys(own)]

    def discard(self, upload: PendingUpload) -> None:
        """Delete the files of an upload."""
        for path in (upload.content, upload.text):
            if path is not None:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Delete all uploads."""
        self._folder.cleanup()

    def _discard_excess(self, owner: str) -> None:
        oldest_kept = time.monotonic() - _MAX_AGE_SECONDS
        uploads = list(self._uploads.values())
        excess = [upload for upload in uploads if upload.uploaded_at < oldest_kept]
        own = [upload for upload in uploads if upload.owner == owner]
        excess += own[: max(0, len(own) - MAX_UPLOADS)]
        excess_bytes = sum(upload.size for upload in uploads) - MAX_TOTAL_BYTES
        for upload in uploads:
            if excess_bytes <= 0:
                break
            excess_bytes -= upload.size
            excess.append(upload)
        for upload in excess:
            if self._uploads.pop(upload.id, None):
                self.discard(upload)


def clean_name(name: str) -> str:
    """Return the name of a file as one line of visible characters without a path."""
    base = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(character for character in base if character.isprintable()).strip(" .")
    if len(visible) > _MAX_NAME_CHARACTERS:
        stem, _, ending = visible.rpartition(".")
        if stem:
            visible = f"{stem[: _MAX_NAME_CHARACTERS - 8]}….{ending[:6]}"
        else:
            visible = f"{visible[: _MAX_NAME_CHARACTERS - 1]}…"
    return visible or "file"

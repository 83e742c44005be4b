"""Files that were uploaded and not yet sent with a question."""

import tempfile
import time
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chat.i18n.visible_text import JOINERS, is_visible, without_controls

MAX_UPLOADS = 20  # of one person; the oldest are discarded
MAX_TOTAL_BYTES = 200_000_000  # of all people
_MAX_AGE_SECONDS = 3600.0
_MAX_NAME_CHARACTERS = 120
_MAX_NAME_BYTES = 240  # disks take 255, and a browser adds a number to a second file of the same name
_MAX_ENDING_CHARACTERS = 10
_MAX_MARKS = 4  # on one letter
_SPACES_AND_DOTS = ". \t\xa0\u202f\u3000"
# Names that Windows gives to devices.
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}


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
        assumed_encoding: The encoding in which a text was read that does not state it.
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
    assumed_encoding: str = ""


class PendingUploads:
    """The uploads of this process, in a temporary folder that is removed with it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="uploads-")
        self._uploads: dict[str, PendingUpload] = {}  # the oldest first

    def new_path(self) -> Path:
        """Return a path for a new file."""
        return Path(self._folder.name) / uuid.uuid4().hex

    def add(
        self,
        owner: str,
        name: str,
        media_type: str,
        content: Path,
        text: Path | None,
        *,
        whole: bool,
        assumed_encoding: str = "",
    ) -> str:
        """Add an upload, and return its id."""
        size = content.stat().st_size + (text.stat().st_size if text else 0)
        upload = PendingUpload(
            str(uuid.uuid4()),
            owner,
            name,
            media_type,
            whole,
            content,
            text,
            size,
            time.monotonic(),
            assumed_encoding,
        )
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
    """Return the name of a file as one line of visible characters without a path, short enough for every disk.

    Spaces of any width stay, as do the joiners of Persian words and of emoji; marks that turn the direction of text go.
    """
    base = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    visible = "".join(_few_marks(without_controls(base))).strip(_SPACES_AND_DOTS)
    stem, dot, ending = visible.rpartition(".")
    if not dot or len(ending) > _MAX_ENDING_CHARACTERS:
        stem, dot, ending = visible, "", ""
    if stem.partition(".")[0].rstrip().upper() in _RESERVED:
        stem = f"_{stem}"
    room = _MAX_NAME_CHARACTERS - len(dot + ending)
    if len(stem) > room or len(f"{stem}{dot}{ending}".encode()) > _MAX_NAME_BYTES:
        stem = f"{_cut(stem, room - 1, _MAX_NAME_BYTES - len(f'…{dot}{ending}'.encode()))}…"
    return f"{stem}{dot}{ending}" if is_visible(stem) else "file"


def _few_marks(name: str) -> Iterator[str]:
    """Yield the characters without marks that stand on no letter, or in a heap on one."""
    marks = _MAX_MARKS
    for character in name:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MAX_MARKS:
            yield character


def _cut(text: str, characters: int, size: int) -> str:
    """Cut a text to a number of characters and of bytes, not between a letter and its marks."""
    text = text[:characters].encode()[:size].decode(errors="ignore")
    return text.rstrip("".join(JOINERS)).rstrip()

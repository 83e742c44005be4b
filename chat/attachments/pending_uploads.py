"""Files that were uploaded and not yet sent with a question."""

import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_OF_ONE = 20  # files that one person may have waiting; the oldest are let go
MAX_BYTES = 200_000_000  # of all people together
_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class PendingUpload:
    """A file that waits.

    Args:
        id: By which the page names it.
        owner: Whose.
        name: What the person calls it.
        media_type: What it is.
        whole: Whether its text is all of it.
        content: Where its content is.
        text: Where its text is; None for a picture.
        size: Bytes of both.
        since: When it came.
    """

    id: str
    owner: str
    name: str
    media_type: str
    whole: bool
    content: Path
    text: Path | None
    size: int
    since: float


class PendingUploads:
    """The files that wait in this process; nothing of it outlives the process."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="uploads-")
        self._waiting: dict[str, PendingUpload] = {}  # the oldest first

    def place(self) -> Path:
        """Return a path for a file that is about to come."""
        return Path(self._folder.name) / uuid.uuid4().hex

    def put(self, owner: str, name: str, media_type: str, content: Path, text: Path | None, *, whole: bool) -> str:
        """Let a file wait, and return its id."""
        size = content.stat().st_size + (text.stat().st_size if text else 0)
        waiting = PendingUpload(
            str(uuid.uuid4()), owner, name, media_type, whole, content, text, size, time.monotonic()
        )
        self._waiting[waiting.id] = waiting
        self._make_room(owner)
        return waiting.id

    def take(self, owner: str, ids: Sequence[str]) -> list[PendingUpload]:
        """Return those of the files that this person has waiting; they wait no longer."""
        mine = [each for each in ids if each in self._waiting and self._waiting[each].owner == owner]
        return [self._waiting.pop(each) for each in dict.fromkeys(mine)]

    def let_go(self, waiting: PendingUpload) -> None:
        """Remove what was taken."""
        for path in (waiting.content, waiting.text):
            if path is not None:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove everything."""
        self._folder.cleanup()

    def _make_room(self, owner: str) -> None:
        since = time.monotonic() - _SECONDS
        everyone = list(self._waiting.values())
        old = [each for each in everyone if each.since < since]
        mine = [each for each in everyone if each.owner == owner]
        old += mine[: max(0, len(mine) - MAX_OF_ONE)]
        over = sum(each.size for each in everyone) - MAX_BYTES
        for each in everyone:
            if over <= 0:
                break
            over -= each.size
            old.append(each)
        for each in old:
            if self._waiting.pop(each.id, None):
                self.let_go(each)

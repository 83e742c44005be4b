"""One thing that is remembered: a sentence that a person told, or a passage of a file that they brought."""

import base64
import re
import unicodedata
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

FACTS, PASSAGES = "fact#", "passage#"
MAX_LENGTH = 1_000  # characters of a fact


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage stands.

    Args:
        document: The file's id.
        name: The file's name.
        page: The page, from 1; 0 where there are no pages.
        number: The passage, from 1.
    """

    document: str
    name: str
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One remembered thing.

    Args:
        text: What is remembered.
        id: Unique, and without meaning.
        saved_at: ISO 8601, UTC.
        changed_at: The same, if its owner has changed it.
        thread_id: The conversation in which it was told, if it was.
        source: The passage it is, if it is one.
        indexed_in: The index outside that has it, as the index names itself.
        indexed_at: When it was given there, in seconds.
        vector: Its meaning, where it was worked out.
    """

    text: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    saved_at: str = field(default_factory=lambda: now())
    changed_at: str = ""
    thread_id: str = ""
    source: Source | None = None
    indexed_in: str = ""
    indexed_at: float = 0.0
    vector: bytes = field(default=b"", repr=False)

    @property
    def key(self) -> str:
        """Where it is kept among what its owner has."""
        if self.source is None:
            return f"{FACTS}{self.id}"
        return f"{PASSAGES}{self.source.document}#{self.source.number:05}"

    def record(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        kept = {name: value for name, value in asdict(self).items() if value}
        if self.vector:
            kept["vector"] = base64.b64encode(self.vector).decode()
        return kept

    @staticmethod
    def of(record: dict[str, Any]) -> "Fact":
        """Return what `record` made."""
        source = record.get("source")
        vector = base64.b64decode(record.get("vector", ""))
        return Fact(**{**record, "source": Source(**source) if source else None, "vector": vector})


def now() -> str:
    """This moment."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def tidy(text: str) -> str:
    """Return text on one line, with nothing in it that cannot be seen or that turns the direction of reading."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join("".join(sign for sign in text if _is_seen(sign)).split())


def same(text: str) -> str:
    """Return what two wordings of the same fact share."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_seen(sign: str) -> bool:
    return sign.isspace() or sign == "\u200d" or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Cn")

"""One remembered thing: a sentence a person told, or a passage of a file they brought."""

import base64
import re
import unicodedata
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from agents.memory.fact_repository import FactRecord

FACT_PREFIX, PASSAGE_PREFIX = "fact#", "passage#"  # of the keys under which they are stored
MAX_FACT_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a file a passage is.

    Args:
        document: The file's id.
        name: The file's name.
        page: The page, from 1; 0 if the file has no pages.
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
        id: A random unique id.
        saved_at: ISO 8601, UTC.
        changed_at: ISO 8601, UTC; empty if its owner never changed it.
        thread_id: The conversation in which it was told; empty if none.
        source: Where a passage is in its file; None for a sentence.
        indexed_in: The location (see `Index.location`) in the external index; empty if it is in none.
        indexed_at: When it was added to the index, in seconds since the epoch.
        replaced: The facts that it took the place of, one a line; they come back when it is undone.
        vector: Its sentence embedding; empty where none was computed.
    """

    text: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    saved_at: str = field(default_factory=lambda: utc_now())
    changed_at: str = ""
    thread_id: str = ""
    source: Source | None = None
    indexed_in: str = ""
    indexed_at: float = 0.0
    replaced: str = ""
    vector: bytes = field(default=b"", repr=False)

    @property
    def key(self) -> str:
        """The key under which its owner's repository stores it."""
        if self.source is None:
            return f"{FACT_PREFIX}{self.id}"
        return f"{PASSAGE_PREFIX}{self.source.document}#{self.source.number:05}"

    def to_record(self) -> FactRecord:
        """Return the fact in its stored form."""
        record = {name: value for name, value in asdict(self).items() if value}
        if self.vector:
            record["vector"] = base64.b64encode(self.vector).decode()
        return cast(FactRecord, record)

    @staticmethod
    def from_record(record: FactRecord) -> "Fact":
        """Return the fact of a stored record."""
        source = record.get("source")
        fields: dict[str, Any] = {
            **record,
            "source": Source(**source) if source else None,
            "vector": base64.b64decode(record.get("vector", "")),
        }
        return Fact(**fields)


def utc_now() -> str:
    """Return the present moment in ISO 8601, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def clean_text(text: str) -> str:
    """Return text on one line, without invisible characters and those that change the direction of reading."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join("".join(character for character in text if _is_visible(character)).split())


def words_of(text: str) -> str:
    """Return the words of a text in lower case; two texts with the same words state the same fact."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_visible(character: str) -> bool:
    # A zero-width joiner holds emoji together.
    invisible = ("Cc", "Cf", "Co", "Cs", "Cn")
    return character.isspace() or character == "\u200d" or unicodedata.category(character) not in invisible

"""The port to the store of facts, and the form in which a fact is stored."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypedDict


class SourceRecord(TypedDict):
    """A stored `Source`."""

    document: str
    name: str
    page: int
    number: int


class FactRecord(TypedDict, total=False):
    """A stored `Fact`, as JSON: a field that is empty is left out, and the vector is Base64."""

    text: str
    id: str
    saved_at: str
    changed_at: str
    thread_id: str
    source: SourceRecord
    indexed_in: str
    indexed_at: float
    replaced: str
    vector: str


class FactRepository(Protocol):
    """Stores records by key, each under its owner. No call reads or changes another owner's records.

    A removed record is gone from the store's files too. Every call raises `MemoryUnavailable` when the store fails.
    """

    async def put(self, owner: str, records: Mapping[str, FactRecord]) -> None:
        """Write records, each under its key."""
        ...

    async def replace(self, owner: str, key: str, record: FactRecord, *, was: FactRecord) -> bool:
        """Write a record if the stored one equals `was`; return whether it was written."""
        ...

    async def get(self, owner: str, keys: Sequence[str]) -> dict[str, FactRecord]:
        """Return the records with these keys, as far as they exist."""
        ...

    async def under(self, owner: str, prefix: str) -> dict[str, FactRecord]:
        """Return the records whose keys begin with a non-empty prefix, in the order of their keys."""
        ...

    async def remove(self, owner: str, keys: Sequence[str]) -> int:
        """Remove records for good; return how many existed."""
        ...


def require_owner(owner: str) -> str:
    """Return the owner.

    Raises:
        ValueError: The owner is empty.
    """
    if not owner:
        raise ValueError("what is remembered belongs to somebody")
    return owner

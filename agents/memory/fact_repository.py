"""The port to wherever the truth about what is remembered is kept."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Record = dict[str, Any]


class FactRepository(Protocol):
    """Keeps records under keys. Every call names the owner first: what is another's does not exist.

    What was removed is gone from the store's files too. All raise `agents.memory.errors.Unavailable`.
    """

    async def put(self, owner: str, records: Mapping[str, Record]) -> None:
        """Write records, each by its key."""
        ...

    async def replace(self, owner: str, key: str, record: Record, *, was: Record) -> bool:
        """Write a record in place of what it was; false, and nothing is written, if it is gone or another by now."""
        ...

    async def get(self, owner: str, keys: Sequence[str]) -> dict[str, Record]:
        """Return those of the records that the owner has."""
        ...

    async def under(self, owner: str, prefix: str) -> dict[str, Record]:
        """Return the records whose keys begin so, with at least a sign, in the order of their keys."""
        ...

    async def remove(self, owner: str, keys: Sequence[str]) -> int:
        """Remove records for good, and tell how many there were."""
        ...

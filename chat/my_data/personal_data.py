"""The port of every part that keeps data of a person, beside the conversations."""

from typing import Any, Protocol


class PersonalData(Protocol):
    """Data of a person in one part of the server, for example the remembered facts.

    Attributes:
        name: Its name in the archive and on the receipt: "memories".
    """

    name: str

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """Return all data of this person."""
        ...

    async def erase(self, owner: str) -> int:
        """Erase all data of this person, and return how many records there were."""
        ...

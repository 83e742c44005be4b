"""What else is kept of a person, beside their conversations."""

from typing import Any, Protocol


class PersonalData(Protocol):
    """One such thing, for example what the assistant was asked to remember.

    Attributes:
        name: What it is called, in a file's name and on a receipt: "memories".
    """

    name: str

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """All that there is of this person."""
        ...

    async def erase(self, owner: str) -> int:
        """Erase all that there is of this person, and tell how much it was."""
        ...

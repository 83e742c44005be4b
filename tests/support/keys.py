"""A last key that is never saved."""


class NoLastKey:
    """Has no key id, as a server that starts for the first time."""

    async def load(self) -> str | None:
        return None

    async def save(self, kid: str) -> None:
        pass

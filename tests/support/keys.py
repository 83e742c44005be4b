"""A memory for keys that keeps nothing."""


class Forgetful:
    """Remembers no key, as a server that starts for the first time."""

    async def load(self) -> str | None:
        return None

    async def save(self, kid: str) -> None:
        pass

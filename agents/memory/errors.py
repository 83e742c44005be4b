"""How memory says that it cannot be reached."""


class MemoryUnavailable(Exception):
    """It could not be read or written just now; trying again may help."""

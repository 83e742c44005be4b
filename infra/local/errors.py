"""The error that stops the start."""


class StartError(Exception):
    """The local cloud cannot start; the message says why in one sentence."""

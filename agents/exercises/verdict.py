"""What an attempt is worth, and what is said about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AttemptVerdict:
    """The verdict on an attempt; it never contains the answer of an attempt that is not right.

    Args:
        right: Whether the attempt is right.
        credit: How much of it is right, from 0 to 1.
        sentences: What is said: first what was right, then what kind of slip it is.
        readable: Whether it could be read as an attempt; one that could not is not counted.
        slip: The name of the kind of slip, for the record; empty where code cannot tell.
    """

    right: bool
    credit: float
    sentences: tuple[str, ...]
    readable: bool = True
    slip: str = ""


def unreadable(*sentences: str) -> AttemptVerdict:
    """Return the verdict on what is no attempt."""
    return AttemptVerdict(False, 0.0, sentences, readable=False)

"""Where a person finds what is remembered; whoever shows the answers says where that is."""

from dataclasses import dataclass

from agents.memory.fact import Source


@dataclass(frozen=True, slots=True)
class MemoryLinks:
    """Addresses to be put into answers.

    Args:
        page: All that is remembered.
        passage: A passage of a file, with `{document}` and `{number}` in it.
    """

    page: str = ""
    passage: str = ""

    def to(self, source: Source) -> str:
        """Return the address of a passage."""
        return self.passage.format(document=source.document, number=source.number)

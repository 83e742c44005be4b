"""How every result is laid out: numbered steps, then the answer."""

from collections.abc import Sequence


def in_steps(lines: Sequence[str], answer: str) -> str:
    """Return the steps and the answer as Markdown."""
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return f"{numbered}\n\n**Answer:** {answer}"

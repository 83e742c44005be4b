"""What a specialist or a tool was given, as a person reads it."""

from agents.tools.run_python import fenced
from chat.typeset import typeset

_PROSE = ("query", "text", "customer")  # inputs that are sentences


def told(given: dict[str, object]) -> str:
    """Return the input of a call as Markdown: code as code, sentences as sentences, the rest as a short list."""
    parts = [_part(name, str(value), alone=len(given) == 1) for name, value in given.items() if value not in ("", None)]
    return "\n\n".join(parts)


def _part(name: str, value: str, *, alone: bool) -> str:
    if name == "code":
        return fenced(value, "python")
    if name in _PROSE:
        return typeset(value)
    if "\n" in value:
        return fenced(value)
    label = "" if alone else f"{name.replace('_', ' ')}: "
    return label + _code(value)


def _code(value: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in value.split() if set(run) == {"`"}), default=0))
    return f"{ticks} {value} {ticks}" if "`" in value else f"`{value}`"

"""A form of the page: new, or refused, with what was typed, the reason, and the cursor in the field to correct."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """A form that was sent and refused.

    Args:
        action: Where it was sent.
        sentence: Why it was refused.
        typed: What was typed, by field.
    """

    action: str
    sentence: str
    typed: Mapping[str, str]


class Form:
    """One form.

    Args:
        action: Where it is sent.
        refused: The form that was refused, if one was; it is this one if it has the same hidden fields.
        hidden: These fields.
    """

    def __init__(self, action: str, refused: RefusedForm | None, **hidden: str) -> None:
        is_this = refused and refused.action == action and hidden.items() <= refused.typed.items()
        self.action = action
        self.refused = refused if is_this else None

    def typed(self, name: str, default: str = "") -> str:
        """Return the value of a field."""
        return self.refused.typed.get(name, default) if self.refused else default

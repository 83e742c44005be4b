"""A form of the page: as new, or as it was refused, with what was typed, the reason, and the cursor in it."""

import html
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """What was asked for and not done.

    Args:
        action: Where the form was sent.
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

    def __init__(self, action: str, refused: Refused | None, **hidden: str) -> None:
        is_this = refused and refused.action == action and hidden.items() <= refused.typed.items()
        self.action = action
        self.refused = refused if is_this else None

    @property
    def alert(self) -> str:
        """Why it was refused."""
        return f'<p role="alert" id="refusal">{html.escape(self.refused.sentence)}</p>' if self.refused else ""

    @property
    def focus(self) -> str:
        """The attributes of the field in which there is something to mend."""
        return ' autofocus aria-invalid="true" aria-describedby="refusal"' if self.refused else ""

    @property
    def open(self) -> str:
        """The attribute of the fold in which it stands."""
        return " open" if self.refused else ""

    def typed(self, name: str, otherwise: str = "") -> str:
        """Return what stands in a field."""
        return html.escape(self.refused.typed.get(name, otherwise) if self.refused else otherwise)

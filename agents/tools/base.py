"""What a tool finds on its desk beside its input: carried from the turn to every specialist's tools."""

from dataclasses import dataclass, field
from typing import Any

from agents.aws import AwsSession
from agents.documents.attachments import Attachment
from agents.parameters import ParameterValues

_KEY = "desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """The surroundings of one turn.

    Args:
        values: The live parameters in force.
        aws: Where AWS is called; None is nowhere.
        attachments: The files that belong to the question.
    """

    values: ParameterValues = field(default_factory=ParameterValues)
    aws: AwsSession | None = None
    attachments: tuple[Attachment, ...] = ()

    def on(self) -> dict[str, Any]:
        """Return the invocation state that carries this desk."""
        return {_KEY: self}

    @staticmethod
    def of(state: dict[str, Any]) -> "Desk":
        """Return the desk that an invocation state carries."""
        desk = state.get(_KEY)
        return desk if isinstance(desk, Desk) else Desk()

"""What a specialist is: one record, from which the teacher's tool is made."""

from dataclasses import dataclass

from agents.agent.event_translator import ToolDisplay
from agents.agent.runner import Limits, Tool

_LIMITS = Limits(turns=6, tool_calls=8, seconds=90)


@dataclass(frozen=True, slots=True)
class Specialist:
    """An expert the teacher can call.

    Args:
        name: The name of the tool by which the teacher calls.
        title: How people read it.
        icon: A Lucide icon.
        when: When to call, in words for the teacher's model.
        examples: Questions meant for this specialist; a small model routes by them.
        prompt: Who the specialist is.
        tools: What the specialist may use.
        limits: How far the specialist may go on one question.
    """

    name: str
    title: str
    icon: str
    when: str
    examples: tuple[str, ...]
    prompt: str
    tools: tuple[Tool, ...] = ()
    limits: Limits = _LIMITS

    @property
    def face(self) -> ToolDisplay:
        """How the specialist is shown."""
        return ToolDisplay(self.title, self.icon)

    @property
    def description(self) -> str:
        """What the teacher's model reads about the specialist."""
        examples = "\n".join(f"- {example}" for example in self.examples)
        return f"{self.when}\n\nExamples of questions:\n{examples}"

"""What a specialist is: one record, from which the teacher's tool is made."""

from dataclasses import dataclass

from agents.tools.base import Tool, ToolDisplay


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an agent may go on one question.

    Args:
        turns: Calls of the model.
        tool_calls: Calls of tools, without the refused ones.
        seconds: Time in all.
    """

    turns: int
    tool_calls: int
    seconds: float


_DEFAULT_LIMITS = Limits(turns=6, tool_calls=8, seconds=90)


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
    limits: Limits = _DEFAULT_LIMITS

    @property
    def display(self) -> ToolDisplay:
        """How the specialist is shown."""
        return ToolDisplay(self.title, self.icon)

    @property
    def description(self) -> str:
        """What the teacher's model reads about the specialist."""
        examples = "\n".join(f"- {example}" for example in self.examples)
        return f"{self.when}\n\nExamples of questions:\n{examples}"

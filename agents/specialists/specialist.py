"""The record of a specialist, from which the teacher's tool is made."""

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
    """An agent that the teacher can call as a tool.

    Args:
        name: The name of the tool by which the teacher calls it.
        title: The name that people see.
        icon: The name of a Lucide icon.
        when: When to call it, for the teacher's model.
        examples: Questions for this specialist; the embedded model routes by them.
        prompt: The system prompt.
        tools: The tools that it may call.
        limits: How far it may go on one question.
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
        """How the specialist is shown to people."""
        return ToolDisplay(self.title, self.icon)

    @property
    def description(self) -> str:
        """What the teacher's model reads of the specialist."""
        examples = "\n".join(f"- {example}" for example in self.examples)
        return f"{self.when}\n\nExamples of questions:\n{examples}"

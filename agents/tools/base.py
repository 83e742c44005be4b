"""What every tool is built from: how it is shown, what the turn hands to it, and how its result is written."""

import functools
import inspect
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, ParamSpec, cast, overload

from strands.types.tools import AgentTool

from agents.aws import AwsSession
from agents.documents.attachments import Attachment
from agents.documents.checked_quotes import CheckedQuotes
from agents.events import Emit, Path
from agents.parameters import ParameterValues
from agents.user_messages import ToolError

_STATE_KEY = "tool_context"

Result = dict[str, Any]
"""A result as strands reads it: its status, and its content as a list of blocks."""

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class ToolDisplay:
    """How a tool is shown to people: a short title and the name of a Lucide icon."""

    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that an agent may call, and how it is shown."""

    implementation: AgentTool
    display: ToolDisplay


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that a tool yields before its result: its name, and an SVG without script or address."""

    name: str
    svg: str


MoreTools = Callable[[str, Path, Emit], Awaitable[Sequence[Tool]]]


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a turn hands to every tool beside the tool's input; it travels in strands' invocation state.

    Args:
        values: The live parameters in force.
        aws: The session for calls of AWS; None makes none.
        attachments: The files that belong to the question.
        more_tools: Returns the tools from outside of the specialist that it gets the name, the path and the events of;
            None where there are none.
        quotes: Looks up the quotes of answers in the files; None where there is no file with text.
    """

    values: ParameterValues = field(default_factory=ParameterValues)
    aws: AwsSession | None = None
    attachments: tuple[Attachment, ...] = ()
    more_tools: MoreTools | None = None
    quotes: CheckedQuotes | None = None

    async def tools_of(self, specialist: str, own: Sequence[Tool], path: Path, emit: Emit) -> Sequence[Tool]:
        """Return a specialist's own tools, and those from outside after them."""
        return own if self.more_tools is None else [*own, *await self.more_tools(specialist, path, emit)]

    def to_invocation_state(self) -> dict[str, Any]:
        """Return the invocation state that carries this context."""
        return {_STATE_KEY: self}

    @staticmethod
    def from_invocation_state(state: dict[str, Any]) -> "ToolContext":
        """Return the context that an invocation state carries, or an empty one."""
        context = state.get(_STATE_KEY)
        return context if isinstance(context, ToolContext) else ToolContext()


@overload
def text_tool(function: Callable[P, Awaitable[str]]) -> Callable[P, Awaitable[Result]]: ...
@overload
def text_tool(function: Callable[P, AsyncIterator[Any]]) -> Callable[P, AsyncIterator[Any]]: ...
def text_tool(function: Callable[P, Any]) -> Callable[P, Any]:
    """Turn the text of a tool into a successful result, and a `ToolError` into a failed one.

    It stands below strands' `@tool`, which reads name, docstring and annotations of the function through it.

    Args:
        function: A coroutine function that returns the text, or an asynchronous generator that yields pictures and,
            last, the text.
    """
    # strands looks at the kind of function that it is given, so each kind has a wrapper of the same kind.
    if inspect.isasyncgenfunction(function):

        @functools.wraps(function)
        async def generate(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[Any]:
            try:
                async with aclosing(cast(AsyncGenerator[Any, None], function(*args, **kwargs))) as items:
                    async for item in items:
                        yield _result("success", item) if isinstance(item, str) else item
            except ToolError as error:
                yield _result("error", str(error))

        return generate

    @functools.wraps(function)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> Result:
        try:
            return _result("success", await function(*args, **kwargs))
        except ToolError as error:
            return _result("error", str(error))

    return answer


def _result(status: str, text: str) -> Result:
    return {"status": status, "content": [{"text": text}]}

"""A tool of a server, as an agent calls it; the learner is asked first where the server's entry says so."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from strands.types.tools import AgentTool, ToolSpec, ToolUse

from agents.errors import report
from agents.tools.mcp.definitions import Definition
from agents.tools.mcp.messages import McpError
from agents.tools.mcp.server_client import ServerClient
from agents.user_messages import TranslatableText

MAX_INPUT_CHARACTERS = 20_000
APPROVAL_SECONDS = 60.0
_NOT_ALLOWED = TranslatableText("This call was not allowed, so nothing was sent.")
_TOO_LONG = TranslatableText("The input of this call is too long to be sent.")


@dataclass(frozen=True, slots=True)
class Approval:
    """A call that the learner is asked about.

    Args:
        server: The name of the server.
        tool: The name of the tool on its server.
        fingerprint: The fingerprint of the tool's definition.
        given: What would be sent.
    """

    server: str
    tool: str
    fingerprint: str
    given: Mapping[str, object]


Approve = Callable[[Approval], Awaitable[bool]]
"""Asks the learner; returns whether the call may be made."""


class McpTool(AgentTool):
    """A tool of a server.

    Args:
        server: The server.
        definition: The tool.
        approve: Asks the learner; None where nobody can be asked, which is a no.
    """

    def __init__(self, server: ServerClient, definition: Definition, approve: Approve | None) -> None:
        super().__init__()
        self._server = server
        self._definition = definition
        self._approve = approve

    @property
    def tool_name(self) -> str:
        """The name, which begins with the server's."""
        return self._definition.name

    @property
    def tool_spec(self) -> ToolSpec:
        """What the model reads of it."""
        schema = {"json": dict(self._definition.schema)}
        return {"name": self.tool_name, "description": self._definition.description, "inputSchema": schema}

    @property
    def tool_type(self) -> str:
        """The kind of tool."""
        return "mcp"

    async def stream(
        self, tool_use: ToolUse, invocation_state: dict[str, Any], **kwargs: Any
    ) -> AsyncGenerator[Any, None]:
        """Call the tool; yields its result, which may be a failure with its sentence."""
        text, ok = await self._call(tool_use["input"])
        status = "success" if ok else "error"
        yield {"toolUseId": tool_use["toolUseId"], "status": status, "content": [{"text": text}]}

    async def _call(self, given: Mapping[str, object]) -> tuple[str, bool]:
        if len(str(given)) > MAX_INPUT_CHARACTERS:
            return _TOO_LONG, False
        if self._server.entry.approve and not await self._is_approved(given):
            return _NOT_ALLOWED, False
        try:
            return await self._server.call(self._definition, given)
        except McpError as failure:
            report(failure)
            return failure.sentence, False

    async def _is_approved(self, given: Mapping[str, object]) -> bool:
        if self._approve is None:
            return False
        definition = self._definition
        question = Approval(self._server.entry.name, definition.tool, definition.fingerprint, given)
        try:
            async with asyncio.timeout(APPROVAL_SECONDS):
                return await self._approve(question)
        except TimeoutError:
            return False

"""All servers of the process, as the live parameter names them, and the tools that a turn gets of them."""

import asyncio
import time
import uuid
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from agents.events import Emit, Path, ToolEnd, ToolInput, ToolStart
from agents.mcp_servers import McpServer
from agents.parameters import ParameterValues
from agents.tools.base import Tool, ToolDisplay
from agents.tools.mcp import messages
from agents.tools.mcp.definitions import Definitions
from agents.tools.mcp.messages import McpError
from agents.tools.mcp.plain_text import clean_line
from agents.tools.mcp.server_client import ServerClient, Surroundings
from agents.tools.mcp.tool import Approve, McpTool

PROBE_SECONDS = 2.5  # less than a page waits for all that it checks
_ICON = "plug"
_MAX_TITLE = 40


@dataclass(frozen=True, slots=True)
class Probe:
    """How a server is.

    Args:
        server: Its name.
        tools: The names and fingerprints of the tools that can be used.
        left_out: The tools that are wanted and cannot be used, with the reasons.
        failure: Why the server cannot be used; None if it can.
        milliseconds: How long it took.
    """

    server: str
    tools: Sequence[tuple[str, str]] = ()
    left_out: Sequence[tuple[str, str]] = ()
    failure: str | None = None
    milliseconds: int = 0


class McpServers:
    """Keeps one connection to each server; nothing is connected before it is needed.

    Args:
        surroundings: Where servers may be.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._servers: dict[McpServer, ServerClient] = {}
        self._closing: set[asyncio.Task[Any]] = set()

    def in_force(self, values: ParameterValues) -> list[ServerClient]:
        """Return the servers of the entries in force; the connections of all others are closed."""
        wanted = {entry: values.mcp_secrets.get(entry.secret, "") for entry in values.mcp_servers}
        for entry, server in list(self._servers.items()):
            if wanted.get(entry) != server.secret:
                del self._servers[entry]
                self._start(server.close())
        for entry, secret in wanted.items():
            if entry not in self._servers:
                self._servers[entry] = ServerClient(entry, secret, self._surroundings)
        return [self._servers[entry] for entry in wanted]

    async def probe(self, values: ParameterValues) -> list[Probe]:
        """Connect to each server, and list its tools; none holds up the others, also not while it is given up."""
        probes = {asyncio.create_task(_probe(server)): server.entry.name for server in self.in_force(values)}
        try:
            if probes:
                await asyncio.wait(probes, timeout=PROBE_SECONDS)
            return [task.result() if task.done() else _too_slow(name) for task, name in probes.items()]
        finally:
            for task in probes:
                if task.cancel():
                    self._keep(task)

    async def close(self) -> None:
        """Close all connections, and end the programs that were started."""
        for server in self._servers.values():
            self._start(server.close())
        self._servers.clear()
        if self._closing:
            await asyncio.wait(self._closing)

    def _start(self, closing: Coroutine[None, None, None]) -> None:
        self._keep(asyncio.create_task(closing))

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


@dataclass(frozen=True, slots=True)
class TurnTools:
    """The tools from outside in one turn.

    Args:
        servers: The servers of the process.
        values: The live parameters in force.
        groups: The Cognito groups of the person who asks.
        approve: Asks the person; None where nobody can be asked.
    """

    servers: McpServers
    values: ParameterValues
    groups: frozenset[str] = frozenset()
    approve: Approve | None = None

    async def of_specialist(self, specialist: str, path: Path, emit: Emit) -> list[Tool]:
        """Return the tools of a specialist; a server that cannot be used is a step of its own, with one sentence.

        Args:
            specialist: The name of the specialist.
            path: The path of its call.
            emit: Takes the events.
        """
        if not self.values.mcp_servers:
            return []
        servers = [server for server in self.servers.in_force(self.values) if self._is_for(server.entry, specialist)]
        found = await asyncio.gather(*(self._tools(server, path, emit) for server in servers))
        return [tool for tools in found for tool in tools]

    def _is_for(self, entry: McpServer, specialist: str) -> bool:
        return specialist in entry.specialists and (not entry.groups or bool(entry.groups & self.groups))

    async def _tools(self, server: ServerClient, path: Path, emit: Emit) -> list[Tool]:
        try:
            found: Definitions = await server.definitions()
        except McpError as failure:
            _emit_failure(server.entry.name, failure, path, emit)
            return []
        return [
            Tool(McpTool(server, one, self.approve), ToolDisplay(_title(server.entry.name, one.tool), _ICON))
            for one in found.usable
        ]


async def _probe(server: ServerClient) -> Probe:
    started = time.monotonic()
    try:
        found = await server.probe()
    except McpError as failure:
        return Probe(server.entry.name, failure=failure.sentence)
    tools = [(one.tool, one.fingerprint) for one in found.usable]
    milliseconds = round((time.monotonic() - started) * 1000)
    return Probe(server.entry.name, tools, list(found.left_out.items()), milliseconds=milliseconds)


def _too_slow(name: str) -> Probe:
    return Probe(name, failure=messages.too_slow(name, PROBE_SECONDS).sentence)


def _emit_failure(name: str, failure: McpError, path: Path, emit: Emit) -> None:
    step = (*path, f"mcp_{uuid.uuid4().hex[:12]}")
    emit(ToolStart(step, name, name, _ICON))
    emit(ToolInput(step, {}))
    emit(ToolEnd(step, failure.sentence, ok=False))


def _title(server: str, tool: str) -> str:
    return clean_line(f"{server}: {tool.replace('_', ' ')}", _MAX_TITLE)
